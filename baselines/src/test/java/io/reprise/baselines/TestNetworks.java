package io.reprise.baselines;

import io.reprise.baselines.attention.CollaborativeConv;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SelectiveKernel.Branch;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.SqueezeExcitation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The networks that {@code networks.csv} names. */
final class TestNetworks {
  private final Map<String, Function<LayerContext, Module>> all = new TreeMap<>();

  TestNetworks() {
    residual();
    selective();
    preActivation();
    plain();
    dense();
    mobile();
    searched();
  }

  Function<LayerContext, Module> named(String name) {
    Function<LayerContext, Module> network = all.get(name);
    if (network == null) {
      throw new IllegalArgumentException("no network '" + name + "': expected " + all.keySet());
    }
    return network;
  }

  private void resNet(String name, Supplier<ResNet.Design> design) {
    all.put(name, at -> new ResNet(at, design.get()));
  }

  private void residual() {
    for (int depth : new int[] {18, 34, 50, 101, 152}) {
      resNet("resnet" + depth, () -> ResNet.Design.imageNet(depth));
    }
    for (int depth : new int[] {20, 32, 44, 56, 110, 1202}) {
      resNet("resnet" + depth, () -> ResNet.Design.cifar(depth, 10));
      resNet("resnet" + depth + "-B", () -> ResNet.Design.cifar(depth, 10).withProjection(true));
    }
    resNet("resnext50_32x4d", () -> ResNet.Design.resNeXt(50, 32, 4));
    resNet("resnext101_32x8d", () -> ResNet.Design.resNeXt(101, 32, 8));
    resNet("resnext101_64x4d", () -> ResNet.Design.resNeXt(101, 64, 4));
    resNet("wide_resnet50_2", () -> ResNet.Design.wide(50, 2));
    resNet("wide_resnet101_2", () -> ResNet.Design.wide(101, 2));
    resNet("resnext29-8x64d", () -> ResNet.Design.cifarResNeXt(29, 8, 64, 10));
    resNet("resnext29-16x64d", () -> ResNet.Design.cifarResNeXt(29, 16, 64, 10));
    resNet("resnext29-16x32d", () -> ResNet.Design.cifarResNeXt(29, 16, 32, 10));
    ResNet.Design fiftySix = ResNet.Design.cifar(56, 10);
    resNet(
        "resnet56-first-20",
        () -> new ResNet.Design(List.of(9, 9, 9), List.of(20, 40, 80), 10, false, false, true));
    resNet("resnet56-stream-16-32-32", () -> fiftySix.withStreams(16, List.of(16, 32, 32)));
    List<Integer> inner = new ArrayList<>(Collections.nCopies(9, 16));
    inner.addAll(Collections.nCopies(18, 32));
    resNet("resnet56-inner-16-32-32", () -> fiftySix.withInner(inner));
    tenths("resnet56-h5", fiftySix, 5);
    tenths("resnet110-h5", ResNet.Design.cifar(110, 10), 5);
    tenths("resnet18-h7", ResNet.Design.imageNet(18), 7);
    tenths("resnet34-h5", ResNet.Design.imageNet(34), 5);
    tenths("resnet50-h5", ResNet.Design.imageNet(50), 5);
    tenths("resnet152-h5", ResNet.Design.imageNet(152), 5);
    ResNet.Design eighteen = ResNet.Design.imageNet(18);
    resNet(
        "resnet18-ucp-1.1", () -> eighteen.withInner(List.of(30, 32, 43, 80, 102, 110, 189, 229)));
    resNet(
        "resnet18-ucp-0.9", () -> eighteen.withInner(List.of(57, 57, 109, 97, 185, 159, 381, 326)));
    ResNet.Design thirtyFour = ResNet.Design.imageNet(34);
    resNet(
        "resnet34-ucp-0.99",
        () ->
            thirtyFour.withInner(
                List.of(49, 44, 39, 89, 90, 79, 85, 161, 139, 155, 153, 256, 256, 290, 364, 267)));
    resNet(
        "resnet34-ucp-1.1",
        () ->
            thirtyFour.withInner(
                List.of(30, 43, 26, 38, 59, 20, 70, 96, 121, 95, 80, 100, 128, 182, 141, 182)));
    ResNet.Design fifty = ResNet.Design.imageNet(50);
    resNet("resnet50-2342", () -> fifty.withBlocks(List.of(2, 3, 4, 2)));
    resNet("resnet50-1111", () -> fifty.withBlocks(List.of(1, 1, 1, 1)));
    resNet("resnet50-cifar100", () -> fifty.withSmallStem().withClasses(100));
    Style se = Style.attending(SqueezeExcitation.reducing(16, true));
    resNet("se-resnet50", () -> fifty.withStyle(se));
    Style unbiased = Style.attending(SqueezeExcitation.reducing(16, false));
    resNet("se-resnext50", () -> ResNet.Design.resNeXt(50, 32, 4).withStyle(unbiased));
    Style sge = Style.attending(SpatialGroupEnhance.of(64));
    resNet("sge-resnet50", () -> fifty.withStyle(sge));
    resNet("sge-resnet101", () -> ResNet.Design.imageNet(101).withStyle(sge));
  }

