package io.reprise.datasets.procedural.drawing;

/** A rotation in space, as the rows of its matrix. */
public record Rotation(Vector3 first, Vector3 second, Vector3 third) {
  /**
   * Yaw, then pitch, then roll, in radians. A positive yaw turns what faces the viewer to the right
   * of the picture, a positive pitch turns it up, a positive roll tilts it clockwise.
   */
  public static Rotation of(double yaw, double pitch, double roll) {
    double cy = StrictMath.cos(yaw);
    double sy = StrictMath.sin(yaw);
    double cp = StrictMath.cos(pitch);
    double sp = StrictMath.sin(pitch);
    double cr = StrictMath.cos(roll);
    double sr = StrictMath.sin(roll);
    Vector3 x = new Vector3(cy, 0, sy);
    Vector3 y = new Vector3(sp * sy, cp, -sp * cy);
    Vector3 z = new Vector3(-cp * sy, sp, cp * cy);
    return new Rotation(x.times(cr).minus(y.times(sr)), x.times(sr).plus(y.times(cr)), z);
  }

  public Vector3 apply(Vector3 v) {
    return new Vector3(first.dot(v), second.dot(v), third.dot(v));
  }
}
