/**
 * What an experiment declares and what the harness does with it: trials, results, statistics,
 * claims and verdicts.
 */
package io.reprise.experiment;