  private void tenths(String name, ResNet.Design full, int tenths) {
    List<Integer> inner = new ArrayList<>();
    for (int stage = 0; stage < full.blocks().size(); stage++) {
      inner.addAll(
          Collections.nCopies(full.blocks().get(stage), full.widths().get(stage) * tenths / 10));
    }
    resNet(name, () -> full.withInner(inner));
  }

  private void selective() {
    List<Integer> units = List.of(3, 4, 6, 3);
    SelectiveKernel.Design published = SelectiveKernel.Design.PUBLISHED;
    Branch three = new Branch(3, 1, 0);
    resNet("sknet26", () -> SelectiveKernel.network(List.of(2, 2, 2, 2), published));
    resNet("sknet50", () -> SelectiveKernel.network(units, published));
    resNet("sknet101", () -> SelectiveKernel.network(List.of(3, 4, 23, 3), published));
    sk("sknet50-r8", units, published.branches(), 8);
    sk("sknet50-r32", units, published.branches(), 32);
    sk("sknet50-5x5-64", units, List.of(three, new Branch(5, 1, 64)), 16);
    sk("sknet50-7x7-128", units, List.of(three, new Branch(7, 1, 128)), 16);
    sk("sknet50-m3", units, List.of(three, new Branch(3, 2, 0), new Branch(3, 3, 0)), 16);
    List<Branch> small = List.of(three, new Branch(1, 1, 0));
    Supplier<ResNet.Design> twentyNine = () -> ResNet.Design.cifarResNeXt(29, 16, 32, 10);
    resNet(
        "sknet29",
        () -> twentyNine.get().withStyle(new SelectiveKernel.Design(small, 32, 1).style()));
    resNet(
        "sknet29-L32",
        () -> twentyNine.get().withStyle(new SelectiveKernel.Design(small, 32, 32).style()));
    List<Branch> grouped = List.of(three, new Branch(3, 1, 32));
    resNet(
        "sk-resnet50",
        () ->
            ResNet.Design.imageNet(50)
                .withStyle(new SelectiveKernel.Design(grouped, 16, 1).style()));
  }

  private void sk(String name, List<Integer> units, List<Branch> branches, int reduction) {
    resNet(
        name,
        () -> SelectiveKernel.network(units, new SelectiveKernel.Design(branches, reduction, 32)));
  }

  private void preAct(String name, Supplier<PreActivationResNet.Design> design) {
    all.put(name, at -> new PreActivationResNet(at, design.get()));
  }

