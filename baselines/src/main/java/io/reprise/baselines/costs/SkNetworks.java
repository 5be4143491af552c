package io.reprise.baselines.costs;

import io.reprise.baselines.InceptionV3;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.ShuffleNetV2;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.BottleneckAttention;
import io.reprise.baselines.attention.BranchSum;
import io.reprise.baselines.attention.ConvBlockAttention;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SelectiveKernel.Branch;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Selective kernel networks, arXiv 1903.06586. Not here, since their definition is not: residual
 * attention networks, DPN, Inception-v4 and Inception-ResNet-v2, the wider ResNeXt-50, and the
 * forms of ShuffleNet V2 with SE and SK.
 */
public final class SkNetworks implements PaperCosts {
  private static final Shape IMAGE_NET = Shape.of(3, 224, 224);
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final List<Integer> FIFTY = List.of(3, 4, 6, 3);
  private static final List<Integer> HUNDRED = List.of(3, 4, 23, 3);
  private static final Branch THREE = new Branch(3, 1, 0);
  private static final Branch FIVE = new Branch(3, 2, 0);
  private static final Branch SEVEN = new Branch(3, 3, 0);
  private static final SelectiveKernel.Design SK = SelectiveKernel.Design.PUBLISHED;
  private static final Style CBAM = Style.attending(ConvBlockAttention.reducing(16));
  private static final Style SE = Style.attending(SqueezeExcitation.reducing(16, false));

  @Override
  public String paper() {
    return "1903.06586";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>(imageNet());
    all.addAll(ablations());
    for (int depth : List.of(50, 101)) {
      all.add(
          resNet(
              "SK-ResNet-" + depth,
              "modified",
              ResNet.Design.imageNet(depth).withStyle(SgeNetworks.modifiedSk().style())));
    }
    for (double width : new double[] {0.5, 1}) {
      ShuffleNetV2.Design design = ShuffleNetV2.Design.imageNet(width);
      all.add(
          Network.of(
              "ShuffleNetV2 " + width + "x",
              "baseline",
              IMAGE_NET,
              at -> new ShuffleNetV2(at, design)));
    }
    for (int classes : List.of(10, 100)) {
      all.addAll(cifar(classes));
    }
    return all;
  }

  private static List<Network> imageNet() {
    ResNet.Design fifty = ResNet.Design.resNeXt(50, 32, 4);
    ResNet.Design hundred = ResNet.Design.resNeXt(101, 32, 4);
    return List.of(
        resNet("ResNeXt-50", "32x4d", fifty),
        Network.of(
            "InceptionV3",
            "without the auxiliary classifier",
            Shape.of(3, 299, 299),
            at -> new InceptionV3(at, InceptionV3.Design.IMAGE_NET)),
        resNet("ResNeXt-50", "BAM", BottleneckAttention.after(fifty, 16)),
        resNet("ResNeXt-50", "CBAM", fifty.withStyle(CBAM)),
        resNet("SENet-50", "ResNeXt-50", fifty.withStyle(SE)),
        resNet("SKNet-26", "SK[2,32,16]", SelectiveKernel.network(List.of(2, 2, 2, 2), SK)),
        resNet("SKNet-50", "SK[2,32,16]", SelectiveKernel.network(FIFTY, SK)),
        resNet("ResNeXt-101", "32x4d", hundred),
        resNet("ResNeXt-101", "BAM", BottleneckAttention.after(hundred, 16)),
        resNet("ResNeXt-101", "CBAM", hundred.withStyle(CBAM)),
        resNet("SENet-101", "ResNeXt-101", hundred.withStyle(SE)),
        resNet("SKNet-101", "SK[2,32,16]", SelectiveKernel.network(HUNDRED, SK)),
        resNet(
            "SKNet-101",
            "released, 16 squeezed in the second stage",
            fifty.withBlocks(HUNDRED).withStyle(new Released())),
        resNet("ResNeXt-56", "deeper", fifty.withBlocks(List.of(3, 4, 8, 3))),
        resNet("ResNeXt-50", "36x4d", ResNet.Design.resNeXt(50, 36, 4)));
  }

  private static List<Network> ablations() {
    ResNet.Design plain = ResNet.Design.resNeXt(50, 32, 4);
    return List.of(
        sk("r = 8", SK.branches(), 8),
        sk("r = 32", SK.branches(), 32),
        sk("5x5, 64 groups", List.of(THREE, new Branch(5, 1, 64)), 16),
        sk("7x7, 128 groups", List.of(THREE, new Branch(7, 1, 128)), 16),
        sk("K3+K5+K7", List.of(THREE, FIVE, SEVEN), 16),
        sk("K3+K7", List.of(THREE, SEVEN), 16),
        sk("K5+K7", List.of(FIVE, SEVEN), 16),
        sum("K5", plain, List.of(FIVE)),
        sum("K7", plain, List.of(SEVEN)),
        sum("K3+K5 summed", plain, List.of(THREE, FIVE)),
        sum("K3+K7 summed", plain, List.of(THREE, SEVEN)),
        sum("K5+K7 summed", plain, List.of(FIVE, SEVEN)),
        sum("K3+K5+K7 summed", plain, List.of(THREE, FIVE, SEVEN)));
  }

  private static Network sk(String setting, List<Branch> branches, int reduction) {
    return resNet(
        "SKNet-50",
        setting,
        SelectiveKernel.network(
            FIFTY, new SelectiveKernel.Design(branches, reduction, SK.least())));
  }

  private static Network sum(String setting, ResNet.Design plain, List<Branch> branches) {
    return resNet("SKNet-50", setting, plain.withStyle(BranchSum.style(branches)));
  }

  private static List<Network> cifar(int classes) {
    String data = "CIFAR-" + classes;
    ResNet.Design narrow = ResNet.Design.cifarResNeXt(29, 16, 32, classes);
    ResNet.Design eight = ResNet.Design.cifarResNeXt(29, 8, 64, classes);
    List<Branch> branches = List.of(THREE, new Branch(1, 1, 0));
    return List.of(
        cifar("ResNeXt-29 8x64d", data, eight),
        cifar("ResNeXt-29 16x32d", data, narrow),
        cifar("ResNeXt-29 16x64d", data, ResNet.Design.cifarResNeXt(29, 16, 64, classes)),
        cifar("SENet-29", data, eight.withStyle(SE)),
        cifar(
            "SKNet-29",
            data,
            narrow.withStyle(new SelectiveKernel.Design(branches, 32, 1).style())),
        cifar(
            "SKNet-29",
            data + ", at least 32 squeezed",
            narrow.withStyle(new SelectiveKernel.Design(branches, 32, 32).style())));
  }

  /** The released SKNet-101: one stage squeezes to a 16th where the paper has at least 32. */
  private record Released() implements Style {
    private static final Style PUBLISHED = SK.style();
    private static final Style SMALL = new SelectiveKernel.Design(SK.branches(), 16, 16).style();

    private static Style of(int block) {
      return block >= HUNDRED.get(0) && block < HUNDRED.get(0) + HUNDRED.get(1) ? SMALL : PUBLISHED;
    }

    @Override
    public ConvLayer layer(Position at) {
      return of(at.block()).layer(at);
    }

    @Override
    public ChannelLayer activation(Position at) {
      return of(at.block()).activation(at);
    }
  }

  private static Network resNet(String name, String setting, ResNet.Design design) {
    return Network.of(name, setting, IMAGE_NET, at -> new ResNet(at, design));
  }

  private static Network cifar(String name, String setting, ResNet.Design design) {
    return Network.of(name, setting, CIFAR, at -> new ResNet(at, design));
  }
}
