/** Feature vectors with labels, and how well binary codes of them are ranked. */
package io.reprise.datasets.retrieval;
