/**
 * Text, XML and array files, read strictly: an error names the file, where in it, and what was
 * expected.
 */
package io.reprise.datasets.files;
