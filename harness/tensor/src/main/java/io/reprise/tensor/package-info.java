/**
 * The tensor contract: what every engine promises and every layer, experiment and baseline is
 * written against. Semantics and layouts are PyTorch's (NCHW images, OIHW convolution weights).
 *
 * <p>An operation is a value ({@link io.reprise.tensor.Op}) that knows its shape rule and its cost;
 * an engine executes it. Nothing here touches native code.
 */
package io.reprise.tensor;
