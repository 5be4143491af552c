package io.reprise.baselines.costs;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Aggregation signatures for tracking small objects, arXiv 1910.10859. Nothing is trained; the
 * saliency is two cosine transforms of each channel, which as matrix products have multiply-adds.
 * The correlation filter's Fourier transforms are left out: no operation here computes them.
 */
public final class AggregationSignatureNetworks implements PaperCosts {
  private static final int COLOURS = 3;
  private static final int PARTS = 4;

  @Override
  public String paper() {
    return "1910.10859";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    all.add(net("DCT", 1, 48, 64, Cosine::new));
    all.add(net("DCT", 1, 72, 96, Cosine::new));
    all.add(net("DCT", 1, 96, 128, Cosine::new));
    all.add(net("signature, RGB", COLOURS, 48, 64, Signature::new));
    all.add(net("signature, quaternion", PARTS, 48, 64, Signature::new));
    all.add(net("signature, quaternion", PARTS, 72, 96, Signature::new));
    all.add(net("signature, quaternion", PARTS, 96, 128, Signature::new));
    return all;
  }

  private static Network net(
      String name,
      int channels,
      int height,
      int width,
      BiFunction<LayerContext, Shape, Module> builder) {
    Shape input = Shape.of(channels, height, width);
    return Network.of(name, height + " x " + width, input, at -> builder.apply(at, input));
  }

  /** The orthonormal two-dimensional cosine transform of {@code [N, C, H, W]} as matrices. */
  private static final class Cosine extends Module {
    private final Tensor rows;
    private final Tensor columns;

    Cosine(LayerContext at, Shape input) {
      rows = buffer("rows", matrix(at, input.dim(1)));
      columns = buffer("columns", matrix(at, input.dim(2)));
    }

    private static Tensor matrix(LayerContext at, int n) {
      float[] v = new float[n * n];
      for (int k = 0; k < n; k++) {
        double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / n);
        for (int i = 0; i < n; i++) {
          v[k * n + i] = (float) (norm * StrictMath.cos(Math.PI * (i + 0.5) * k / n));
        }
      }
      return at.engine().tensor(v, Shape.of(n, n));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return both(x, rows, columns);
    }

    Tensor inverse(Tensor x) {
      return both(x, rows.permute(1, 0), columns.permute(1, 0));
    }

    private static Tensor both(Tensor x, Tensor byRow, Tensor byColumn) {
      Tensor across = x.linear(byColumn, null);
      return across.permute(0, 1, 3, 2).linear(byRow, null).permute(0, 1, 3, 2);
    }
  }

  /** The square of the image whose spectrum keeps its sign alone, or its joint phase. */
  private static final class Signature extends Module {
    private static final double SMALLEST = 1e-12;

    private final Cosine cosine;

    Signature(LayerContext at, Shape input) {
      cosine = child("cosine", new Cosine(at.at("cosine"), input));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor phase = cosine.forward(x, mode).normalize(1, SMALLEST);
      return cosine.inverse(phase).square().sum(1);
    }
  }
}
