/**
 * Runs that are kept from night to night: a record of each, the order in which papers take their
 * turn, and what changed in their latencies.
 */
package io.reprise.experiment.history;
