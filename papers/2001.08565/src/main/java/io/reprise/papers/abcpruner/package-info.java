/** Channel Pruning via Automatic Structure Search (ABCPruner), arXiv 2001.08565. */
package io.reprise.papers.abcpruner;
