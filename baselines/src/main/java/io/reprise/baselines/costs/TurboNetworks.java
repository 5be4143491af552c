package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.detection.FeaturePyramid;
import io.reprise.baselines.detection.TurboHeads;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Turbo learning of interactions and poses, arXiv 1903.06355: the heads' multiply-adds are for one
 * person and one object, those of the backbone for an image of 800 x 800.
 */
public final class TurboNetworks implements PaperCosts {
  private static final int FEATURES = 256 * (7 * 7 + 14 * 14 + 7 * 7);

  @Override
  public String paper() {
    return "1903.06355";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    Shape image = Shape.of(3, 800, 800);
    ResNet.Design fifty = ResNet.Design.imageNet(50);
    all.add(Network.of("ResNet-50", "without fc", image, at -> new ResNetStages(at, fifty)));
    all.add(Network.of("ResNet-50", "with FPN", image, Backbone::new));
    all.add(heads("independent", false, false, 1));
    all.add(heads("pose tells action", true, false, 1));
    all.add(heads("action tells pose", false, true, 2));
    for (int turns = 1; turns <= 3; turns++) {
      all.add(heads("turbo, " + turns + (turns == 1 ? " turn" : " turns"), true, true, turns));
    }
    return all;
  }

  private static Network heads(String setting, boolean poseTells, boolean actionTells, int turns) {
    TurboHeads.Design design = TurboHeads.Design.published(poseTells, actionTells, turns);
    return Network.of("heads", setting, Shape.of(FEATURES), at -> new TurboHeads(at, design));
  }

  private static final class Backbone extends Module {
    private final ResNetStages stages;
    private final FeaturePyramid pyramid;

    Backbone(LayerContext at) {
      stages = child("stages", new ResNetStages(at.at("stages"), ResNet.Design.imageNet(50)));
      pyramid =
          child(
              "pyramid", new FeaturePyramid(at.at("pyramid"), List.of(256, 512, 1024, 2048), 256));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return pyramid.maps(stages.maps(x, mode), mode).get(0);
    }
  }
}
