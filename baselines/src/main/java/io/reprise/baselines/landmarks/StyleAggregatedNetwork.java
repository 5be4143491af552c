package io.reprise.baselines.landmarks;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * SAN (arXiv 1803.04108): a pose machine that sees an image and the mean of what two generators
 * make of it. Input {@code [N, 3, H, W]}, output the last maps {@code [N, P, H / 8, W / 8]}.
 */
public final class StyleAggregatedNetwork extends Module {
  private final StyleAggregation aggregation;
  private final Module features;
  private final Module stage1;
  private final Module stage2;
  private final Module stage3;

  /**
   * A network of three stages.
   *
   * @param generator of the two styles; empty for the control whose second image is the first
   * @throws IllegalArgumentException if the detector has another number of stages
   */
  public StyleAggregatedNetwork(
      LayerContext at, PoseMachineDesign detector, Optional<? extends GeneratorDesign> generator) {
    if (detector.stages() != 3) {
      throw new IllegalArgumentException(
          "style-aggregated network: " + detector.stages() + " stages: expected 3");
    }
    aggregation =
        generator.isPresent()
            ? child("aggregation", new StyleAggregation(at.at("aggregation"), generator.get()))
            : null;
    int both = 2 * detector.width();
    features = child("features", PoseMachineParts.features(at.at("features"), detector));
    stage1 = child("stage1", PoseMachineParts.firstStage(at.at("stage1"), detector));
    stage2 =
        child(
            "stage2",
            PoseMachineParts.laterStage(at.at("stage2"), detector, both + 2 * detector.maps()));
    stage3 =
        child(
            "stage3",
            PoseMachineParts.laterStage(at.at("stage3"), detector, both + detector.maps()));
  }

  /** The mean of both styles, or the image itself. */
  public Tensor aggregated(Tensor x, Mode mode) {
    return aggregation == null ? x : aggregation.forward(x, mode);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return stages(x, aggregated(x, mode), mode).get(3);
  }

  /** The maps of the first stage of both images, and of the two stages that see both. */
  public List<Tensor> stages(Tensor x, Tensor aggregate, Mode mode) {
    Tensor f1 = features.forward(x, mode);
    Tensor f2 = features.forward(aggregate, mode);
    Tensor s1 = stage1.forward(f1, mode);
    Tensor s2 = stage1.forward(f2, mode);
    Tensor b2 = stage2.forward(f1.concat(1, f2, s1, s2), mode);
    Tensor b3 = stage3.forward(f1.concat(1, f2, b2), mode);
    return List.of(s1, s2, b2, b3);
  }
}
