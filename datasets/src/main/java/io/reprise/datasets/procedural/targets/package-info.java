/** Small objects that move against moving backgrounds. */
package io.reprise.datasets.procedural.targets;
