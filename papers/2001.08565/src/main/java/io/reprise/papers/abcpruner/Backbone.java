package io.reprise.papers.abcpruner;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.pruning.ChannelGenes;
import io.reprise.baselines.pruning.FilterInheritance;
import io.reprise.baselines.pruning.FilterInheritance.Normalisations;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A network whose structure is searched.
 *
 * @param widths what a gene of each place narrows
 * @param normalisations which batch normalisations a thin network inherits
 * @param classifier whether it inherits the classifier
 * @param cut builds the network that a code stands for
 */
record Backbone(
    String name,
    List<Integer> widths,
    Normalisations normalisations,
    boolean classifier,
    BiFunction<LayerContext, List<Integer>, Module> cut) {
  /** The small network of scales smoke and quick: that of VGG, with five convolutions. */
  static final String MINI = "VGG-mini";

  private static final List<Integer> MINI_LAYOUT = List.of(16, 16, Vgg.POOL, 32, 32, Vgg.POOL, 64);

  /**
   * A network by name.
   *
   * @param name {@code VGG-mini}, {@code VGG-16}, {@code ResNet-56}, {@code ResNet-110} or {@code
   *     GoogLeNet}
   * @throws IllegalArgumentException for any other
   */
  static Backbone of(String name, int classes) {
    return switch (name) {
      case MINI ->
          vgg(
              name,
              new Vgg.Design(MINI_LAYOUT, 1, List.of(), false, 0, classes, UniformStyle.BIASED));
      case "VGG-16" -> vgg(name, Vgg.Design.cifar(16, classes, UniformStyle.BIASED));
      case "ResNet-56" -> resNet(name, ResNet.Design.cifar(56, classes));
      case "ResNet-110" -> resNet(name, ResNet.Design.cifar(110, classes));
      case "GoogLeNet" -> googLeNet(name, GoogLeNet.Design.cifar(classes));
      default ->
          throw new IllegalArgumentException(
              "backbone '"
                  + name
                  + "': expected "
                  + MINI
                  + ", VGG-16, ResNet-56, ResNet-110 or GoogLeNet");
    };
  }

  private static Backbone vgg(String name, Vgg.Design full) {
    return new Backbone(
        name,
        full.layout().stream().filter(w -> w != Vgg.POOL).toList(),
        Normalisations.FRESH,
        false,
        (at, code) -> new Vgg(at, ChannelGenes.cut(full, code)));
  }

  private static Backbone resNet(String name, ResNet.Design full) {
    return new Backbone(
        name,
        IntStream.range(0, full.blocks().size())
            .boxed()
            .flatMap(s -> Collections.nCopies(full.blocks().get(s), full.widths().get(s)).stream())
            .toList(),
        Normalisations.FRESH,
        true,
        (at, code) -> new ResNet(at, ChannelGenes.cut(full, code)));
  }

  /** The narrowest of a module's three inner widths is the one that may come to nothing. */
  private static Backbone googLeNet(String name, GoogLeNet.Design full) {
    return new Backbone(
        name,
        full.modules().stream().map(GoogLeNet.Inception::fiveReduce).toList(),
        Normalisations.OF_WHOLE_LAYERS,
        true,
        (at, code) -> new GoogLeNet(at, ChannelGenes.cut(full, code)));
  }

  /** The code that keeps everything. */
  List<Integer> whole() {
    return uniform(ChannelGenes.ALL);
  }

  /** The code whose genes are all the same. */
  List<Integer> uniform(int gene) {
    return Collections.nCopies(widths.size(), gene);
  }

  /** What a thin network inherits. */
  FilterInheritance inheriting(FilterInheritance.Choice choice) {
    return new FilterInheritance(choice, normalisations, classifier);
  }

  /** The places where a code would leave no channel, so that one is kept all the same. */
  List<Integer> raised(List<Integer> code) {
    return IntStream.range(0, code.size())
        .filter(i -> widths.get(i) * code.get(i) < ChannelGenes.ALL)
        .boxed()
        .toList();
  }
}
