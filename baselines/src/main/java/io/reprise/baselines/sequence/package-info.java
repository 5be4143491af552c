/** Recurrent networks: LSTM and GRU stacks, and captioners. Sequences are {@code [N, T, C]}. */
package io.reprise.baselines.sequence;
