package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;

/**
 * The look of a picture, which says nothing about the face in it. The curves of {@link #DARK} and
 * {@link #WASHED_OUT} keep the order of levels, so that every edge survives them.
 */
public enum FaceStyle {
  PHOTO,
  DARK,
  WASHED_OUT,
  GREY,
  /** Flat colours with ink outlines, without light and noise. */
  ILLUSTRATION;

  void applyTo(Canvas canvas) {
    switch (this) {
      case PHOTO -> {}
      case DARK -> canvas.tone(v -> 0.04 + 0.60 * StrictMath.pow(v, 2));
      case WASHED_OUT -> canvas.tone(v -> 0.45 + 0.5 * StrictMath.pow(v, 0.6));
      case GREY ->
          canvas.recolour(c -> Colour.grey(0.3 * c.red() + 0.59 * c.green() + 0.11 * c.blue()));
      case ILLUSTRATION -> canvas.tone(v -> Math.min(1, 0.12 + 0.95 * v));
    }
  }
}
