/** Supervision-by-Registration (arXiv 1807.00966). */
package io.reprise.papers.sbr;
