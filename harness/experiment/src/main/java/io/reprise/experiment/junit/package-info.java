/** The JUnit adapter: trials, claims and exact numbers of an experiment as dynamic tests. */
package io.reprise.experiment.junit;
