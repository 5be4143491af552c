package io.reprise.baselines.costs;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** EraseReLU, arXiv 1709.07634: costs nothing, saves nothing. */
public final class EraseReluNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGE_NET = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1709.07634";
  }

  @Override
  public List<Network> networks() {
    Map<String, Style> settings = new LinkedHashMap<>();
    settings.put("all ReLUs", UniformStyle.STANDARD);
    settings.put("last ReLUs erased", new EraseRelu(EraseRelu.Which.LAST, 1));
    settings.put("first ReLUs erased", new EraseRelu(EraseRelu.Which.FIRST, 1));
    settings.put("half of the last ReLUs erased", new EraseRelu(EraseRelu.Which.LAST, 0.5));
    List<Network> all = new ArrayList<>();
    settings.forEach(
        (name, style) -> {
          post(all, name, style);
          pre(all, name, style);
        });
    return all;
  }

  private static void post(List<Network> all, String setting, Style style) {
    for (int depth : List.of(20, 32, 44, 56, 110)) {
      add(all, "ResNet-" + depth, setting, CIFAR, ResNet.Design.cifar(depth, 10).withStyle(style));
    }
    for (int cardinality : List.of(8, 16)) {
      String name = "ResNeXt-29 " + cardinality + "x64d";
      ResNet.Design design = ResNet.Design.cifarResNeXt(29, cardinality, 64, 10).withStyle(style);
      add(all, name, setting, CIFAR, design);
      add(all, name, setting + ", CIFAR-100", CIFAR, design.withClasses(100));
    }
    for (int depth : List.of(18, 34, 50)) {
      ResNet.Design design = ResNet.Design.imageNet(depth).withStyle(style);
      add(all, "ResNet-" + depth, setting, IMAGE_NET, design);
    }
  }

  private static void add(
      List<Network> all, String name, String setting, Shape input, ResNet.Design design) {
    all.add(Network.of(name, setting, input, at -> new ResNet(at, design)));
  }

  private static void pre(List<Network> all, String setting, Style style) {
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
                Network.of(
                    name,
                    setting,
                    CIFAR,
                    at -> new PreActivationResNet(at, design.withStyle(style)))));
  }
}
