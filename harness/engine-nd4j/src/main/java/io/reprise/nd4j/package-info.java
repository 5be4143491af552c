/**
 * The second engine: ND4J's native operations under a tape of our own. Tensors are dense blocks of
 * pooled native memory, images channels-last; gradients are one vector-Jacobian product a
 * primitive.
 */
package io.reprise.nd4j;
