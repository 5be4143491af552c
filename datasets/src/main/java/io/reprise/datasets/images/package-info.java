/** Published sets of small images for classification, read from the authors' files into memory. */
package io.reprise.datasets.images;
