package io.reprise.nn;

import java.util.Map;

/**
 * The values of a module's parameters and buffers by path, in row-major order, in Java memory.
 *
 * @param values in the module's order
 */
public record State(Map<String, float[]> values) {}
