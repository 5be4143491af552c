package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.attention.CollaborativeConv;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family, small, on a real engine. */
class FamiliesTest {
  private static final int CLASSES = 3;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Arguments family(String name, int side, Function<LayerContext, Module> network) {
    return Arguments.of(name, side, network);
  }

  private static ResNet.Design small(boolean bottleneck, Style style) {
    return new ResNet.Design(List.of(1, 1), List.of(8, 16), CLASSES, bottleneck, false, bottleneck)
        .withStyle(style);
  }

  static Stream<Arguments> families() {
    List<Arguments> all = new ArrayList<>();
    all.add(
        family(
            "LeNet",
            16,
            at ->
                new LeNet(
                    at, new LeNet.Design(3, 16, List.of(4, 6), List.of(8), true, 0.5, CLASSES))));
    for (AlexNet.Form form : AlexNet.Form.values()) {
      all.add(
          family(
              form.name(),
              67,
              at ->
                  new AlexNet(
                      at,
                      new AlexNet.Design(form, List.of(8, 8, 8, 8, 4), List.of(16, 16), CLASSES))));
    }
    all.add(
        family(
            "NIN",
            16,
            at -> new Nin(at, new Nin.Design(List.of(8, 8, 8, 8, 8, 8, 8, 8), CLASSES))));
    all.add(
        family(
            "VGG",
            16,
            at ->
                new Vgg(
                    at,
                    new Vgg.Design(
                        List.of(4, Vgg.POOL, 8, 8),
                        2,
                        List.of(16),
                        true,
                        0.5,
                        CLASSES,
                        UniformStyle.BIASED))));
    all.add(family("ResNet", 16, at -> new ResNet(at, small(false, UniformStyle.STANDARD))));
    all.add(
        family(
            "ResNet, cut inside",
            16,
            at -> new ResNet(at, small(true, UniformStyle.STANDARD).withInner(List.of(3, 5)))));
    all.add(
        family("ResNeXt", 8, at -> new ResNet(at, ResNet.Design.cifarResNeXt(11, 2, 4, CLASSES))));
    all.add(
        family(
            "SE",
            16,
            at ->
                new ResNet(at, small(true, Style.attending(SqueezeExcitation.reducing(4, true))))));
    all.add(
        family(
            "SGE",
            16,
            at -> new ResNet(at, small(true, Style.attending(SpatialGroupEnhance.of(4))))));
    all.add(
        family(
            "SK", 16, at -> new ResNet(at, small(true, SelectiveKernel.Design.PUBLISHED.style()))));
    for (CollaborativeConv.Kind kind : CollaborativeConv.Kind.values()) {
      all.add(
          family(
              "LCCL " + kind,
              16,
              at -> new ResNet(at, small(false, CollaborativeConv.style(kind)))));
    }
    all.add(
        family(
            "EraseReLU",
            16,
            at -> new ResNet(at, small(false, new EraseRelu(EraseRelu.Which.LAST, 1)))));
    for (boolean bottleneck : new boolean[] {false, true}) {
      all.add(
          family(
              "pre-activation " + bottleneck,
              16,
              at ->
                  new PreActivationResNet(
                      at,
                      new PreActivationResNet.Design(
                          8,
                          1,
                          List.of(1, 2),
                          List.of(8, 16),
                          CLASSES,
                          bottleneck,
                          bottleneck,
                          bottleneck,
                          UniformStyle.STANDARD))));
    }
    all.add(family("DenseNet", 16, at -> new DenseNet(at, DenseNet.Design.cifar(10, 4, true, 3))));
    for (GoogLeNet.Form form : GoogLeNet.Form.values()) {
      List<GoogLeNet.Inception> modules = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        modules.add(new GoogLeNet.Inception(4, 4, 4, 4, 4, 4, 4));
      }
      all.add(
          family(
              "GoogLeNet " + form,
              form == GoogLeNet.Form.CIFAR ? 12 : 64,
              at ->
                  new GoogLeNet(
                      at,
                      new GoogLeNet.Design(
                          form,
                          modules,
                          CLASSES,
                          form == GoogLeNet.Form.ORIGINAL
                              ? UniformStyle.UNNORMALIZED
                              : UniformStyle.BIASED))));
    }
    all.add(
        family("Inception-v3", 75, at -> new InceptionV3(at, new InceptionV3.Design(1, CLASSES))));
    all.add(
        family(
            "MobileNet",
            16,
            at ->
                new MobileNetV1(
                    at, new MobileNetV1.Design(8, List.of(8, 16), List.of(1, 2), CLASSES))));
    all.add(
        family(
            "MobileNetV2",
            16,
            at ->
                new MobileNetV2(
                    at,
                    new MobileNetV2.Design(
                        8,
                        2,
                        List.of(
                            InvertedResidual.Design.of(8, 8, 3, 1, false),
                            InvertedResidual.Design.of(16, 8, 5, 2, true)),
                        16,
                        12,
                        ChannelLayer.HARD_SWISH,
                        0.2,
                        CLASSES))));
    all.add(
        family(
            "ShuffleNet",
            32,
            at ->
                new ShuffleNetV1(
                    at, new ShuffleNetV1.Design(2, 8, List.of(16, 32), List.of(2, 2), CLASSES))));
    all.add(
        family(
            "ShuffleNet V2",
            32,
            at ->
                new ShuffleNetV2(
                    at, new ShuffleNetV2.Design(8, List.of(16, 32), List.of(2, 2), 16, CLASSES))));
    all.add(
        family(
            "choice blocks",
            32,
            at ->
                new ShuffleChoiceNet(
                    at,
                    new ShuffleChoiceNet.Design(
                        8,
                        List.of(16, 32),
                        List.of(2, 2),
                        List.of(
                            new ShuffleChoiceNet.Block(ShuffleChoiceNet.Choice.SHUFFLE_3, 8),
                            new ShuffleChoiceNet.Block(ShuffleChoiceNet.Choice.XCEPTION, 8),
                            new ShuffleChoiceNet.Block(ShuffleChoiceNet.Choice.SHUFFLE_7, 8),
                            new ShuffleChoiceNet.Block(ShuffleChoiceNet.Choice.XCEPTION, 8)),
                        16,
                        CLASSES))));
    all.add(
        family(
            "SqueezeNet",
            32,
            at ->
                new SqueezeNet(
                    at,
                    new SqueezeNet.Design(
                        8,
                        3,
                        List.of(new SqueezeNet.Fire(4, 8), new SqueezeNet.Fire(4, 8)),
                        Set.of(1),
                        CLASSES))));
    all.add(
        family(
            "Bi-Real Net",
            16,
            at -> new BiRealNet(at, BiRealNet.Design.cifar(List.of(8, 16), CLASSES))));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void givesFiniteLogitsAndEveryWeightAFiniteGradient(
      String name, int side, Function<LayerContext, Module> network) {
    Module net = network.apply(LayerContext.root(engine, new Seed(1)));
    Shape shape = Shape.of(4, 3, side, side);
    Tensor x = engine.tensor(new Seed(2).normal((int) shape.elements()), shape);
    Tensor logits = net.forward(x, Mode.EVALUATE);
    assertEquals(Shape.of(4, CLASSES), logits.shape());
    for (float v : logits.toFloats()) {
      assertTrue(Float.isFinite(v), name + " gives " + v);
    }
    Tensor labels = engine.tensor(new long[] {0, 1, 2, 0}, Shape.of(4));
    Tensor loss = net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
    List<String> paths = List.copyOf(net.parameters().keySet());
    List<Tensor> parameters = List.copyOf(net.parameters().values());
    List<Tensor> gradients = engine.gradients(loss, parameters);
    int moved = 0;
    for (int i = 0; i < paths.size(); i++) {
      double size = gradients.get(i).abs().sum().item();
      assertTrue(Double.isFinite(size), name + ": gradient of " + paths.get(i) + " is " + size);
      moved += size > 0 ? 1 : 0;
    }
    // Narrow layers may die under ReLU and dropout, but not most of them.
    assertTrue(2 * moved > paths.size(), name + ": gradients of " + moved + " of " + paths.size());
  }
}
