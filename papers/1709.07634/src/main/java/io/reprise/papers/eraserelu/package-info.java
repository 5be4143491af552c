/** EraseReLU: A Simple Way to Ease the Training of Deep CNNs, arXiv 1709.07634. */
package io.reprise.papers.eraserelu;
