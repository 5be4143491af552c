package io.reprise.peers;

import io.reprise.baselines.ResNet;
import java.util.List;

/**
 * A network that every peer builds, with the input of the race.
 *
 * @param id the name that a user asks for
 * @param design blocks of two convolutions; shortcuts of option A (CIFAR) or B (ImageNet)
 * @param batch images in a batch
 * @param pixels height and width of an image
 */
record Network(String id, String title, ResNet.Design design, int batch, int pixels) {
  static final Network RESNET20 =
      new Network("resnet20", "ResNet-20", ResNet.Design.cifar(20, 10), 64, 32);
  static final Network RESNET18 =
      new Network("resnet18", "ResNet-18", ResNet.Design.imageNet(18), 8, 224);

  /** All there are. */
  static List<Network> all() {
    return List.of(RESNET20, RESNET18);
  }

  /**
   * The network of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  static Network named(String name) {
    return all().stream()
        .filter(n -> n.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network '"
                        + name
                        + "' is unknown: expected one of "
                        + all().stream().map(Network::id).toList()));
  }

  /** The stride of a block. */
  int stride(int stage, int block) {
    return stage > 0 && block == 0 ? 2 : 1;
  }

  /** Whether a block changes the shape of what it gets. */
  boolean changes(int stage, int block) {
    return stride(stage, block) != 1;
  }

  /** A block's path, which its parameters' paths begin with. */
  String block(int stage, int block) {
    return "stage" + (stage + 1) + "_block" + block;
  }
}
