package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.segmentation.UNet;
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
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Texture generation supervised by re-identification, arXiv 1904.03385. */
public final class RstgNetworks implements PaperCosts {
  private static final Shape PERSON = Shape.of(3, 384, 128);

  @Override
  public String paper() {
    return "1904.03385";
  }

  @Override
  public List<Network> networks() {
    ResNet.Design body = ResNet.Design.imageNet(50).withStrides(List.of(1, 2, 2, 1));
    List<Network> all = new ArrayList<>();
    all.add(Network.of("generator", "texture", Shape.of(3, 128, 64), RstgNetworks::generator));
    all.add(Network.of("re-ID net", "body", PERSON, at -> new ResNetStages(at, body)));
    all.add(Network.of("re-ID net", "six stripes", PERSON, at -> new Stripes(at, body)));
    return all;
  }

  private static Module generator(LayerContext at) {
    SpatialOp.Interpolate square =
        new SpatialOp.Interpolate(64, 64, SpatialOp.Interpolation.BILINEAR, false);
    return new Sequential.Builder(at)
        .add(c -> new UNet(c, UNet.Design.of(3, 3)))
        .then(x -> x.tanh().interpolate(square))
        .build();
  }

  /** A part-based convolutional baseline (arXiv 1711.09349) for Market-1501. */
  private static final class Stripes extends Module {
    private static final int STRIPES = 6;
    private static final int PERSONS = 751;
    private static final int WIDTH = 256;

    private final ResNetStages body;
    private final Module reduce;
    private final List<Linear> classifiers = new ArrayList<>();

    Stripes(LayerContext at, ResNet.Design design) {
      body = child("body", new ResNetStages(at.at("body"), design));
      reduce =
          child(
              "reduce",
              new Sequential.Builder(at.at("reduce"))
                  .add(c -> new Conv2d(c, 2048, WIDTH, 1, Op.Conv2d.PLAIN))
                  .add(c -> new BatchNorm2d(c, WIDTH))
                  .then(Tensor::relu)
                  .build());
      for (int i = 0; i < STRIPES; i++) {
        String name = "classifier" + i;
        classifiers.add(child(name, new Linear(at.at(name), WIDTH, PERSONS)));
      }
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor stripes =
          reduce.forward(body.forward(x, mode).adaptiveAveragePool2d(STRIPES, 1), mode);
      List<Tensor> logits = new ArrayList<>();
      for (int i = 0; i < STRIPES; i++) {
        logits.add(classifiers.get(i).forward(stripes.slice(2, i, i + 1).flatten(), mode));
      }
      return logits.get(0).stack(1, logits.subList(1, STRIPES).toArray(new Tensor[0]));
    }
  }
}
