/** Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks, arXiv 1808.06866. */
package io.reprise.papers.sfp;
