/** Groups of points without labels. */
package io.reprise.baselines.clustering;
