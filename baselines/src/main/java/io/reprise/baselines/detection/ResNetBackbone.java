package io.reprise.baselines.detection;

import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;

/**
 * A residual network without pooling and classifier, as a detector's feature extractor: {@code [N,
 * 3, H, W]} to the last stage's map {@code [N, C, H/32, W/32]} for a network with the ImageNet
 * stem.
 */
public final class ResNetBackbone extends Module {
  private final ResNet network;

  public ResNetBackbone(LayerContext at, ResNet.Design design) {
    network = new ResNet(at, design);
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
    return y;
  }
}
