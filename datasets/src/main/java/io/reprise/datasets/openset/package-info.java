/** Data whose test classes no training has seen: for metric learning. */
package io.reprise.datasets.openset;
