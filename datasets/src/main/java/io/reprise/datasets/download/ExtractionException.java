package io.reprise.datasets.download;

import java.io.IOException;

/** An archive is broken, not what it should be, or dangerous. Its message is for a user. */
public final class ExtractionException extends IOException {
  private static final long serialVersionUID = 1L;

  public ExtractionException(String message) {
    super(message);
  }

  public ExtractionException(String message, Throwable cause) {
    super(message, cause);
  }
}
