/** Published networks and the methods that several papers compare against. */
package io.reprise.baselines;
