package io.reprise.tensor;

/**
 * Owns the native memory of the tensors made while it is the innermost open scope, and frees it at
 * {@link #close()}. Scopes nest and close in reverse order. Tensors made outside any scope live
 * until their engine is closed.
 *
 * <pre>{@code
 * try (Scope step = engine.scope()) {
 *   Tensor loss = model.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
 *   ...
 * }
 * }</pre>
 */
public interface Scope extends AutoCloseable {
  /**
   * Hands a tensor of this scope to the enclosing one, so that it outlives this scope.
   *
   * @return {@code tensor}
   * @throws IllegalArgumentException if it was not made in this scope
   */
  Tensor keep(Tensor tensor);

  /**
   * Frees all that is still owned.
   *
   * @throws IllegalStateException if a scope opened later is still open
   */
  @Override
  void close();
}
