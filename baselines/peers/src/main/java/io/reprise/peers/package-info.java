/**
 * The same networks in several libraries, raced at training and inference in one run. Nothing
 * depends on this. Runs on Linux on x86-64 alone.
 */
package io.reprise.peers;
