package io.reprise.baselines;

import io.reprise.baselines.ShuffleChoiceNet.Block;
import io.reprise.baselines.ShuffleChoiceNet.Choice;
import io.reprise.baselines.ShuffleChoiceNet.Design;
import io.reprise.baselines.search.ChoiceLayer;
import io.reprise.baselines.search.ChoiceNet;
import io.reprise.baselines.search.ChoiceParts;
import io.reprise.baselines.search.SearchSpace;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A search space of Single Path One-Shot (arXiv 1904.00420): for each layer a block and, where
 * widths are searched too, how wide it is inside. A code's gene is {@code block * widths + width},
 * both by their place in the lists.
 *
 * @param image {@code [3, H, W]}, of which stem and stages halve height and width
 * @param stemWidth channels after the stem
 * @param widths that the stages put out, multiples of 4
 * @param repeats layers of each stage, of which the first halves the image
 * @param choices the candidate blocks
 * @param fifths the candidate widths inside, in fifths of half a block's output; 5 alone if they
 *     are not searched
 * @param lastWidth channels before the classifier
 */
public record ShuffleChoiceSpace(
    Shape image,
    int stemWidth,
    List<Integer> widths,
    List<Integer> repeats,
    List<Choice> choices,
    List<Integer> fifths,
    int lastWidth,
    int classes) {
  /** Widths are not searched: half of the output. */
  public static final List<Integer> HALF = List.of(5);

  /** The published candidate widths: 0.2 to 1.6 times half of the output. */
  public static final List<Integer> PUBLISHED_WIDTHS = List.of(1, 2, 3, 4, 5, 6, 7, 8);

  /**
   * Copies the lists and checks that they fit together.
   *
   * @throws IllegalArgumentException if they do not, or the image does not divide by the strides
   */
  public ShuffleChoiceSpace {
    widths = Requirements.counts("choice space: widths", widths);
    repeats = Requirements.counts("choice space: repeats", repeats);
    fifths = Requirements.counts("choice space: fifths", fifths);
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("choice space of 0 blocks: expected at least 1");
    }
    int reduction = 2 << repeats.size();
    if (image.rank() != 3
        || image.dim(0) != 3
        || image.dim(1) % reduction != 0
        || image.dim(2) % reduction != 0) {
      throw new IllegalArgumentException(
          "choice space: image "
              + image
              + ": expected [3, H, W] with H and W multiples of "
              + reduction);
    }
    Requirements.positive("choice space: stem, last or classes", stemWidth, lastWidth, classes);
    if (widths.size() != repeats.size() || widths.stream().anyMatch(w -> w % 4 != 0)) {
      throw new IllegalArgumentException(
          "choice space: widths "
              + widths
              + ": expected a multiple of 4 for each of the "
              + repeats.size()
              + " stages");
    }
    int narrowest = Collections.min(widths) / 2 * Collections.min(fifths) / 5;
    if (narrowest < 1) {
      throw new IllegalArgumentException(
          "choice space: "
              + fifths
              + " fifths of half of "
              + widths
              + " channels: expected at least 1 channel each");
    }
  }

  /** The published space of blocks, 4^20 networks for ImageNet. */
  public static ShuffleChoiceSpace imageNet() {
    return new ShuffleChoiceSpace(
        Shape.of(3, 224, 224),
        16,
        List.of(64, 160, 320, 640),
        List.of(4, 4, 8, 4),
        List.of(Choice.values()),
        HALF,
        1024,
        1000);
  }

  /** The same with other candidate widths inside. */
  public ShuffleChoiceSpace withFifths(List<Integer> others) {
    return new ShuffleChoiceSpace(
        image, stemWidth, widths, repeats, choices, others, lastWidth, classes);
  }

  /** How many layers have candidates. */
  public int layers() {
    return repeats.stream().mapToInt(n -> n).sum();
  }

  /** Its codes. */
  public SearchSpace codes() {
    return SearchSpace.uniform(layers(), 0, choices.size() * fifths.size() - 1);
  }

  /**
   * The network of a code.
   *
   * @throws IllegalArgumentException if the code is none of {@link #codes}, naming the layer
   */
  public Design design(List<Integer> code) {
    codes().require(code);
    List<Block> blocks = new ArrayList<>();
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int i = 0; i < repeats.get(stage); i++) {
        int gene = code.get(blocks.size());
        int middle = widths.get(stage) / 2 * fifths.get(gene % fifths.size()) / 5;
        blocks.add(new Block(choices.get(gene / fifths.size()), middle));
      }
    }
    return new Design(stemWidth, widths, repeats, blocks, lastWidth, classes);
  }

  /** A layer's place. */
  private record Place(int number, int in, int out, boolean halves, int side, int otherSide) {
    Shape input() {
      return Shape.of(in, side, otherSide);
    }

    String name() {
      return "layer" + number;
    }
  }

  private List<Place> places() {
    List<Place> all = new ArrayList<>();
    int in = stemWidth;
    int side = image.dim(1) / 2;
    int otherSide = image.dim(2) / 2;
    for (int stage = 0; stage < widths.size(); stage++) {
      int out = widths.get(stage);
      for (int i = 0; i < repeats.get(stage); i++) {
        all.add(new Place(all.size(), in, out, i == 0, side, otherSide));
        side = i == 0 ? side / 2 : side;
        otherSide = i == 0 ? otherSide / 2 : otherSide;
        in = out;
      }
    }
    return all;
  }

  private Block block(Place place, int gene) {
    List<Integer> code = new ArrayList<>(Collections.nCopies(layers(), 0));
    code.set(place.number, gene);
    return design(code).blocks().get(place.number);
  }

  /**
   * The network with shared weights. Its normalisations have no scale and shift, since these would
   * have to suit every path. Where widths are searched, the candidates of one block share the
   * weights of the widest, of which a narrower one takes the first filters.
   */
  public ChoiceNet supernet(LayerContext at) {
    ChannelLayer norm = ChannelLayer.BATCH_NORM_NOT_AFFINE;
    List<ChoiceLayer> layers = new ArrayList<>();
    for (Place place : places()) {
      LayerContext here = at.at(place.name());
      layers.add(
          fifths.size() == 1
              ? ChoiceLayer.of(
                  candidates(place).stream()
                      .map(b -> separate(here.at(b.choice().name()), place, b))
                      .toList())
              : new WidthChoices(
                  here,
                  choices.size(),
                  fifths,
                  (c, layer, gene) ->
                      new ShuffleChoiceBlock(
                          c, layer, block(place, gene), place.in, place.out, place.halves)));
    }
    return new ChoiceNet(
        ShuffleChoiceNet.stem(at.at("stem"), stemWidth, norm),
        layers,
        ShuffleChoiceNet.head(at.at("head"), lastStage(), lastWidth, classes, norm));
  }

  private List<Block> candidates(Place place) {
    List<Block> all = new ArrayList<>();
    for (int gene = 0; gene < choices.size() * fifths.size(); gene++) {
      all.add(block(place, gene));
    }
    return all;
  }

  private static ShuffleChoiceBlock separate(LayerContext at, Place place, Block block) {
    return new ShuffleChoiceBlock(
        at,
        ShuffleChoiceNet.inner(ChannelLayer.BATCH_NORM_NOT_AFFINE),
        block,
        place.in,
        place.out,
        place.halves);
  }

  private int lastStage() {
    return widths.get(widths.size() - 1);
  }

  /** Stem, head and all candidates as they are in a network of their own, for costs and times. */
  public ChoiceParts parts() {
    ChannelLayer norm = ChannelLayer.BATCH_NORM;
    List<Place> places = places();
    Place last = places.get(places.size() - 1);
    int shrink = last.halves ? 2 : 1;
    Network stem = part("stem", image, at -> ShuffleChoiceNet.stem(at, stemWidth, norm));
    Network head =
        part(
            "head",
            Shape.of(lastStage(), last.side / shrink, last.otherSide / shrink),
            at -> ShuffleChoiceNet.head(at, lastStage(), lastWidth, classes, norm));
    List<List<Network>> layers = new ArrayList<>();
    for (Place place : places) {
      layers.add(
          candidates(place).stream()
              .map(
                  b ->
                      part(
                          place.name() + ", " + b,
                          place.input(),
                          at ->
                              new ShuffleChoiceBlock(
                                  at,
                                  ShuffleChoiceNet.inner(norm),
                                  b,
                                  place.in,
                                  place.out,
                                  place.halves)))
              .toList());
    }
    return new ChoiceParts(List.of(stem, head), layers);
  }

  private static Network part(
      String name, Shape input, Function<LayerContext, ? extends Module> builder) {
    return Network.of(name, "part", input, builder);
  }
}
