package io.reprise.datasets.procedural.identities;

/** From where something is seen. */
public enum Viewpoint {
  FRONT,
  SIDE,
  REAR
}
