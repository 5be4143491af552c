package io.reprise.baselines.costs;

import io.reprise.baselines.BiRealNet;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Networks that several papers on one-bit convolutions share. */
final class OneBitNetworks {
  static final Shape IMAGE_NET = Shape.of(3, 224, 224);
  static final Shape CIFAR = Shape.of(3, 32, 32);

  private OneBitNetworks() {}

  /** Bi-Real Net of depth 18 or 34. */
  static Network biReal(int depth) {
    return of("ResNet-" + depth, "Bi-Real Net", IMAGE_NET, BiRealNet.Design.imageNet(depth));
  }

  /** ResNet-18 for CIFAR, named by the widths of its stages. */
  static Network resNet18(int classes, Integer... widths) {
    return of(
        "ResNet-18 " + stage(widths),
        "CIFAR-" + classes,
        CIFAR,
        BiRealNet.Design.cifar(List.of(widths), classes));
  }

  /** A wide residual network for CIFAR-10, named by the widths of its stem and stages. */
  static Network wide(int depth, Integer... kernelStage) {
    return of(
        "WRN-" + depth + " " + stage(kernelStage),
        "CIFAR-10",
        CIFAR,
        wideDesign(depth, kernelStage));
  }

  /** The network of quick experiments, on grey images of eight classes. */
  static Network quick() {
    return of("BiNet-S", "Shapes-16", Shape.of(1, 16, 16), BiRealNet.Design.small(1, 8));
  }

  static BiRealNet.Design wideDesign(int depth, Integer... kernelStage) {
    return BiRealNet.Design.wide(depth, List.of(kernelStage), 10);
  }

  static Network of(String name, String setting, Shape input, BiRealNet.Design design) {
    return Network.of(name, setting, input, at -> new BiRealNet(at, design));
  }

  static String stage(Integer... widths) {
    return Arrays.stream(widths).map(Object::toString).collect(Collectors.joining("-"));
  }
}
