package io.reprise.baselines.costs;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Viewpoint-aware metric learning, arXiv 1910.04104: one branch, or one for each metric. */
public final class VanetNetworks implements PaperCosts {
  private static final String ONE = "one branch";

  @Override
  public String paper() {
    return "1910.04104";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (GoogLeNet.Form form : List.of(GoogLeNet.Form.ORIGINAL, GoogLeNet.Form.TORCHVISION)) {
      String name = form == GoogLeNet.Form.ORIGINAL ? "GoogLeNet v1" : "GoogLeNet, torchvision's";
      GoogLeNet.Design design = GoogLeNet.Design.imageNet(form);
      Shape input = Shape.of(3, 224, 224);
      all.add(
          Network.of(
              name,
              ONE,
              input,
              at -> branched(at, c -> GoogLeNet.parts(c, design, 0, 1), rest(design, 1), 1)));
      all.add(
          Network.of(
              name,
              "two branches after 3b",
              input,
              at -> branched(at, c -> GoogLeNet.parts(c, design, 0, 3), rest(design, 3), 2)));
      all.add(
          Network.of(
              name,
              "two branches before 3a",
              input,
              at -> branched(at, c -> GoogLeNet.parts(c, design, 0, 1), rest(design, 1), 2)));
      all.add(Network.of(name, "1000 classes", input, at -> new GoogLeNet(at, design)));
    }
    ResNet.Design fifty = ResNet.Design.imageNet(50);
    for (int branches : List.of(1, 2)) {
      all.add(
          Network.of(
              "ResNet-50",
              branches == 1 ? ONE : "two branches after layer2",
              Shape.of(3, 256, 256),
              at ->
                  branched(
                      at,
                      c -> new ResNetStages(c, fifty, 0, 2),
                      c -> pooled(c, b -> new ResNetStages(b, fifty, 2, 4)),
                      branches)));
      all.add(
          Network.of(
              "quick",
              branches == 1 ? "one space" : "two spaces",
              Shape.of(3, 32, 32),
              at -> branched(at, VanetNetworks::quickTrunk, VanetNetworks::quickBranch, branches)));
    }
    return all;
  }

  private static Function<LayerContext, Module> rest(GoogLeNet.Design design, int first) {
    return at -> pooled(at, c -> GoogLeNet.parts(c, design, first, 10));
  }

  private static Module pooled(LayerContext at, Function<LayerContext, Module> maps) {
    return new Sequential.Builder(at).add(maps).then(x -> x.mean(2, 3)).build();
  }

  private static Module branched(
      LayerContext at,
      Function<LayerContext, Module> trunk,
      Function<LayerContext, Module> branch,
      int branches) {
    return new Branched(at, trunk, branch, branches);
  }

  private static Module quickTrunk(LayerContext at) {
    return new Sequential.Builder(at).add(c -> block(c, 3, 12)).add(c -> block(c, 12, 24)).build();
  }

  private static Module quickBranch(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> block(c, 24, 48))
        .then(Tensor::flatten)
        .add(c -> new Linear(c, 768, 64))
        .build();
  }

  private static Module block(LayerContext at, int in, int out) {
    return new Sequential.Builder(at)
        .add(c -> new Conv2d(c, in, out, 3, Op.Conv2d.of(2, 1)))
        .add(c -> new BatchNorm2d(c, out))
        .then(Tensor::relu)
        .add(c -> new Conv2d(c, out, out, 3, Op.Conv2d.of(1, 1)))
        .add(c -> new BatchNorm2d(c, out))
        .then(Tensor::relu)
        .build();
  }

  /** A trunk, and branches whose features are joined. */
  private static final class Branched extends Module {
    private final Module trunk;
    private final List<Module> branches = new ArrayList<>();

    Branched(
        LayerContext at,
        Function<LayerContext, Module> trunk,
        Function<LayerContext, Module> branch,
        int count) {
      this.trunk = child("trunk", trunk.apply(at.at("trunk")));
      for (int i = 0; i < count; i++) {
        branches.add(child("branch" + i, branch.apply(at.at("branch" + i))));
      }
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor shared = trunk.forward(x, mode);
      List<Tensor> features = branches.stream().map(b -> b.forward(shared, mode)).toList();
      return features.get(0).concat(1, features.subList(1, features.size()).toArray(new Tensor[0]));
    }
  }
}
