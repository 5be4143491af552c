/** The published data sets of the papers: where they are, under what terms, and how they look. */
package io.reprise.datasets.catalogue;
