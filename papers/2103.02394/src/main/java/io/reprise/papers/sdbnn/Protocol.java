package io.reprise.papers.sdbnn;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.binary.SelfDistributionConv2d.Boundary;
import io.reprise.baselines.binary.VggSmall;
import io.reprise.baselines.costs.SdBnnNetworks;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The variants of each scale and how they train (section 4 and the authors' trainers). */
final class Protocol {
  /** What is done at the signs. */
  enum Method {
    /** Gradients by error decay, no boundary moved: what the paper starts from. */
    EDE("EDE"),
    ASD("EDE + ASD"),
    WSD("EDE + WSD"),
    SD("SD-BNN"),
    /** Gradients that pass within [-1, 1], no boundary moved. */
    CLIP("SignClip");

    private final String title;

    Method(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    /** Which boundaries it moves. */
    Set<Boundary> moved() {
      return switch (this) {
        case EDE, CLIP -> Set.of();
        case ASD -> Set.of(Boundary.INPUT);
        case WSD -> Set.of(Boundary.WEIGHT);
        case SD -> Set.of(Boundary.INPUT, Boundary.WEIGHT);
      };
    }
  }

  /** The networks that can be trained, by the names of the tables. */
  enum Model {
    /** Six one-bit convolutions of 16, 32 and 64 channels behind a stem that halves the image. */
    BINET_S("BiNet-S"),
    RESNET_20("ResNet-20"),
    RESNET_18("ResNet-18"),
    VGG_SMALL("VGG-Small");

    private final String title;

    Model(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    /** The network for CIFAR-10 with convolutions of a kind. */
    Module build(LayerContext at, ConvLayer convolution) {
      return switch (this) {
        case BINET_S ->
            new BiRealNet(
                at, BiRealNet.Design.small(3, 10).with(convolution, ChannelLayer.HARD_TANH));
        case RESNET_20 -> new BiRealNet(at, SdBnnNetworks.padded(20, convolution));
        case RESNET_18 -> new BiRealNet(at, SdBnnNetworks.resNet18(convolution));
        case VGG_SMALL -> new VggSmall(at, VggSmall.Design.cifar(convolution));
      };
    }
  }

  private Protocol() {}

  /**
   * The network on which all variants are compared: the paper's smallest, or one that fits quick.
   */
  static Model compared(Scale scale) {
    return scale == Scale.PAPER ? Model.RESNET_20 : Model.BINET_S;
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    for (Method method : Method.values()) {
      all.add(variant(scale, compared(scale), method));
    }
    if (scale == Scale.PAPER) {
      for (Model model : List.of(Model.RESNET_18, Model.VGG_SMALL)) {
        all.add(variant(scale, model, Method.EDE));
        all.add(variant(scale, model, Method.SD));
      }
    }
    return all;
  }

  /** The name of a variant, for example {@code ResNet-20, EDE + ASD}. */
  static String name(Model model, Method method) {
    return model.title + ", " + method.title;
  }

  private static Variant variant(Scale scale, Model model, Method method) {
    return new Variant(
        name(model, method),
        method.title,
        model.title,
        "W1/A1",
        (scale == Scale.PAPER ? published(model) : shortened(scale))
            .with("model", model.name())
            .with("method", method.name()));
  }

  /** The authors' trainers; they differ by network. */
  private static Settings published(Model model) {
    int epochs =
        switch (model) {
          case RESNET_18 -> 600;
          case VGG_SMALL -> 400;
          default -> 500;
        };
    return training(epochs, 128, model == Model.RESNET_20 ? 0.11 : 0.08)
        .with("optimizer", "sgd")
        .with("momentum", 0.9)
        .with("weightDecay", 1e-4)
        .with("reduction", 16)
        .with("firstSharpness", model == Model.VGG_SMALL ? 0.1 : 1e-3)
        .with("everyEpoch", true);
  }

  /**
   * Few epochs, small batches, Adam. 16 channels over the published reduction of 16 would leave one
   * hidden unit to a network this narrow; four take its place.
   */
  private static Settings shortened(Scale scale) {
    return training(scale == Scale.QUICK ? 12 : 1, 64, 2e-3)
        .with("optimizer", "adam")
        .with("reduction", 4)
        .with("firstSharpness", 0.01)
        .with("everyEpoch", false);
  }

  private static Settings training(int epochs, int batch, double learningRate) {
    return Settings.none()
        .with("epochs", epochs)
        .with("batch", batch)
        .with("learningRate", learningRate)
        .with("lastSharpness", 10.0);
  }
}
