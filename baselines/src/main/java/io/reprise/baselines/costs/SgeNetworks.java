package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ShuffleNetV2;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.BottleneckAttention;
import io.reprise.baselines.attention.ConvBlockAttention;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.baselines.detection.ResNetBackbone;
import io.reprise.nn.Network;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spatial group-wise enhancement, arXiv 1905.09646: with the modules that it is compared with and
 * the backbones of its detectors. The repository prints what its own counter finds, {@link
 * Quantity#COUNTER_MACS}.
 */
public final class SgeNetworks implements PaperCosts {
  private static final int REDUCTION = 16;
  private static final Style SE = Style.attending(SqueezeExcitation.reducing(REDUCTION, true));
  private static final Style CBAM = Style.attending(ConvBlockAttention.reducing(REDUCTION));
  private static final Style SGE = Style.attending(SpatialGroupEnhance.of(64));

  @Override
  public String paper() {
    return "1905.09646";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    Shape image = Shape.of(3, 224, 224);
    for (int depth : List.of(50, 101)) {
      designs(depth)
          .forEach(
              (setting, design) ->
                  all.add(
                      Network.of("ResNet-" + depth, setting, image, at -> new ResNet(at, design))
                          .against("baseline")));
    }
    all.add(
        Network.of(
            "ShuffleNetV2 1x",
            "baseline",
            image,
            at -> new ShuffleNetV2(at, ShuffleNetV2.Design.imageNet(1))));
    for (int depth : List.of(50, 101)) {
      ResNet.Design plain = ResNet.Design.imageNet(depth);
      all.add(backbone(depth, "baseline", plain));
      all.add(backbone(depth, "SE", plain.withStyle(SE)));
      all.add(backbone(depth, "SGE", plain.withStyle(SGE)));
    }
    return all;
  }

  /** The ImageNet networks of a depth, 50 or 101, by the setting's name. */
  public static Map<String, ResNet.Design> designs(int depth) {
    ResNet.Design plain = ResNet.Design.imageNet(depth);
    Map<String, ResNet.Design> settings = new LinkedHashMap<>();
    settings.put("baseline", plain);
    settings.put("SE", plain.withStyle(SE));
    settings.put("SK, modified", plain.withStyle(modifiedSk().style()));
    settings.put("BAM", BottleneckAttention.after(plain, REDUCTION));
    settings.put("CBAM", plain.withStyle(CBAM));
    settings.put("SGE", plain.withStyle(SGE));
    return settings;
  }

  /** The repository's: a plain and a grouped 3x3 convolution, without a least squeezed width. */
  static SelectiveKernel.Design modifiedSk() {
    return new SelectiveKernel.Design(
        List.of(new SelectiveKernel.Branch(3, 1, 0), new SelectiveKernel.Branch(3, 1, 32)), 16, 1);
  }

  private static Network backbone(int depth, String setting, ResNet.Design design) {
    return Network.of(
            "ResNet-" + depth + " backbone",
            setting,
            Shape.of(3, 800, 1333),
            at -> new ResNetBackbone(at, design))
        .against("baseline");
  }
}
