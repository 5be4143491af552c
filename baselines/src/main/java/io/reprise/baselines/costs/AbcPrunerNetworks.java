package io.reprise.baselines.costs;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.pruning.ChannelGenes;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Channel pruning by an artificial bee colony (ABCPruner), arXiv 2001.08565: the full networks,
 * those whose every gene has the same value, and what the search found, as far as the genes stand
 * among the authors' notes; those of VGG-16, GoogLeNet, ResNet-110 and of ResNet-101 and 152 at
 * alpha 50% do not.
 */
public final class AbcPrunerNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);
  private static final String FULL_CIFAR = "CIFAR-10, full";
  private static final String FULL_IMAGENET = "ImageNet, full";

  @Override
  public String paper() {
    return "2001.08565";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    vgg(all);
    for (int depth : List.of(56, 110)) {
      ResNet.Design full = ResNet.Design.cifar(depth, 10);
      resNet(all, depth, full, FULL_CIFAR, CIFAR, FULL_CIFAR);
      resNet(all, depth, genes(full, 5), "CIFAR-10, all genes 5", CIFAR, FULL_CIFAR);
    }
    googLeNet(all);
    for (int depth : List.of(18, 34, 50, 101, 152)) {
      ResNet.Design full = ResNet.Design.imageNet(depth);
      int gene = depth == 18 ? 7 : 5;
      resNet(all, depth, full, FULL_IMAGENET, IMAGENET, FULL_IMAGENET);
      resNet(all, depth, genes(full, gene), "ImageNet, all genes " + gene, IMAGENET, FULL_IMAGENET);
    }
    FoundStructure.ALL.forEach(f -> found(all, f));
    ConvStack mini = new ConvStack(1, List.of(16, 16, ConvStack.POOL, 32, 32, ConvStack.POOL, 64));
    all.add(Network.of("VGG-mini", "16x16 grey", Shape.of(1, 16, 16), at -> mini.averaged(at, 8)));
    return all;
  }

  private static void vgg(List<Network> all) {
    Vgg.Design full = Vgg.Design.cifar(16, 10, UniformStyle.BIASED);
    all.add(Network.of("VGG-16", FULL_CIFAR, CIFAR, at -> new Vgg(at, full)));
    int convolutions = (int) full.layout().stream().filter(w -> w != Vgg.POOL).count();
    for (int gene : List.of(5, 1)) {
      Vgg.Design cut = ChannelGenes.cut(full, Collections.nCopies(convolutions, gene));
      all.add(
          Network.of("VGG-16", "CIFAR-10, all genes " + gene, CIFAR, at -> new Vgg(at, cut))
              .against(FULL_CIFAR));
    }
  }

  private static void found(List<Network> all, FoundStructure f) {
    boolean cifar = f.depth() == 56;
    ResNet.Design full =
        cifar ? ResNet.Design.cifar(f.depth(), 10) : ResNet.Design.imageNet(f.depth());
    resNet(
        all,
        f.depth(),
        ChannelGenes.cut(full, f.genes()),
        (cifar ? "CIFAR-10" : "ImageNet") + ", alpha " + f.alpha() + "%",
        cifar ? CIFAR : IMAGENET,
        cifar ? FULL_CIFAR : FULL_IMAGENET);
  }

  private static ResNet.Design genes(ResNet.Design full, int gene) {
    int blocks = full.blocks().stream().mapToInt(n -> n).sum();
    return ChannelGenes.cut(full, Collections.nCopies(blocks, gene));
  }

  private static void resNet(
      List<Network> all,
      int depth,
      ResNet.Design design,
      String setting,
      Shape input,
      String baseline) {
    all.add(
        Network.of("ResNet-" + depth, setting, input, at -> new ResNet(at, design))
            .against(baseline));
  }

  private static void googLeNet(List<Network> all) {
    GoogLeNet.Design full = GoogLeNet.Design.cifar(10);
    GoogLeNet.Design cut = ChannelGenes.cut(full, Collections.nCopies(full.modules().size(), 5));
    all.add(Network.of("GoogLeNet", FULL_CIFAR, CIFAR, at -> new GoogLeNet(at, full)));
    all.add(
        Network.of("GoogLeNet", "CIFAR-10, all genes 5", CIFAR, at -> new GoogLeNet(at, cut))
            .against(FULL_CIFAR));
  }
}
