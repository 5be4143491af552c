/** Selective Kernel Networks, arXiv 1903.06586. */
package io.reprise.papers.sk;
