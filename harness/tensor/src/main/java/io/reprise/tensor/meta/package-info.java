/** The engine that computes shapes and costs instead of values. */
package io.reprise.tensor.meta;
