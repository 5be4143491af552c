package io.reprise.datasets.download;

import java.io.IOException;

/** A file could not be had, or is not what the catalogue says. Its message is for a user. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  public DownloadException(String message) {
    super(message);
  }

  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
