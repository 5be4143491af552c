package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;

/**
 * A network without some of its ReLUs (arXiv 1709.07634): of every module, or of an evenly spread
 * share of them, the ones at a position are left out; everything else stays. What a module is says
 * {@link Style.InModule}; stems, transitions and heads keep their ReLUs.
 *
 * <p>Of {@code M} modules module {@code i}, counted from 0, is erased in if {@code floor((i + 1) p)
 * > floor(i p)}.
 *
 * @param base what the layers are made of otherwise
 * @param which of a module
 * @param proportion of the modules, in [0, 1]
 */
public record EraseRelu(Style base, Which which, double proportion) implements Style {
  /** Which ReLU of a module. */
  public sealed interface Which {
    /**
     * Whether an activation is meant.
     *
     * @throws IllegalArgumentException if its module has no such activation
     */
    boolean selects(InModule at);

    /** The word that {@link #parse} reads. */
    String word();

    /** The last of every branch, as the paper recommends: of a residual block that of the sum. */
    Which LAST = Ends.LAST;

    /** The first of every branch. */
    Which FIRST = Ends.FIRST;

    /** Every one. */
    Which ALL = Ends.ALL;

    /** The k-th that a module applies, counted from 1, which is neither its first nor its last. */
    static Which middle(int k) {
      return new Middle(k);
    }

    /**
     * Reads {@code last}, {@code first}, {@code both} (all of a module) or {@code middle k}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Which parse(String word) {
      for (Ends end : Ends.values()) {
        if (end.word.equals(word)) {
          return end;
        }
      }
      if (word.matches("middle \\d{1,9}")) {
        return middle(Integer.parseInt(word.substring("middle ".length())));
      }
      throw new IllegalArgumentException(
          "EraseReLU: position '" + word + "': expected last, first, both or middle K");
    }
  }

  private enum Ends implements Which {
    LAST("last"),
    FIRST("first"),
    ALL("both");

    private final String word;

    Ends(String word) {
      this.word = word;
    }

    @Override
    public boolean selects(InModule at) {
      return this == ALL || (this == LAST ? at.last() : at.first());
    }

    @Override
    public String word() {
      return word;
    }
  }

  private record Middle(int k) implements Which {
    Middle {
      if (k < 2) {
        throw new IllegalArgumentException(
            "EraseReLU: middle position " + k + ": expected at least 2, the first is position 1");
      }
    }

    @Override
    public boolean selects(InModule at) {
      if (k >= at.count()) {
        throw new IllegalArgumentException(
            "position '" + word() + "' of " + at.count() + " ReLUs: expected one in between");
      }
      return at.number() == k;
    }

    @Override
    public String word() {
      return "middle " + k;
    }
  }

  /** Checks the proportion. */
  public EraseRelu {
    if (!(proportion >= 0 && proportion <= 1)) {
      throw new IllegalArgumentException(
          "EraseReLU: proportion " + proportion + " of modules: expected [0, 1]");
    }
  }

  /** Of a network of convolutions without bias and batch normalisation. */
  public EraseRelu(Which which, double proportion) {
    this(UniformStyle.STANDARD, which, proportion);
  }

  /** Whether the rule erases in a module, counted from 0. */
  public boolean erasesIn(int module) {
    return Math.floor((module + 1) * proportion) > Math.floor(module * proportion);
  }

  /**
   * Nothing at the places that are erased.
   *
   * @throws IllegalArgumentException when the layer is built, naming its module, if that module has
   *     no such position
   */
  @Override
  public ChannelLayer activation(Position at, InModule in) {
    ChannelLayer kept = base.activation(at, in);
    if (!erasesIn(in.module())) {
      return kept;
    }
    return (context, channels) ->
        (selects(in, context.path()) ? ChannelLayer.IDENTITY : kept).build(context, channels);
  }

  private boolean selects(InModule in, String path) {
    try {
      return which.selects(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "EraseReLU in module " + in.module() + " at '" + path + "': " + e.getMessage(), e);
    }
  }

  @Override
  public ChannelLayer activation(Position at) {
    return base.activation(at);
  }

  @Override
  public ConvLayer convolution(Position at) {
    return base.convolution(at);
  }

  @Override
  public ConvLayer convolution(Outside at) {
    return base.convolution(at);
  }

  @Override
  public ChannelLayer normalization(Position at) {
    return base.normalization(at);
  }

  @Override
  public ChannelLayer normalization(Outside at) {
    return base.normalization(at);
  }

  @Override
  public ConvLayer layer(Position at) {
    return base.layer(at);
  }

  @Override
  public ConvLayer shortcut(int block) {
    return base.shortcut(block);
  }

  @Override
  public ChannelLayer attention(int block) {
    return base.attention(block);
  }

  @Override
  public ChannelLayer features() {
    return base.features();
  }
}
