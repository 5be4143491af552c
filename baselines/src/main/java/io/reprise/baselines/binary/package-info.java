/** Layers of one-bit weights that papers put into published networks, and one-bit networks. */
package io.reprise.baselines.binary;
