/** Single Path One-Shot Neural Architecture Search with Uniform Sampling, arXiv 1904.00420. */
package io.reprise.papers.spos;
