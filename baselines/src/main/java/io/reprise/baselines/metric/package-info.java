/** Metric learning: losses on similarities of embeddings, and what trains and draws with them. */
package io.reprise.baselines.metric;
