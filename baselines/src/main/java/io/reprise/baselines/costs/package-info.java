/**
 * What the networks of every paper cost, computed, beside what was published: without training, and
 * also for papers that have no module yet.
 */
package io.reprise.baselines.costs;
