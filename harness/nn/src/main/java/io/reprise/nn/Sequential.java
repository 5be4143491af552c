package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Modules one after the other, named 0, 1, ... */
public final class Sequential extends Module {
  public Sequential(List<? extends Module> parts) {
    for (Module part : parts) {
      child(Integer.toString(children().size()), part);
    }
  }

  /** Collects modules, each built in the context of its place. */
  public static final class Builder {
    private final LayerContext at;
    private final List<Module> parts = new ArrayList<>();

    public Builder(LayerContext at) {
      this.at = at;
    }

    /** Appends the module that is made for the next place. */
    public Builder add(Function<LayerContext, ? extends Module> part) {
      parts.add(part.apply(at.at(Integer.toString(parts.size()))));
      return this;
    }

    /** Appends a function without parameters. */
    public Builder then(UnaryOperator<Tensor> function) {
      parts.add(new Stateless(function));
      return this;
    }

    public Sequential build() {
      return new Sequential(parts);
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
