package io.reprise.baselines;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;

/**
 * A residual network without its classifier, for retrieval and re-identification. Input {@code [N,
 * 3, H, W]}, output the means of the last block's channels {@code [N, C]}.
 */
public final class ResNetFeatures extends Module {
  private final ResNet network;

  /** The features of a network, whose number of classes does not matter. */
  public ResNetFeatures(LayerContext at, ResNet.Design design) {
    network = new ResNet(at, design);
    // Not the network itself: its classifier is no part of this.
    child("stem", network.stem());
    for (int i = 0; i < network.blocks().size(); i++) {
      child("block" + i, network.blocks().get(i));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = ResNet.pool(network.design(), network.stem().forward(x, mode).relu());
    for (ResNet.Block block : network.blocks()) {
      y = block.forward(y, mode);
    }
    return y.mean(2, 3);
  }
}
