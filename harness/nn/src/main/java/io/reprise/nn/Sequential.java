package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.List;

/** Modules one after the other, named 0, 1, ... */
public final class Sequential extends Module {
  public Sequential(List<? extends Module> parts) {
    for (Module part : parts) {
      child(Integer.toString(children().size()), part);
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Module part : children().values()) {
      y = part.forward(y, mode);
    }
    return y;
  }
}
