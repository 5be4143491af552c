package io.reprise.baselines.recognition;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The small network that says where the points of a template are in a face, for its alignment
 * (balanced alignment, arXiv 2003.10168). Input {@code [N, 3, H, W]}, output {@code [N, 2 k]}, x
 * and y of each of k points in [-1, 1] coordinates.
 */
public final class LandmarkLocalizer extends Module {
  private final Sequential body;

  /**
   * Which network.
   *
   * @param widths of its 3x3 convolutions, each of which halves the image
   * @param hidden width of the linear layer before the last
   * @param side of the square input
   * @param points k
   */
  public record Design(List<Integer> widths, int hidden, int side, int points) {
    /** For faces of 112x112 and 8 points. */
    public static final Design FACES = new Design(List.of(16, 32, 64, 128), 128, 112, 8);

    /** Copies the list and checks the values. */
    public Design {
      widths = List.copyOf(widths);
      if (widths.isEmpty()
          || widths.stream().anyMatch(w -> w < 1)
          || hidden < 1
          || points < 1
          || side < 1
          || side % (1 << widths.size()) != 0) {
        throw new IllegalArgumentException(
            "landmark localizer: widths "
                + widths
                + ", hidden "
                + hidden
                + ", side "
                + side
                + ", points "
                + points
                + ": expected at least 1, and a side that halves for each width");
      }
    }
  }

  public LandmarkLocalizer(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    int in = 3;
    for (int width : design.widths) {
      int from = in;
      all.add(c -> ConvLayer.BIASED.build(c, from, width, 3, Op.Conv2d.of(2, 1)));
      all.then(Tensor::relu);
      in = width;
    }
    int side = design.side >> design.widths.size();
    int features = in * side * side;
    all.then(Tensor::flatten).add(c -> new Linear(c, features, design.hidden)).then(Tensor::relu);
    body = child("body", all.add(c -> new Linear(c, design.hidden, 2 * design.points)).build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return body.forward(x, mode);
  }
}
