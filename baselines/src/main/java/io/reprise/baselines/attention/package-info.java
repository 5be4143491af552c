/** Published modules that plug into the networks of {@link io.reprise.baselines} by value. */
package io.reprise.baselines.attention;