  private void preActivation() {
    for (int depth : new int[] {20, 32, 44, 56, 110}) {
      preAct("preact" + depth, () -> PreActivationResNet.Design.basic(depth, 10));
      preAct(
          "preact" + depth + "-lccl",
          () ->
              PreActivationResNet.Design.basic(depth, 10)
                  .withStyle(CollaborativeConv.style(CollaborativeConv.Kind.POINTWISE_SHARED)));
    }
    preAct(
        "preact110-basic-c100",
        () -> PreActivationResNet.Design.basic(110, 100).withProjection(true));
    preAct("preact110-bottleneck", () -> PreActivationResNet.Design.bottleneck(110, 10));
    preAct("preact110-bottleneck-c100", () -> PreActivationResNet.Design.bottleneck(110, 100));
    preAct("preact164", () -> PreActivationResNet.Design.bottleneck(164, 10).withPointwiseStride());
    preAct(
        "preact1001", () -> PreActivationResNet.Design.bottleneck(1001, 10).withPointwiseStride());
    preAct("preact164-3x3", () -> PreActivationResNet.Design.bottleneck(164, 10));
    preAct("wrn28-10", () -> PreActivationResNet.Design.wide(28, 10, 10));
    preAct("wrn28-10-c100", () -> PreActivationResNet.Design.wide(28, 10, 100));
  }

  private void vgg(String name, Supplier<Vgg.Design> design) {
    all.put(name, at -> new Vgg(at, design.get()));
  }

  private void leNet(String name, LeNet.Design design) {
    all.put(name, at -> new LeNet(at, design));
  }

  private void plain() {
    for (int depth : new int[] {11, 13, 16, 19}) {
      vgg("vgg" + depth, () -> Vgg.Design.imageNet(depth, UniformStyle.UNNORMALIZED));
      vgg("vgg" + depth + "_bn", () -> Vgg.Design.imageNet(depth, UniformStyle.BIASED));
      vgg("vgg" + depth + "-cifar", () -> Vgg.Design.cifar(depth, 10, UniformStyle.STANDARD));
      vgg("vgg" + depth + "-cifar-biased", () -> Vgg.Design.cifar(depth, 10, UniformStyle.BIASED));
    }
    vgg("vgg19-cifar100-biased", () -> Vgg.Design.cifar(19, 100, UniformStyle.BIASED));
    vgg("vgg19-cifar-ad", () -> Vgg.Design.cifar(19, 10, new BiasedAfterTheFirst()));
    List<Integer> full = List.of(64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512);
    vgg(
        "vgg16-cifar-80",
        () ->
            Vgg.Design.cifar(16, 10, UniformStyle.STANDARD)
                .withWidths(full.stream().map(w -> w * 5 / 4).toList()));
    Vgg.Design biased = Vgg.Design.cifar(16, 10, UniformStyle.BIASED);
    vgg(
        "vgg16-acp",
        () ->
            biased.withWidths(
                List.of(61, 53, 118, 111, 247, 207, 254, 496, 459, 512, 274, 467, 280)));
    vgg("vgg16-h5", () -> biased.withWidths(full.stream().map(w -> w * 5 / 10).toList()));
    vgg("vgg16-h1", () -> biased.withWidths(full.stream().map(w -> w / 10).toList()));
    for (int depth : new int[] {16, 19}) {
      for (int classes : new int[] {10, 100}) {
        vgg(
            "vgg" + depth + "-ucp" + (classes == 10 ? "" : "-c100"),
            () ->
                Vgg.Design.cifar(depth, classes, UniformStyle.STANDARD)
                    .withNormalizedHidden(List.of(512)));
      }
    }
    leNet("lenet-caffe", LeNet.Design.CAFFE);
    leNet("lenet-300-100", LeNet.Design.FULLY_CONNECTED);
    leNet(
        "lenet-tensorpack", new LeNet.Design(1, 28, List.of(32, 64), List.of(512), true, 0.5, 10));
    leNet("lenet-32", new LeNet.Design(3, 32, List.of(32, 64), List.of(512), true, 0.5, 10));
    all.put("alexnet", at -> new AlexNet(at, AlexNet.Design.of(AlexNet.Form.TORCHVISION)));
    all.put("alexnet-grouped", at -> new AlexNet(at, AlexNet.Design.of(AlexNet.Form.ALEXNET)));
    all.put("caffenet", at -> new AlexNet(at, AlexNet.Design.of(AlexNet.Form.CAFFENET)));
    all.put("nin-cifar10", at -> new Nin(at, Nin.Design.cifar(10)));
    all.put("squeezenet1_0", at -> new SqueezeNet(at, SqueezeNet.Design.V1_0));
    all.put("squeezenet1_1", at -> new SqueezeNet(at, SqueezeNet.Design.V1_1));
    all.put("inception_v3", at -> new InceptionV3(at, InceptionV3.Design.IMAGE_NET));
    googLeNet("googlenet", GoogLeNet.Design.imageNet(GoogLeNet.Form.TORCHVISION));
    googLeNet("googlenet-original", GoogLeNet.Design.imageNet(GoogLeNet.Form.ORIGINAL));
    GoogLeNet.Design cifar = GoogLeNet.Design.cifar(10);
    googLeNet("googlenet-cifar", cifar);
    googLeNet(
        "googlenet-cifar-h5",
        cifar.withModules(cifar.modules().stream().map(m -> m.withInner(5)).toList()));
  }

