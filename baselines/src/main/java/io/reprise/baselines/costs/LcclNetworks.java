package io.reprise.baselines.costs;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.attention.CollaborativeConv;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Low-cost collaborative layers, arXiv 1703.08651: before anything is skipped, so with the layers'
 * overhead and without their savings. The published savings follow from the zeros that trained
 * networks have.
 */
public final class LcclNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1703.08651";
  }

  @Override
  public List<Network> networks() {
    Map<String, Style> settings = new LinkedHashMap<>();
    settings.put("baseline", UniformStyle.STANDARD);
    settings.put(
        "LCCL, 1x1 shared", CollaborativeConv.style(CollaborativeConv.Kind.POINTWISE_SHARED));
    settings.put("LCCL, 3x3 shared", CollaborativeConv.style(CollaborativeConv.Kind.SHARED));
    settings.put("LCCL, 1x1", CollaborativeConv.style(CollaborativeConv.Kind.POINTWISE));
    List<Network> all = new ArrayList<>();
    settings.forEach(
        (setting, style) -> {
          for (int depth : List.of(20, 32, 44, 56, 110)) {
            PreActivationResNet.Design design =
                PreActivationResNet.Design.basic(depth, 10).withStyle(style);
            all.add(preActivation(depth, setting, design));
          }
          all.add(
              preActivation(
                  164,
                  setting,
                  PreActivationResNet.Design.bottleneck(164, 10)
                      .withPointwiseStride()
                      .withStyle(style)));
          for (int depth : List.of(18, 34)) {
            ResNet.Design design = ResNet.Design.imageNet(depth).withStyle(style);
            all.add(
                Network.of(
                        "ResNet-" + depth,
                        setting,
                        Shape.of(3, 224, 224),
                        at -> new ResNet(at, design))
                    .against("baseline"));
          }
        });
    return all;
  }

  private static Network preActivation(
      int depth, String setting, PreActivationResNet.Design design) {
    return Network.of(
            "Pre-act ResNet-" + depth,
            setting,
            Shape.of(3, 32, 32),
            at -> new PreActivationResNet(at, design))
        .against("baseline");
  }
}
