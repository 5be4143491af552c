/** Objects of parts among things that look like parts of parts. */
package io.reprise.datasets.procedural.clutter;
