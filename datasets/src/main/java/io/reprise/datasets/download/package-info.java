/** Gets data sets of the catalogue whole and unpacks them, or leaves nothing that looks whole. */
package io.reprise.datasets.download;