  /**
   * The one reading that gives the number derived for 1906.01166, 64 less than with a bias
   * everywhere.
   */
  private record BiasedAfterTheFirst() implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return at.block() == 0 ? ConvLayer.PLAIN : ConvLayer.BIASED;
    }
  }

  private void googLeNet(String name, GoogLeNet.Design design) {
    all.put(name, at -> new GoogLeNet(at, design));
  }

  private void dense(String name, DenseNet.Design design) {
    all.put(name, at -> new DenseNet(at, design));
  }

  private void dense() {
    for (int depth : new int[] {121, 161, 169, 201}) {
      dense("densenet" + depth, DenseNet.Design.imageNet(depth));
    }
    dense("densenet-40-12", DenseNet.Design.cifar(40, 12, false, 10));
    dense("densenet-bc-100-12", DenseNet.Design.cifar(100, 12, true, 10));
    dense("densenet-bc-100-12-c100", DenseNet.Design.cifar(100, 12, true, 100));
    dense("densenet-bc-190-40", DenseNet.Design.cifar(190, 40, true, 10));
  }

  private void one(String name, MobileNetV1.Design design) {
    all.put(name, at -> new MobileNetV1(at, design));
  }

  private void two(String name, MobileNetV2.Design design) {
    all.put(name, at -> new MobileNetV2(at, design));
  }

  private void mobile() {
    MobileNetV1.Design full = MobileNetV1.Design.imageNet(1);
    one("mobilenet_v1", full);
    one("mobilenet_v1-first-40", MobileNetV1.Design.imageNet(1.25));
    one("mobilenet_v1-0.75", MobileNetV1.Design.imageNet(0.75));
    one("mobilenet_v1-0.5", MobileNetV1.Design.imageNet(0.5));
    one("mobilenet_v1-0.25", MobileNetV1.Design.imageNet(0.25));
    one("mobilenet_v1-middle-4", MobileNetV1.Design.imageNet(1, 4));
    one("mobilenet_v1-middle-1", MobileNetV1.Design.imageNet(1, 1));
    two("mobilenet_v2", MobileNetV2.Design.imageNet(1));
    two("mobilenet_v2-1.4", MobileNetV2.Design.imageNet(1.4));
    two("mobilenet_v2-cifar100-0.5", MobileNetV2.Design.cifar(0.5, 100));
    two("mobilenet_v2-cifar100", MobileNetV2.Design.cifar(1, 100));
    shuffle("shufflenet_v2_x0_5", 0.5);
    shuffle("shufflenet_v2_x1_0", 1);
    shuffle("shufflenet_v2_x1_5", 1.5);
    shuffle("shufflenet_v2_x2_0", 2);
    all.put("shufflenet_v1-g3", at -> new ShuffleNetV1(at, ShuffleNetV1.Design.imageNet(3)));
    for (FbNetV3 network : FbNetV3.values()) {
      two("fbnetv3-" + network.name(), network.design());
    }
  }

  private void shuffle(String name, double factor) {
    all.put(name, at -> new ShuffleNetV2(at, ShuffleNetV2.Design.imageNet(factor)));
  }

  private void spos(String name, ShuffleChoiceNet.Design design) {
    all.put(name, at -> new ShuffleChoiceNet(at, design));
  }

  private void searched() {
    for (int choice = 0; choice < 4; choice++) {
      spos("spos-all-" + choice, ShuffleChoiceNet.Design.imageNet(Collections.nCopies(20, choice)));
    }
    spos(
        "spos-released",
        ShuffleChoiceNet.Design.imageNet(
            List.of(2, 1, 0, 1, 2, 0, 2, 0, 2, 0, 2, 3, 0, 0, 0, 0, 3, 2, 3, 3)));
    spos(
        "spos-scaled",
        ShuffleChoiceNet.Design.imageNet(
            List.of(0, 0, 3, 1, 1, 1, 0, 0, 2, 0, 2, 1, 1, 0, 2, 0, 2, 1, 3, 2),
            List.of(6, 5, 3, 5, 2, 6, 3, 4, 2, 5, 7, 5, 4, 6, 7, 4, 4, 5, 4, 3)));
    List<Integer> wide = List.of(32, 56, 112, 128, 256, 432);
    two(
        "abs-spos",
        chain(
            40,
            24,
            1728,
            wide,
            List.of(2, 2, -1, 0, 0, -1, -1, 0, 5, -1, 4, 4, 0, 0, 4, 2, 3, 4, 4, 4, 3)));
    two(
        "abs-proxylessnas",
        chain(
            40,
            24,
            1728,
            wide,
            List.of(2, 2, -1, -1, 0, 2, 2, -1, 5, -1, 4, 4, 0, 0, 4, 2, 3, 4, 4, 4, 3)));
    two(
        "abs-fairnas",
        chain(
            32,
            16,
            1280,
            List.of(32, 40, 80, 96, 192, 320),
            List.of(4, 2, 4, 2, 2, 2, 5, 2, 4, 4, 2, 2, 2, 4, 5, 4, 2, 2, 5)));
  }

  /** A chain in the MobileNet-like spaces of arXiv 2004.13431; -1 leaves a layer out. */
  private static MobileNetV2.Design chain(
      int stem, int first, int last, List<Integer> widths, List<Integer> operators) {
    List<InvertedResidual.Design> blocks = new ArrayList<>();
    blocks.add(InvertedResidual.Design.of(stem, first, 3, 1, false));
    List<Integer> strides = List.of(2, 2, 2, 1, 2, 1);
    // FairNAS's space has two layers in its first group.
    int missing = 21 - operators.size();
    int in = first;
    for (int layer = 0; layer < operators.size(); layer++) {
      int place = layer + missing;
      int group = layer == 0 ? 0 : place / 4;
      boolean opens = layer == 0 || (place % 4 == 0 && group > 0);
      int operator = operators.get(layer);
      if (operator < 0) {
        continue;
      }
      int kernel = 3 + 2 * (operator / 2);
      int expansion = operator % 2 == 0 ? 3 : 6;
      int out = widths.get(group);
      blocks.add(
          InvertedResidual.Design.of(
              in * expansion, out, kernel, opens ? strides.get(group) : 1, true));
      in = out;
    }
    return new MobileNetV2.Design(stem, 2, blocks, last, 0, ChannelLayer.RELU6, 0, 1000);
  }
}
