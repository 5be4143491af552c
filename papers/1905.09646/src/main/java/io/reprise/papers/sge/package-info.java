/** Spatial group-wise enhancement, arXiv 1905.09646. */
package io.reprise.papers.sge;
