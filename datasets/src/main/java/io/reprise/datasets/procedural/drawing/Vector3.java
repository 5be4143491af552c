package io.reprise.datasets.procedural.drawing;

/** A place or direction in space: x to the right, y down, z towards the viewer. */
public record Vector3(double x, double y, double z) {
  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  public Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  public Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  public Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }

  /** This direction with length 1; a zero vector stays as it is. */
  public Vector3 unit() {
    double length = length();
    return length > 0 ? times(1 / length) : this;
  }
}
