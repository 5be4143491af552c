/** Says what the suite sees of a machine, line by line, and what to do about what is in its way. */
package io.reprise.doctor;
