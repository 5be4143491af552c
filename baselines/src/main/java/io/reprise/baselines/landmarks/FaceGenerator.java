package io.reprise.baselines.landmarks;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvTranspose2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An inverted residual network that paints feature maps from a code (arXiv 1911.10448): {@code [N,
 * latent]} to {@code [N, C, S, S]}, where S starts at 4 and doubles with each block.
 */
public final class FaceGenerator extends Module {
  static final SpatialOp.ConvTranspose2d DOUBLING = SpatialOp.ConvTranspose2d.of(2, 1);

  private final Linear linear;
  private final Sequential first;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * A generator.
   *
   * @param latent numbers of a code
   * @param widths of the 4x4 map and of what each block puts out
   */
  public FaceGenerator(LayerContext at, int latent, List<Integer> widths) {
    int wide = widths.get(0);
    linear = child("linear", new Linear(at.at("linear"), latent, wide));
    first =
        child(
            "first",
            new Sequential.Builder(at.at("first"))
                .add(c -> unfold(c, wide))
                .add(c -> new BatchNorm2d(c, wide))
                .then(Tensor::relu)
                .build());
    for (int i = 1; i < widths.size(); i++) {
      String name = "block" + i;
      blocks.add(child(name, new Block(at.at(name), widths.get(i - 1), widths.get(i))));
    }
  }

  private static Module unfold(LayerContext at, int wide) {
    return new ConvTranspose2d(at, wide, wide, 4, SpatialOp.ConvTranspose2d.of(1, 0), false);
  }

  /** The 4x4 map of a code. */
  public Tensor start(Tensor code, Mode mode) {
    return first.forward(linear.forward(code, mode).unsqueeze(2).unsqueeze(3), mode);
  }

  /** The blocks, coarsest first. */
  public List<Module> blocks() {
    return List.copyOf(blocks);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = start(x, mode);
    for (Block block : blocks) {
      y = block.forward(y, mode);
    }
    return y;
  }

  /** A transposed and a plain convolution beside a transposed one. */
  private static final class Block extends Module {
    private final Sequential branch;
    private final Sequential shortcut;

    Block(LayerContext at, int in, int out) {
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .add(c -> new ConvTranspose2d(c, in, out, 4, DOUBLING, false))
                  .add(c -> new BatchNorm2d(c, out))
                  .then(Tensor::relu)
                  .add(c -> new Conv2d(c, out, out, 3, Op.Conv2d.of(1, 1)))
                  .add(c -> new BatchNorm2d(c, out))
                  .build());
      shortcut =
          child(
              "shortcut",
              new Sequential.Builder(at.at("shortcut"))
                  .add(c -> new ConvTranspose2d(c, in, out, 4, DOUBLING, false))
                  .add(c -> new BatchNorm2d(c, out))
                  .build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return branch.forward(x, mode).add(shortcut.forward(x, mode)).relu();
    }
  }
}
