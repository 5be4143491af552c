/** Hash functions that are learned from a stream of labelled features, a batch at a time. */
package io.reprise.baselines.hashing;
