/** The NIPS'17 competition on adversarial attacks and defences (arXiv 1804.00097). */
package io.reprise.papers.adversarial;
