/** Searches over integer codes that stand for network structures, and what they record. */
package io.reprise.baselines.search;
