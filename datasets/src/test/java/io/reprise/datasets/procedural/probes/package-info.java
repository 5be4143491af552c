/** Small models and measures by which the procedural generators are judged. */
package io.reprise.datasets.procedural.probes;
