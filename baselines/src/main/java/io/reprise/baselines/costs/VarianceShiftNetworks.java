package io.reprise.baselines.costs;

import io.reprise.baselines.DenseNet;
import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Variance shift by dropout, arXiv 1801.05134: the CIFAR networks, without dropout and with it in
 * the paper's three places, which costs nothing. The ImageNet networks are not defined enough.
 */
public final class VarianceShiftNetworks implements PaperCosts {
  private static final double RATE = 0.5;

  /** Dropout before the last normalisation of each block. */
  private record BeforeNormalization() implements Style {
    @Override
    public ChannelLayer normalization(Position at) {
      return at.last()
          ? (context, channels) ->
              new Sequential.Builder(context)
                  .add(c -> new Dropout(c, RATE))
                  .add(c -> ChannelLayer.BATCH_NORM.build(c, channels))
                  .build()
          : ChannelLayer.BATCH_NORM;
    }
  }

  /** Dropout before the last convolution of each block. */
  private record BeforeConvolution() implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return at.last()
          ? (context, in, out, kernel, options) ->
              new Sequential.Builder(context)
                  .add(c -> new Dropout(c, RATE))
                  .add(c -> ConvLayer.PLAIN.build(c, in, out, kernel, options))
                  .build()
          : ConvLayer.PLAIN;
    }
  }

  /** Dropout before the classifier. */
  private record BeforeClassifier() implements Style {
    @Override
    public ChannelLayer features() {
      return (context, channels) -> new Dropout(context, RATE);
    }
  }

  @Override
  public String paper() {
    return "1801.05134";
  }

  @Override
  public List<Network> networks() {
    Map<String, Style> settings = new LinkedHashMap<>();
    settings.put("no dropout", UniformStyle.STANDARD);
    settings.put("dropout (a)", new BeforeNormalization());
    settings.put("dropout (b)", new BeforeConvolution());
    settings.put("dropout last", new BeforeClassifier());
    List<Network> all = new ArrayList<>();
    for (int classes : List.of(10, 100)) {
      String data = "CIFAR-" + classes + ", ";
      settings.forEach(
          (setting, style) ->
              builders(classes)
                  .forEach(
                      (name, builder) ->
                          all.add(
                              Network.of(
                                  name,
                                  data + setting,
                                  Shape.of(3, 32, 32),
                                  at -> builder.apply(at, style)))));
    }
    return all;
  }

  private static Map<String, BiFunction<LayerContext, Style, Module>> builders(int classes) {
    Map<String, BiFunction<LayerContext, Style, Module>> all = new LinkedHashMap<>();
    preActivation(
        all, "PreResNet-110, bottlenecks", PreActivationResNet.Design.bottleneck(110, classes));
    preActivation(
        all,
        "PreResNet-110, basic blocks",
        PreActivationResNet.Design.basic(110, classes).withProjection(true));
    // The public code has (110 - 2) / 6 bottlenecks a stage, which makes 164 layers.
    preActivation(
        all,
        "PreResNet-110, 18 bottlenecks a stage",
        PreActivationResNet.Design.bottleneck(164, classes));
    ResNet.Design resNeXt = ResNet.Design.cifarResNeXt(29, 8, 64, classes);
    all.put("ResNeXt-29 8x64d", (at, style) -> new ResNet(at, resNeXt.withStyle(style)));
    preActivation(all, "WRN-28-10", PreActivationResNet.Design.wide(28, 10, classes));
    DenseNet.Design dense = DenseNet.Design.cifar(100, 12, true, classes);
    all.put("DenseNet-BC-100-12", (at, style) -> new DenseNet(at, dense.withStyle(style)));
    return all;
  }

  private static void preActivation(
      Map<String, BiFunction<LayerContext, Style, Module>> all,
      String name,
      PreActivationResNet.Design design) {
    all.put(name, (at, style) -> new PreActivationResNet(at, design.withStyle(style)));
  }
}
