/** Nights: papers in turn within a budget of time, each run kept, pages of trends at the end. */
package io.reprise.nightly;
