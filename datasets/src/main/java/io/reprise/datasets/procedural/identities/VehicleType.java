package io.reprise.datasets.procedural.identities;

/** The outline of a vehicle from its side. Lengths are in units of half its length. */
enum VehicleType {
  SEDAN(0.40, 0.30, 0.34, -0.72, 0.40, -0.45, 0.10),
  HATCHBACK(0.42, 0.32, 0.34, -0.95, 0.45, -0.85, 0.12),
  COUPE(0.41, 0.27, 0.27, -0.80, 0.30, -0.40, -0.05),
  ESTATE(0.40, 0.31, 0.33, -0.98, 0.42, -0.92, 0.15),
  OFF_ROAD(0.44, 0.40, 0.40, -0.96, 0.42, -0.92, 0.25),
  PICKUP(0.44, 0.38, 0.38, -0.15, 0.48, -0.08, 0.22),
  VAN(0.43, 0.42, 0.50, -0.99, 0.80, -0.97, 0.55),
  MINIBUS(0.42, 0.36, 0.52, -0.99, 0.96, -0.99, 0.86);

  private final double halfWidth;
  private final double body;
  private final double cabin;
  private final double back;
  private final double front;
  private final double roofBack;
  private final double roofFront;

  VehicleType(
      double halfWidth,
      double body,
      double cabin,
      double back,
      double front,
      double roofBack,
      double roofFront) {
    this.halfWidth = halfWidth;
    this.body = body;
    this.cabin = cabin;
    this.back = back;
    this.front = front;
    this.roofBack = roofBack;
    this.roofFront = roofFront;
  }

  double halfWidth() {
    return halfWidth;
  }

  /** Height of the lower body. */
  double body() {
    return body;
  }

  /** Height of the cabin on top of it. */
  double cabin() {
    return cabin;
  }

  /** Where the cabin begins and ends along the vehicle, positive to the front. */
  double back() {
    return back;
  }

  double front() {
    return front;
  }

  /** Where the roof begins and ends. */
  double roofBack() {
    return roofBack;
  }

  double roofFront() {
    return roofFront;
  }
}
