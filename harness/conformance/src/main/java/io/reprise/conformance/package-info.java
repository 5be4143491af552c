/**
 * What every engine with values must do, as JUnit tests to extend: each primitive against a plain
 * float64 reference, its gradient against central differences of that reference, and the life of
 * native memory.
 */
package io.reprise.conformance;
