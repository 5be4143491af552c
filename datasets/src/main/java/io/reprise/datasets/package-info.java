/** Image data sets in Java memory, how they are found, read or drawn, and cut into batches. */
package io.reprise.datasets;
