package io.reprise.papers.hrnn;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.experiment.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The weights of hierarchies by the formula, next to those that the costs were counted with. */
final class CostFormula {
  private static final String FULL = "full size";
  private static final String QUICK = "quick";

  /** 36 pitches; 8 kinds of beats, 16 of bars. */
  private static final Lstm.Design FULL_DESIGN = Lstm.Design.of(1, 256, 2);

  /** 15 pitches; 8 kinds of beats, 12 of bars. */
  private static final Lstm.Design QUICK_DESIGN = Lstm.Design.of(1, 48, 1).withTwoBiases();

  /**
   * A hierarchy of the costs.
   *
   * @param weights by the formula
   */
  record Expected(String network, String setting, long weights) {}

  private CostFormula() {}

  static List<Expected> expected() {
    List<Expected> all = new ArrayList<>();
    for (int depth = 1; depth <= 3; depth++) {
      String name = "HRNN-" + depth + "L";
      List<Level> full = Hierarchy.levels(depth, 38, 8, 16);
      all.add(new Expected(name, FULL, Protocol.parameters(full, FULL_DESIGN)));
      List<Level> quick = Hierarchy.levels(depth, 17, 8, 12);
      all.add(new Expected(name, QUICK, Protocol.parameters(quick, quickDesign(quick))));
    }
    return all;
  }

  /** One level alone is as large as three. */
  private static Lstm.Design quickDesign(List<Level> levels) {
    return levels.size() > 1
        ? QUICK_DESIGN
        : Protocol.widened(
            QUICK_DESIGN,
            levels.get(0),
            Protocol.parameters(Hierarchy.levels(3, 17, 8, 12), QUICK_DESIGN));
  }

  /** A line for each hierarchy of the costs that has other weights. */
  static List<String> differences(Evidence evidence) {
    List<String> differ = new ArrayList<>();
    for (Expected e : expected()) {
      double counted = evidence.cost(e.network, e.setting).params();
      if (counted != e.weights) {
        differ.add(
            String.format(
                Locale.ROOT,
                "%s (%s) counted %.0f, by the formula %d",
                e.network,
                e.setting,
                counted,
                e.weights));
      }
    }
    return differ;
  }
}
