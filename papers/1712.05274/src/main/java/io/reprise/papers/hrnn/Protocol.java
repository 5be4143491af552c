package io.reprise.papers.hrnn;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import java.util.Arrays;
import java.util.List;

/** The variants of each scale. */
final class Protocol {
  /** Widths of a baseline that is made as large as the hierarchy are multiples of this. */
  private static final int WIDTH_STEP = 8;

  /** A model, and what it learns from. */
  enum Method {
    ONE("HRNN-1L", 1),
    TWO("HRNN-2L", 2),
    THREE("HRNN-3L", 3),
    /** Profiles are the most frequent rhythms in place of clusters. */
    THREE_EXACT("HRNN-3L, frequent rhythms", 3),
    /** The note level as it is in the others, so with fewer weights. */
    ONE_NARROW("HRNN-1L, narrow", 1),
    ONE_SHUFFLED("HRNN-1L, shuffled bars", 1),
    THREE_SHUFFLED("HRNN-3L, shuffled bars", 3);

    private final String title;
    private final int depth;

    Method(String title, int depth) {
      this.title = title;
      this.depth = depth;
    }

    String title() {
      return title;
    }

    /** Levels. */
    int depth() {
      return depth;
    }

    /** Whether it learns from melodies whose bars are in a random order. */
    boolean shuffled() {
      return this == ONE_SHUFFLED || this == THREE_SHUFFLED;
    }

    /** Whether it gets at least as many weights as the three levels have together. */
    boolean widened() {
      return this == ONE || this == ONE_SHUFFLED;
    }
  }

  private Protocol() {}

  static List<Variant> variants(Scale scale) {
    return Arrays.stream(Method.values())
        // No claim needs it, and quick has to be quick.
        .filter(method -> method != Method.ONE_NARROW || scale != Scale.QUICK)
        .map(
            method ->
                new Variant(
                    method.title,
                    method.title,
                    method.depth + (method.depth == 1 ? " LSTM" : " LSTMs"),
                    method.shuffled() ? "bars of training melodies shuffled" : "",
                    settings(scale).with("method", method.name())))
        .toList();
  }

  private static Settings settings(Scale scale) {
    Settings s = Settings.none().with("beatProfiles", 8).with("barProfiles", 16).with("clip", 5.0);
    return switch (scale) {
      case SMOKE ->
          network(s, 8, 1, 0.2, true)
              .with("epochs", 2)
              .with("batch", 10)
              .with("rate", 0.01)
              .with("generated", 10);
      case QUICK ->
          network(s, 48, 1, 0.2, true)
              .with("epochs", 20)
              .with("batch", 20)
              .with("rate", 0.003)
              .with("generated", 100);
      case PAPER ->
          network(s, 256, 2, 0.5, false)
              .with("epochs", 50)
              .with("batch", 64)
              .with("rate", 0.001)
              .with("generated", 500);
    };
  }

  private static Settings network(
      Settings s, int hidden, int layers, double dropout, boolean twoBiases) {
    return s.with("hidden", hidden)
        .with("layers", layers)
        .with("dropout", dropout)
        .with("twoBiases", twoBiases);
  }

  static Method method(Settings s) {
    return Method.valueOf(s.text("method"));
  }

  /** The stack of every level, but for the number of its inputs. */
  static Lstm.Design design(Settings s) {
    return new Lstm.Design(
        1, s.integer("hidden"), s.integer("layers"), s.flag("twoBiases"), s.number("dropout"));
  }

  /** The narrowest stack of the step of widths that gives a level at least so many weights. */
  static Lstm.Design widened(Lstm.Design design, Level level, long parameters) {
    int hidden = WIDTH_STEP;
    while (parameters(level, with(design, hidden)) < parameters) {
      hidden += WIDTH_STEP;
    }
    return with(design, hidden);
  }

  private static Lstm.Design with(Lstm.Design d, int hidden) {
    return new Lstm.Design(d.in(), hidden, d.layers(), d.twoBiases(), d.dropout());
  }

  /** Weights of all levels, by the formula: {@code 4 (h (in + h) + h)} a layer, and the softmax. */
  static long parameters(List<Level> levels, Lstm.Design design) {
    return levels.stream().mapToLong(level -> parameters(level, design)).sum();
  }

  static long parameters(Level level, Lstm.Design d) {
    long h = d.hidden();
    long biases = d.twoBiases() ? 2 : 1;
    long first = 4 * (h * (level.inputs() + h) + biases * h);
    long further = 4 * (h * (h + h) + biases * h) * (d.layers() - 1);
    return first + further + (h + 1) * level.symbols();
  }
}
