package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.landmarks.AdaptedGenerator;
import io.reprise.baselines.landmarks.FaceGenerator;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvTranspose2d;
import io.reprise.nn.Dropout;
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

/**
 * Few-shot model adaptation of an auto-encoder of faces, arXiv 2104.09457. A head's parameters are
 * what is trained; its multiply-adds are those of the whole inference.
 */
public final class FsmaNetworks implements PaperCosts {
  private static final int LATENT = 99;
  private static final Shape IMAGE = Shape.of(3, 256, 256);

  @Override
  public String paper() {
    return "2104.09457";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    ResNet.Design encoder = AdaptedGenerator.Design.publishedEncoder();
    all.add(Network.of("Q", "encoder", IMAGE, at -> new ResNet(at, encoder)));
    all.add(Network.of("P", "generator", Shape.of(LATENT), FsmaNetworks::generator));
    all.add(Network.of("D_z", "discriminator", Shape.of(LATENT), FsmaNetworks::ofCodes));
    all.add(Network.of("D", "discriminator", IMAGE, FsmaNetworks::ofImages));
    for (int points : List.of(19, 68, 98)) {
      for (boolean fuses : List.of(false, true)) {
        AdaptedGenerator.Design design = AdaptedGenerator.Design.published(points, fuses);
        String setting = points + " points, " + (fuses ? "fusion" : "no fusion");
        all.add(Network.of("landmarks", setting, IMAGE, at -> new AdaptedGenerator(at, design)));
        all.add(
            Network.of(
                "head", setting, IMAGE, at -> new Trained(new AdaptedGenerator(at, design))));
      }
    }
    return all;
  }

  private static Module generator(LayerContext at) {
    SpatialOp.ConvTranspose2d doubling = SpatialOp.ConvTranspose2d.of(2, 1);
    return new Sequential.Builder(at)
        .add(c -> new FaceGenerator(c, LATENT, List.of(512, 256, 128, 64, 64, 64)))
        .add(c -> new ConvTranspose2d(c, 64, 3, 4, doubling, false))
        .then(Tensor::tanh)
        .build();
  }

  private static Module ofCodes(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> new Linear(c, LATENT, 1000))
        .add(c -> new Dropout(c, 0.2))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 1000, 1000))
        .add(c -> new Dropout(c, 0.2))
        .then(Tensor::relu)
        .add(c -> new Linear(c, 1000, 1))
        .then(Tensor::sigmoid)
        .build();
  }

  private static Module ofImages(LayerContext at) {
    Sequential.Builder all = new Sequential.Builder(at);
    int in = 3;
    for (int width : List.of(32, 64, 128, 256, 256)) {
      int from = in;
      all.add(c -> new Conv2d(c, from, width, 4, Op.Conv2d.of(2, 1)));
      if (from > 3) {
        all.add(c -> new BatchNorm2d(c, width));
      }
      all.then(x -> x.leakyRelu(0.2));
      in = width;
    }
    return all.add(c -> new Conv2d(c, 256, 1, 4, Op.Conv2d.PLAIN))
        .then(x -> x.mean(2, 3).sigmoid())
        .build();
  }

  /** A network of which all but the head is frozen. */
  private static final class Trained extends Module {
    private final AdaptedGenerator network;

    Trained(AdaptedGenerator network) {
      this.network = network;
      child("head", network.head());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return network.forward(x, mode);
    }
  }
}
