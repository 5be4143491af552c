package io.reprise.mlflow;

/** An error answer of the fake server: MLflow's code, and the HTTP status that goes with it. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;

  RefusedException(String code, String message) {
    super(message);
    this.code = code;
  }

  static RefusedException invalid(String message) {
    return new RefusedException("INVALID_PARAMETER_VALUE", message);
  }

  static RefusedException missing(String message) {
    return new RefusedException("RESOURCE_DOES_NOT_EXIST", message);
  }

  String code() {
    return code;
  }

  int status() {
    return switch (code) {
      case "INVALID_PARAMETER_VALUE", "RESOURCE_ALREADY_EXISTS", "BAD_REQUEST" -> 400;
      case "UNAUTHENTICATED" -> 401;
      case "PERMISSION_DENIED" -> 403;
      case "RESOURCE_DOES_NOT_EXIST", "ENDPOINT_NOT_FOUND" -> 404;
      case "RESOURCE_EXHAUSTED" -> 429;
      case "TEMPORARILY_UNAVAILABLE" -> 503;
      default -> 500;
    };
  }
}
