package io.reprise.datasets.procedural.scenes;

/** What a person does with an object. */
public enum Verb {
  /** In the hand of an arm that hangs or is bent. */
  HOLD,
  /** On the head, with both hands at it. */
  CARRY,
  /** At the foot of a leg that swings. */
  KICK,
  /** In front of both level arms. */
  PUSH,
  /** Under the hips, with the feet in front. */
  SIT_ON,
  /** Far away, in line with a level arm. */
  POINT_AT
}
