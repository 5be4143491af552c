package io.reprise.nn;

/** Training stopped making sense: a loss or a weight is not finite. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergenceException(String message) {
    super(message);
  }
}
