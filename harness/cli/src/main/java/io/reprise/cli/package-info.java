/** The command line {@code ci/reprise}: what Maven runs, with progress, several trials at once. */
package io.reprise.cli;
