package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.List;

/** Modules side by side, named 0, 1, ..., whose outputs are joined along the channels. */
public final class Branches extends Module {
  public Branches(List<? extends Module> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("branches: expected at least one");
    }
    for (Module part : parts) {
      child(Integer.toString(children().size()), part);
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> outputs = children().values().stream().map(part -> part.forward(x, mode)).toList();
    return outputs.get(0).concat(1, outputs.subList(1, outputs.size()).toArray(new Tensor[0]));
  }
}
