/** Images in folders, in the layouts in which large data sets are published. */
package io.reprise.datasets.folders;
