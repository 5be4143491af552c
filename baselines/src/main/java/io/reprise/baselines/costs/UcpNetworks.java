package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Uniform channel pruning (UCP), arXiv 2010.01251: the original networks, the same with the
 * squeeze-excitation blocks that measure channels, and the pruned ones of published widths. Those
 * behind the article's CIFAR tables were not published.
 */
public final class UcpNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);
  private static final int REDUCTION = 16;

  /** Gates from a bottleneck of a sixteenth; narrow layers squeeze to one number, with biases. */
  private static final ChannelLayer MEASURE =
      (at, channels) ->
          channels > REDUCTION
              ? new SqueezeExcitation(at, channels, channels / REDUCTION, false)
              : new SqueezeExcitation(at, channels, 1, true);

  /** Where a plain network has the measuring blocks: before every normalisation. */
  private record MeasuredPlain() implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return measured(ConvLayer.PLAIN);
    }
  }

  /** In a residual block after the first convolution, before its normalisation or after it. */
  private record MeasuredResidual(boolean beforeNormalization) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      if (at.layer() != 1) {
        return ConvLayer.NORMALIZED;
      }
      return beforeNormalization
          ? (context, in, out, kernel, options) ->
              new ConvNorm(
                  context,
                  measured(ConvLayer.PLAIN),
                  ChannelLayer.BATCH_NORM,
                  in,
                  out,
                  kernel,
                  options)
          : measured(ConvLayer.NORMALIZED);
    }
  }

  private static ConvLayer measured(ConvLayer layer) {
    return (context, in, out, kernel, options) ->
        new Sequential.Builder(context)
            .add(c -> layer.build(c, in, out, kernel, options))
            .add(c -> MEASURE.build(c, out))
            .build();
  }

  @Override
  public String paper() {
    return "2010.01251";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    vgg(all, 16, 10);
    vgg(all, 16, 100);
    vgg(all, 19, 100);
    for (int depth : List.of(56, 110)) {
      ResNet.Design full = ResNet.Design.cifar(depth, 10);
      resNet(all, depth, "CIFAR-10", "CIFAR-10", full);
      resNet(
          all,
          depth,
          "CIFAR-10, measuring",
          "CIFAR-10",
          full.withStyle(new MeasuredResidual(true)));
    }
    ResNet.Design full = ResNet.Design.cifar(56, 10);
    List<Integer> kept = List.of(16, 32, 32);
    resNet(all, 56, "CIFAR-10, STREAM 16/32/32", "CIFAR-10", full.withStreams(16, kept));
    List<Integer> inner = new ArrayList<>();
    kept.forEach(w -> inner.addAll(Collections.nCopies(9, w)));
    resNet(all, 56, "CIFAR-10, INNER 16/32/32", "CIFAR-10", full.withInner(inner));
    for (int depth : List.of(18, 34)) {
      ResNet.Design design = ResNet.Design.imageNet(depth);
      resNet(all, depth, "ImageNet", "ImageNet", design);
      resNet(
          all,
          depth,
          "ImageNet, measuring",
          "ImageNet",
          design.withStyle(new MeasuredResidual(false)));
    }
    pruned(all, 18, "1.1", List.of(30, 32, 43, 80, 102, 110, 189, 229));
    pruned(all, 18, "0.9", List.of(57, 57, 109, 97, 185, 159, 381, 326));
    pruned(
        all,
        34,
        "0.99",
        List.of(49, 44, 39, 89, 90, 79, 85, 161, 139, 155, 153, 256, 256, 290, 364, 267));
    pruned(
        all,
        34,
        "1.1",
        List.of(30, 43, 26, 38, 59, 20, 70, 96, 121, 95, 80, 100, 128, 182, 141, 182));
    return all;
  }

  private static void vgg(List<Network> all, int depth, int classes) {
    String setting = "CIFAR-" + classes;
    for (Style style : List.of(UniformStyle.STANDARD, new MeasuredPlain())) {
      Vgg.Design design =
          new Vgg.Design(
              Vgg.Design.cifar(depth, classes, style).layout(),
              1,
              List.of(512),
              true,
              0,
              classes,
              style);
      all.add(
          Network.of(
                  "VGG-" + depth,
                  style instanceof MeasuredPlain ? setting + ", measuring" : setting,
                  CIFAR,
                  at -> new Vgg(at, design))
              .against(setting));
    }
  }

  private static void resNet(
      List<Network> all, int depth, String setting, String baseline, ResNet.Design design) {
    all.add(
        Network.of(
                "ResNet-" + depth,
                setting,
                design.imageNetStem() ? IMAGENET : CIFAR,
                at -> new ResNet(at, design))
            .against(baseline));
  }

  private static void pruned(List<Network> all, int depth, String multiplier, List<Integer> inner) {
    resNet(
        all,
        depth,
        "ImageNet, threshold " + multiplier,
        "ImageNet",
        ResNet.Design.imageNet(depth).withInner(inner));
  }
}
