package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.restoration.DeblurGenerator;
import io.reprise.baselines.restoration.PatchCritic;
import io.reprise.baselines.restoration.SemanticTree;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
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
 * Semantic-aware deblurring (S3E-Deblur), arXiv 1910.03853, in a reconstruction and without the
 * captioner, whose widths are not known, and the classes of the full tree, whose number is not.
 */
public final class DeblurringNetworks implements PaperCosts {
  private static final Shape IMAGE = Shape.of(3, 256, 256);
  private static final SemanticTree.Design TREE = new SemanticTree.Design(512, 256, 4, 0, 0);
  private static final SemanticTree.Design QUICK_TREE = new SemanticTree.Design(32, 16, 2, 16, 4);

  @Override
  public String paper() {
    return "1910.03853";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    all.add(generator("as released", 1));
    all.add(generator("as described", 2));
    all.add(
        Network.of(
            "critic", "full size", IMAGE, at -> new PatchCritic(at, List.of(64, 128, 256, 512))));
    all.add(
        Network.of(
            "S3-tree", "full size", Shape.of(512, 32, 32), at -> new SemanticTree(at, TREE)));
    int embedded = 256 + TREE.nodes() * TREE.maps();
    all.add(
        Network.of(
            "embedding",
            "full size",
            Shape.of(embedded, 64, 64),
            at -> ConvLayer.BIASED.build(at.at("conv"), embedded, 256, 1, Op.Conv2d.PLAIN)));
    all.add(Network.of("S3E-Deblur", "full size", IMAGE, Full::new));
    quick(all);
    return all;
  }

  private static Network generator(String setting, int convolutions) {
    DeblurGenerator.Design design = DeblurGenerator.Design.published(convolutions);
    return Network.of("generator", setting, IMAGE, at -> new DeblurGenerator(at, design));
  }

  private static void quick(List<Network> all) {
    Shape half = Shape.of(32, 16, 16);
    all.add(
        Network.of(
            "encoder",
            "quick",
            Shape.of(3, 32, 32),
            at ->
                new Sequential(
                    List.of(Quick.encoder(at.at("first")), Quick.deeper(at.at("second"))))));
    all.add(Network.of("trunk", "quick", half, Quick::trunk));
    all.add(
        Network.of("S3-tree", "quick", Shape.of(32, 8, 8), at -> new SemanticTree(at, QUICK_TREE)));
    all.add(
        Network.of(
            "embedding",
            "quick",
            Shape.of(80, 16, 16),
            at -> ConvLayer.BIASED.build(at.at("conv"), 80, 32, 1, Op.Conv2d.PLAIN)));
    all.add(Network.of("S3E-Deblur", "quick", Shape.of(3, 32, 32), Quick::new));
  }

  private static Tensor resized(Tensor maps, Tensor like) {
    return maps.interpolate(
        new SpatialOp.Interpolate(
            like.shape().dim(2), like.shape().dim(3), SpatialOp.Interpolation.BILINEAR, false));
  }

  /** ResNet-50 to a stride of 8, the tree, and the generator with the tree's maps embedded. */
  private static final class Full extends Module {
    private final ResNetStages encoder;
    private final SemanticTree tree;
    private final Module embedding;
    private final DeblurGenerator generator;

    Full(LayerContext at) {
      encoder =
          child("encoder", new ResNetStages(at.at("encoder"), ResNet.Design.imageNet(50), 0, 2));
      tree = child("tree", new SemanticTree(at.at("tree"), TREE));
      int in = 256 + TREE.nodes() * TREE.maps();
      embedding =
          child(
              "embedding", ConvLayer.BIASED.build(at.at("embedding"), in, 256, 1, Op.Conv2d.PLAIN));
      generator =
          child(
              "generator",
              new DeblurGenerator(at.at("generator"), DeblurGenerator.Design.published(2)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor features = generator.encode(x, mode);
      Tensor maps = resized(tree.forward(encoder.forward(x, mode), mode), features);
      Tensor both = embedding.forward(features.concat(1, maps), mode).relu();
      return generator.correct(x, both, mode);
    }
  }

  /** The same idea for images of side 32, with an encoder that tree and generator share. */
  private static final class Quick extends Module {
    private final Module encoder;
    private final Module deeper;
    private final SemanticTree tree;
    private final Module embedding;
    private final Module trunk;

    Quick(LayerContext at) {
      encoder = child("encoder", encoder(at.at("encoder")));
      deeper = child("deeper", deeper(at.at("deeper")));
      tree = child("tree", new SemanticTree(at.at("tree"), QUICK_TREE));
      embedding =
          child(
              "embedding", ConvLayer.BIASED.build(at.at("embedding"), 80, 32, 1, Op.Conv2d.PLAIN));
      trunk = child("trunk", trunk(at.at("trunk")));
    }

    static Module encoder(LayerContext at) {
      return new Sequential.Builder(at)
          .add(c -> ConvLayer.BIASED.build(c, 3, 16, 3, Op.Conv2d.of(1, 1)))
          .then(Tensor::relu)
          .add(c -> ConvLayer.BIASED.build(c, 16, 32, 3, Op.Conv2d.of(2, 1)))
          .then(Tensor::relu)
          .build();
    }

    static Module deeper(LayerContext at) {
      return new Sequential.Builder(at)
          .add(c -> ConvLayer.BIASED.build(c, 32, 32, 3, Op.Conv2d.of(2, 1)))
          .then(Tensor::relu)
          .build();
    }

    static Module trunk(LayerContext at) {
      Op.Conv2d same = Op.Conv2d.of(1, 1);
      Sequential.Builder all = new Sequential.Builder(at);
      all.add(Residual::new).add(Residual::new);
      all.then(
          x ->
              x.interpolate(
                  new SpatialOp.Interpolate(32, 32, SpatialOp.Interpolation.NEAREST, false)));
      all.add(c -> ConvLayer.BIASED.build(c, 32, 16, 3, same)).then(Tensor::relu);
      return all.add(c -> ConvLayer.BIASED.build(c, 16, 3, 3, same)).build();
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor features = encoder.forward(x, mode);
      Tensor maps = resized(tree.forward(deeper.forward(features, mode), mode), features);
      Tensor both = embedding.forward(features.concat(1, maps), mode).relu();
      return x.add(trunk.forward(both, mode));
    }
  }

  private static final class Residual extends Module {
    private final Sequential branch;

    Residual(LayerContext at) {
      Op.Conv2d same = Op.Conv2d.of(1, 1);
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .add(c -> ConvLayer.BIASED.build(c, 32, 32, 3, same))
                  .then(Tensor::relu)
                  .add(c -> ConvLayer.BIASED.build(c, 32, 32, 3, same))
                  .build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(branch.forward(x, mode)).relu();
    }
  }
}
