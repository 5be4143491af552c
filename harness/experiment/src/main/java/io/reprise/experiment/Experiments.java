package io.reprise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the experiments on the class path. */
public final class Experiments {
  private Experiments() {}

  public static List<Experiment<?>> all() {
    List<Experiment<?>> all = new ArrayList<>();
    ServiceLoader.load(Experiment.class).forEach(all::add);
    return all;
  }

  /**
   * The experiment of a paper.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Experiment<?> of(String paper) {
    TreeSet<String> known = new TreeSet<>();
    for (Experiment<?> e : all()) {
      if (e.paper().id().equals(paper)) {
        return e;
      }
      known.add(e.paper().id());
    }
    throw new IllegalArgumentException(
        "paper '" + paper + "' is unknown: expected one of " + known);
  }
}
