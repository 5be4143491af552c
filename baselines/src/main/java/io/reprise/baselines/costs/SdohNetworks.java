package io.reprise.baselines.costs;

import io.reprise.nn.Linear;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Supervised online hashing via similarity distribution learning (SDOH), arXiv 1905.13382: linear
 * hash functions of features that are given.
 */
public final class SdohNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1905.13382";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        hash("CIFAR-10", 4096, 32),
        hash("CIFAR-10", 4096, 64),
        hash("MNIST", 784, 64),
        hash("Places205", 128, 64));
  }

  private static Network hash(String data, int features, int bits) {
    return Network.of(
        "linear hash",
        data + ", " + bits + " bits",
        Shape.of(features),
        at -> new Linear(at, features, bits, false));
  }
}
