/** Cuts native libraries to the machine code of one kind of GPU, so that bundles get smaller. */
package io.reprise.bundle;
