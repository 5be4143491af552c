package io.reprise.datasets.download;

import java.io.IOException;

/** Something on this machine is in the way, such as a full disk: no other mirror will help. */
final class LocalFailure extends IOException {
  private static final long serialVersionUID = 1L;

  LocalFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
