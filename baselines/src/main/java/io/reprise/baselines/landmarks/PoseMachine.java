package io.reprise.baselines.landmarks;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolutional pose machine for landmarks (CPM, arXiv 1602.00134, as in SBR, arXiv 1807.00966).
 * Input {@code [N, 3, H, W]}, output the last stage's maps {@code [N, P, H', W']}, with VGG-16's
 * three maxima at an eighth of the size.
 */
public final class PoseMachine extends Module {
  private final Module features;
  private final List<Module> stages = new ArrayList<>();

  public PoseMachine(LayerContext at, PoseMachineDesign design) {
    features = child("features", PoseMachineParts.features(at.at("features"), design));
    for (int i = 1; i <= design.stages(); i++) {
      String name = "stage" + i;
      LayerContext here = at.at(name);
      stages.add(
          child(
              name,
              i == 1
                  ? PoseMachineParts.firstStage(here, design)
                  : PoseMachineParts.laterStage(here, design, design.width() + design.maps())));
    }
  }

  /** The convolutions in front, which come from a classifier, alone. */
  public static Module base(LayerContext at, PoseMachineDesign design) {
    return PoseMachineParts.base(at, design);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = stages(x, mode);
    return maps.get(maps.size() - 1);
  }

  /** The maps of every stage, all of which are trained. */
  public List<Tensor> stages(Tensor x, Mode mode) {
    Tensor f = features.forward(x, mode);
    List<Tensor> maps = new ArrayList<>();
    for (Module stage : stages) {
      Tensor in = maps.isEmpty() ? f : f.concat(1, maps.get(maps.size() - 1));
      maps.add(stage.forward(in, mode));
    }
    return maps;
  }
}
