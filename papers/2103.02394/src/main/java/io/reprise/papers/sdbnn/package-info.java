/** SD-BNN: self-distribution binary neural networks (arXiv 2103.02394). */
package io.reprise.papers.sdbnn;
