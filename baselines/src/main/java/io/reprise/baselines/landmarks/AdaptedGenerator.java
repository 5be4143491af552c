package io.reprise.baselines.landmarks;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvTranspose2d;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An auto-encoder of faces whose generator is adapted to a task of few labels (arXiv 2104.09457,
 * after arXiv 1911.10448): behind each of its blocks a 3x3 convolution and, if it fuses, the
 * encoder's map of the same size. {@code [N, 3, S, S]} to {@code [N, outputs, S/2, S/2]}.
 */
public final class AdaptedGenerator extends Module {
  private final ResNetStages encoder;
  private final Linear code;
  private final FaceGenerator generator;
  private final Head head;

  /**
   * Which network.
   *
   * @param encoder a residual network, whose classes are the code's numbers
   * @param widths of the generator's 4x4 map and blocks; the maps of the encoder's last stages but
   *     the very last are of these widths too, if it fuses
   * @param outputs heatmaps or labels
   */
  public record Design(ResNet.Design encoder, List<Integer> widths, int outputs, boolean fuses) {
    /** Copies the widths and checks that the maps fit. */
    public Design {
      widths = List.copyOf(widths);
      if (outputs < 1 || widths.size() < 2) {
        throw new IllegalArgumentException(
            "adapted generator: widths "
                + widths
                + ", outputs "
                + outputs
                + ": expected at least two and one");
      }
      for (int i = 1; fuses && i < widths.size(); i++) {
        int stage = encoder.blocks().size() - 1 - i;
        if (stage < 0 || encoder.outWidth(stage) != widths.get(i)) {
          throw new IllegalArgumentException(
              "adapted generator: widths "
                  + widths
                  + ": expected those of the encoder's maps, "
                  + encoder.outWidths());
        }
      }
    }

    /** The published one for images of side 256 and a code of 99 numbers. */
    public static Design published(int outputs, boolean fuses) {
      return new Design(publishedEncoder(), List.of(512, 256, 128, 64, 64), outputs, fuses);
    }

    /** ResNet-18 with one more stage in front, for images of side 256. */
    public static ResNet.Design publishedEncoder() {
      return new ResNet.Design(
              List.of(2, 2, 2, 2, 2), List.of(64, 64, 128, 256, 512), 99, false, true, true)
          .withStrides(List.of(1, 2, 2, 2, 2));
    }
  }

  public AdaptedGenerator(LayerContext at, Design design) {
    encoder = child("encoder", new ResNetStages(at.at("encoder"), design.encoder));
    int last = design.encoder.outWidth(design.encoder.blocks().size() - 1);
    code = child("code", new Linear(at.at("code"), last, design.encoder.classes()));
    generator =
        child(
            "generator",
            new FaceGenerator(at.at("generator"), design.encoder.classes(), design.widths));
    head = child("head", new Head(at.at("head"), design));
  }

  /** What is trained on the few labels; it cannot run on its own. */
  public Module head() {
    return head;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = encoder.maps(x, mode);
    Tensor coded = code.forward(maps.get(maps.size() - 1).mean(2, 3), mode);
    Tensor y = generator.start(coded, mode);
    List<Module> blocks = generator.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      y = blocks.get(i).forward(y, mode);
      y = head.adapt(i, y, maps.get(maps.size() - 2 - i), mode);
    }
    return head.forward(y, mode);
  }

  private static final class Head extends Module {
    private final List<Conv2d> adaptations = new ArrayList<>();
    private final List<Conv2d> fusions = new ArrayList<>();
    private final ConvTranspose2d output;

    Head(LayerContext at, Design design) {
      int width = 0;
      for (int i = 1; i < design.widths.size(); i++) {
        width = design.widths.get(i);
        String name = "adaptation" + i;
        adaptations.add(child(name, new Conv2d(at.at(name), width, width, 3, Op.Conv2d.of(1, 1))));
        if (design.fuses) {
          String fusion = "fusion" + i;
          // From 0, the network starts as the one without fusion.
          fusions.add(
              child(
                  fusion,
                  new Conv2d(
                      at.at(fusion),
                      2 * width,
                      width,
                      1,
                      Op.Conv2d.PLAIN,
                      false,
                      Initializer.constant(0))));
        }
      }
      output =
          child(
              "output",
              new ConvTranspose2d(
                  at.at("output"), width, design.outputs, 4, FaceGenerator.DOUBLING, false));
    }

    Tensor adapt(int level, Tensor x, Tensor encoded, Mode mode) {
      Tensor y = adaptations.get(level).forward(x, mode);
      return fusions.isEmpty() ? y : y.add(fusions.get(level).forward(y.concat(1, encoded), mode));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return output.forward(x, mode);
    }
  }
}
