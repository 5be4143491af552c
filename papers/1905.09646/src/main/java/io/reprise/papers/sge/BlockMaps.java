package io.reprise.papers.sge;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.nn.Mode;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What an enhancement module of a network reads and how it weights that, for some images.
 *
 * @param branch the maps that it reads, {@code [N, C, H, W]}
 * @param attention its factors, {@code [N, groups, H, W]}
 */
record BlockMaps(Tensor branch, Tensor attention) {
  /** Those of all blocks in order, of a network as it is evaluated. */
  static List<BlockMaps> of(ResNet net, Tensor images) {
    List<BlockMaps> all = new ArrayList<>();
    Tensor y = ResNet.pool(net.design(), net.stem().forward(images, Mode.EVALUATE).relu());
    for (ResNet.Block block : net.blocks()) {
      Tensor branch = block.branchMaps(y, Mode.EVALUATE);
      if (block.attention() instanceof SpatialGroupEnhance sge) {
        all.add(new BlockMaps(branch, sge.attention(branch)));
      }
      y = block.forward(y, Mode.EVALUATE);
    }
    return all;
  }

  int groups() {
    return attention.shape().dim(1);
  }

  /** The length of each pixel's vector in each group, {@code [N, groups, H, W]}. */
  Tensor norms() {
    return norms(branch, groups());
  }

  /** The same after the module. */
  Tensor enhancedNorms() {
    return norms(SpatialGroupEnhance.enhance(branch, attention), groups());
  }

  private static Tensor norms(Tensor maps, int groups) {
    Shape s = maps.shape();
    return maps.reshape(s.dim(0), groups, s.dim(1) / groups, s.dim(2) * s.dim(3))
        .square()
        .sum(2)
        .sqrt()
        .reshape(s.dim(0), groups, s.dim(2), s.dim(3));
  }
}
