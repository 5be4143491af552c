/** The same training step in several libraries, raced in one run. Nothing depends on this. */
package io.reprise.peers;
