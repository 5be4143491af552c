package io.reprise.baselines.costs;

import io.reprise.baselines.DenseNet;
import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.InceptionV3;
import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.EraseRelu.Which;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** EraseReLU, arXiv 1709.07634: costs nothing, saves nothing. */
public final class EraseReluNetworks implements PaperCosts {
  /** The setting of a network that keeps all its ReLUs. */
  public static final String BASELINE = "all ReLUs";

  /** The setting of the method: without the last ReLU of every module. */
  public static final String METHOD = "last ReLUs erased";

  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGE_NET = Shape.of(3, 224, 224);
  private static final Shape INCEPTION = Shape.of(3, 299, 299);

  /**
   * A network of which the style is open.
   *
   * @param style the baseline's
   * @param suffix of its settings
   */
  private record Family(
      String name,
      String suffix,
      Shape input,
      Style style,
      Function<Style, Function<LayerContext, Module>> network) {
    Network with(String setting, Style other) {
      return new Network(name, setting + suffix, BASELINE + suffix, input, network.apply(other));
    }
  }

  @Override
  public String paper() {
    return "1709.07634";
  }

  @Override
  public List<Network> networks() {
    Map<String, Function<Style, Style>> settings = new LinkedHashMap<>();
    settings.put(BASELINE, base -> base);
    settings.put(METHOD, base -> new EraseRelu(base, Which.LAST, 1));
    settings.put("first ReLUs erased", base -> new EraseRelu(base, Which.FIRST, 1));
    settings.put("half of the last ReLUs erased", base -> new EraseRelu(base, Which.LAST, 0.5));
    settings.put("all ReLUs of modules erased", base -> new EraseRelu(base, Which.ALL, 1));
    List<Family> families = new ArrayList<>();
    post(families);
    pre(families);
    others(families);
    List<Network> all = new ArrayList<>();
    settings.forEach(
        (name, rule) -> families.forEach(f -> all.add(f.with(name, rule.apply(f.style)))));
    return all;
  }

  private static void post(List<Family> all) {
    for (int depth : List.of(20, 32, 44, 56, 110)) {
      add(all, "ResNet-" + depth, "", CIFAR, ResNet.Design.cifar(depth, 10));
    }
    for (int cardinality : List.of(8, 16)) {
      String name = "ResNeXt-29 " + cardinality + "x64d";
      ResNet.Design design = ResNet.Design.cifarResNeXt(29, cardinality, 64, 10);
      add(all, name, "", CIFAR, design);
      add(all, name, ", CIFAR-100", CIFAR, design.withClasses(100));
    }
    for (int depth : List.of(18, 34, 50)) {
      add(all, "ResNet-" + depth, "", IMAGE_NET, ResNet.Design.imageNet(depth));
    }
  }

  private static void add(
      List<Family> all, String name, String suffix, Shape input, ResNet.Design design) {
    all.add(
        new Family(
            name,
            suffix,
            input,
            UniformStyle.STANDARD,
            style -> at -> new ResNet(at, design.withStyle(style))));
  }

  private static void pre(List<Family> all) {
    Map<String, PreActivationResNet.Design> designs = new LinkedHashMap<>();
    for (int depth : List.of(20, 32, 44)) {
      designs.put("Pre-act ResNet-" + depth, PreActivationResNet.Design.basic(depth, 10));
    }
    for (int depth : List.of(164, 1001)) {
      designs.put(
          "Pre-act ResNet-" + depth,
          PreActivationResNet.Design.bottleneck(depth, 10).withPointwiseStride());
    }
    designs.forEach(
        (name, design) ->
            all.add(
                new Family(
                    name,
                    "",
                    CIFAR,
                    UniformStyle.STANDARD,
                    style -> at -> new PreActivationResNet(at, design.withStyle(style)))));
  }

  private static void others(List<Family> all) {
    Vgg.Design vgg = Vgg.Design.cifar(16, 10, UniformStyle.BIASED);
    all.add(
        new Family(
            "VGG-16", "", CIFAR, vgg.style(), style -> at -> new Vgg(at, vgg.withStyle(style))));
    GoogLeNet.Design googLeNet = GoogLeNet.Design.imageNet(GoogLeNet.Form.TORCHVISION);
    all.add(
        new Family(
            "GoogLeNet",
            "",
            IMAGE_NET,
            googLeNet.style(),
            style -> at -> new GoogLeNet(at, googLeNet.withStyle(style))));
    InceptionV3.Design inception = InceptionV3.Design.IMAGE_NET;
    all.add(
        new Family(
            "Inception-v3",
            "",
            INCEPTION,
            inception.style(),
            style -> at -> new InceptionV3(at, inception.withStyle(style))));
    for (boolean compressed : new boolean[] {false, true}) {
      DenseNet.Design dense = DenseNet.Design.cifar(compressed ? 100 : 40, 12, compressed, 10);
      all.add(
          new Family(
              compressed ? "DenseNet-BC-100, k=12" : "DenseNet-40, k=12",
              "",
              CIFAR,
              dense.style(),
              style -> at -> new DenseNet(at, dense.withStyle(style))));
    }
  }
}
