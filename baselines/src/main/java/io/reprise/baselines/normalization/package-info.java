/** Normalisations whose statistics come from a part of the batch, or from several batches. */
package io.reprise.baselines.normalization;
