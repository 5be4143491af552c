package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.meshes.MeshDecoder;
import io.reprise.baselines.meshes.MeshDecoder.Operator;
import io.reprise.baselines.meshes.MorphableModel;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * 3D dense face alignment by graph convolution, arXiv 1904.05562, in a reconstruction. PRN is left
 * out: its layers are not known in enough detail.
 */
public final class DenseFaceNetworks implements PaperCosts {
  private static final int QUICK_VERTICES = 21 * 21;
  private static final MeshDecoder.Design FULL =
      new MeshDecoder.Design(
          2048,
          256,
          List.of(9, 17, 33, 65, 129),
          List.of(64, 64, 32, 32, 16),
          6,
          Operator.CHEBYSHEV);
  private static final MeshDecoder.Design QUICK =
      new MeshDecoder.Design(
          128, 0, List.of(3, 6, 11, 21), List.of(64, 64, 32, 16), 3, Operator.CHEBYSHEV);

  @Override
  public String paper() {
    return "1904.05562";
  }

  @Override
  public List<Network> networks() {
    ResNet.Design resNet = ResNet.Design.imageNet(50);
    Shape image = Shape.of(3, 256, 256);
    List<Network> all = new ArrayList<>();
    all.add(Network.of("encoder", "full size", image, at -> new ResNetStages(at, resNet)));
    for (Operator operator : Operator.values()) {
      MeshDecoder.Design decoder = FULL.withOperator(operator);
      String setting = "full size, " + name(operator);
      all.add(Network.of("decoder", setting, Shape.of(2048), at -> new MeshDecoder(at, decoder)));
      all.add(
          Network.of(
              "alignment",
              setting,
              image,
              at ->
                  new Sequential.Builder(at)
                      .add(c -> new ResNetStages(c, resNet))
                      .then(x -> x.mean(2, 3))
                      .add(c -> new MeshDecoder(c, decoder))
                      .build()));
    }
    all.add(
        Network.of(
            "FC layer",
            "full size",
            Shape.of(256),
            at -> new Linear(at.at("vertices"), 256, 3 * 129 * 129)));
    for (Operator operator : Operator.values()) {
      MeshDecoder.Design decoder = QUICK.withOperator(operator);
      String setting = "quick, " + name(operator);
      all.add(Network.of("decoder", setting, Shape.of(128), at -> new MeshDecoder(at, decoder)));
      all.add(quick(setting, at -> new MeshDecoder(at, decoder)));
    }
    all.add(quick("quick, FC", DenseFaceNetworks::dense));
    all.add(quick("quick, 3DMM-5", at -> parametric(at, 5)));
    all.add(quick("quick, 3DMM-13", at -> parametric(at, 13)));
    return all;
  }

  private static String name(Operator operator) {
    return operator == Operator.CHEBYSHEV ? "GCN" : "UV-conv";
  }

  private static Network quick(String setting, Function<LayerContext, ? extends Module> decoder) {
    return Network.of(
        "alignment",
        setting,
        Shape.of(1, 32, 32),
        at -> new Sequential.Builder(at).add(DenseFaceNetworks::encoder).add(decoder).build());
  }

  /** Of grey images of side 32. */
  private static Module encoder(LayerContext at) {
    Sequential.Builder all = new Sequential.Builder(at);
    int in = 1;
    for (int width : List.of(16, 32, 64)) {
      int from = in;
      all.add(c -> new Conv2d(c, from, width, 3, Op.Conv2d.of(2, 1)));
      all.add(c -> new BatchNorm2d(c, width)).then(Tensor::relu);
      all.add(c -> new Conv2d(c, width, width, 3, Op.Conv2d.of(1, 1)));
      all.add(c -> new BatchNorm2d(c, width)).then(Tensor::relu);
      in = width;
    }
    return all.then(Tensor::flatten).add(c -> new Linear(c, 1024, 128)).then(Tensor::relu).build();
  }

  private static Module dense(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> new Linear(c, 128, 128))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 128, 3 * QUICK_VERTICES))
        .build();
  }

  private static Module parametric(LayerContext at, int fields) {
    int numbers = 3 * QUICK_VERTICES;
    return new Sequential.Builder(at)
        .add(c -> new Linear(c, 128, 64))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 64, fields + 8))
        .add(c -> new MorphableModel(c, new float[numbers], new float[fields * numbers]))
        .build();
  }
}
