/** Moving Average Batch Normalization, arXiv 2001.06838. */
package io.reprise.papers.mabn;
