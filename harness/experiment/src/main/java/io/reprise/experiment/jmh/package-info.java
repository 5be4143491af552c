/** The JMH adapter: one generic latency benchmark over the networks that experiments declare. */
package io.reprise.experiment.jmh;
