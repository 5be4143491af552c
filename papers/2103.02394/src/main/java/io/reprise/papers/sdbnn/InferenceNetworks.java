package io.reprise.papers.sdbnn;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.baselines.binary.SignFunction;
import io.reprise.baselines.binary.SignKernel;
import io.reprise.baselines.binary.SignLayer;
import io.reprise.baselines.costs.SdBnnNetworks;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is timed: single convolutions and whole networks with real weights and inputs, with signs
 * that the engine convolves as floats, and with signs that are packed into bits.
 */
final class InferenceNetworks {
  /** No signs at all: what a one-bit network replaces. */
  static final String REAL = "real";

  static final String FLOAT = "float";
  static final String PACKED = "packed";

  private static final List<String> SETTINGS = List.of(REAL, FLOAT, PACKED);
  private static final int REDUCTION = 16;

  /** The convolution that is timed at every scale. */
  static final Square SMALLEST = new Square(64, 32);

  /**
   * 3x3 convolutions that keep their image's size, of the first and last stages of ResNet-20 and
   * ResNet-18 for CIFAR-10, and of ResNet-18 for ImageNet.
   */
  static final List<Square> CONVOLUTIONS =
      List.of(
          new Square(16, 32),
          new Square(64, 8),
          SMALLEST,
          new Square(512, 4),
          new Square(64, 56),
          new Square(512, 7));

  private static final String RESNET_20 = "SD ResNet-20";
  private static final String RESNET_18 = "SD ResNet-18";

  /** Names of those that a run times; a race times all convolutions, see {@link PackedRace}. */
  static final List<String> TIMED = List.of(SMALLEST.title(), RESNET_20, RESNET_18);

  private InferenceNetworks() {}

  /**
   * A 3x3 convolution from channels to as many.
   *
   * @param side of the image in pixels
   */
  record Square(int channels, int side) {
    /** What its networks are called. */
    String title() {
      return "3x3 convolution of %d channels, %dx%d".formatted(channels, side, side);
    }

    private Stream<Network> networks() {
      return settings(
          title(),
          Shape.of(channels, side, side),
          (at, conv) -> conv.build(at, channels, channels, 3, Op.Conv2d.of(1, 1)),
          Design.of(Set.of(), REDUCTION, SignFunction.CLIP));
    }
  }

  /** All, each of them real, float and packed. */
  static List<Network> all() {
    return Stream.concat(
            CONVOLUTIONS.stream().flatMap(Square::networks),
            Stream.concat(
                whole(RESNET_20, conv -> SdBnnNetworks.padded(20, conv)),
                whole(RESNET_18, SdBnnNetworks::resNet18)))
        .toList();
  }

  private static Stream<Network> whole(String name, Function<ConvLayer, BiRealNet.Design> design) {
    return settings(
        name,
        Shape.of(3, 32, 32),
        (at, conv) -> new BiRealNet(at, design.apply(conv)),
        Design.clipped(REDUCTION));
  }

  private static Stream<Network> settings(
      String name, Shape input, BiFunction<LayerContext, ConvLayer, Module> network, Design signs) {
    return SETTINGS.stream()
        .map(
            setting ->
                new Network(
                    name,
                    setting,
                    REAL,
                    input,
                    at ->
                        switch (setting) {
                          case REAL -> network.apply(at, ConvLayer.PLAIN);
                          case FLOAT -> frozen(network.apply(at, signs.layer()), SignKernel.FLOAT);
                          default -> frozen(network.apply(at, signs.layer()), SignKernel.PACKED);
                        }));
  }

  private static Module frozen(Module network, SignKernel kernel) {
    SignLayer.freezeAll(network, kernel);
    return network;
  }
}
