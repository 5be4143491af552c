package io.reprise.nn;

/** How a forward pass is meant: batch statistics, dropout and the like differ. */
public enum Mode {
  TRAIN,
  EVALUATE
}
