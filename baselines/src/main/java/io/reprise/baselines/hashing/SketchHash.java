package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * SketchHash (Leng et al., Online sketching hashing, CVPR 2015): without labels, the principal
 * directions of all that was seen, rotated at random. The centred stream is kept as a sketch of few
 * rows by frequent directions: when it is full, the squared singular values shrink by the middle
 * one. A row for the change of the mean makes the sketch that of the whole stream about its mean.
 *
 * @param rows of the sketch, even, at least the number of bits; 200 in the released framework, and
 *     no more than features
 */
public record SketchHash(int rows) implements OnlineHash {
  /** Checks the number. */
  public SketchHash {
    if (rows < 2 || rows % 2 != 0) {
      throw new IllegalArgumentException(
          "SketchHash of " + rows + " rows: expected an even number, at least 2");
    }
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    if (rows < first.bits() || rows > first.dimension()) {
      throw new IllegalArgumentException(
          "SketchHash of "
              + rows
              + " rows: expected at least as many as bits, "
              + first.bits()
              + ", and at most as many as features, "
              + first.dimension());
    }
    return new Sketched(first, seed);
  }

  private final class Sketched implements Learner {
    private final LinearHash first;
    private final Seed seed;
    private final DMatrixRMaj sketch;
    private final double[] mean;
    private int filled;
    private long seen;
    private int batches;
    private LinearHash hash;

    Sketched(LinearHash first, Seed seed) {
      this.first = first;
      this.seed = seed;
      this.sketch = new DMatrixRMaj(rows, first.dimension());
      this.mean = new double[first.dimension()];
      this.hash = first;
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, first);
      int n = batch.size();
      double[] own = new double[mean.length];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < own.length; k++) {
          own[k] += batch.features().at(i, k) / n;
        }
      }
      double[] row = new double[own.length];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < own.length; k++) {
          row[k] = batch.features().at(i, k) - own[k];
        }
        append(row);
      }
      if (seen > 0) {
        double factor = Math.sqrt((double) seen * n / (seen + n));
        for (int k = 0; k < own.length; k++) {
          row[k] = factor * (own[k] - mean[k]);
        }
        append(row);
      }
      for (int k = 0; k < own.length; k++) {
        mean[k] = (mean[k] * seen + own[k] * n) / (seen + n);
      }
      seen += n;
      batches++;
      if (filled >= first.bits()) {
        hash = rotated();
      }
    }

    private void append(double[] row) {
      if (filled == rows) {
        shrink();
      }
      System.arraycopy(row, 0, sketch.data, filled * row.length, row.length);
      filled++;
    }

    /** Half of the directions stay, by what their squares exceed the next one's. */
    private void shrink() {
      Directions found = Directions.of(sketch);
      double least = found.values[rows / 2] * found.values[rows / 2];
      sketch.zero();
      for (int i = 0; i < rows / 2; i++) {
        double value = Math.sqrt(Math.max(0, found.values[i] * found.values[i] - least));
        for (int k = 0; k < sketch.numCols; k++) {
          sketch.set(i, k, value * found.rows.get(i, k));
        }
      }
      filled = rows / 2;
    }

    private LinearHash rotated() {
      DMatrixRMaj directions = Directions.of(sketch).rows;
      int bits = first.bits();
      float[] normal = seed.named("rotation " + batches).normal(bits * bits);
      DMatrixRMaj random = new DMatrixRMaj(bits, bits);
      for (int i = 0; i < normal.length; i++) {
        random.data[i] = normal[i];
      }
      QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(bits, bits);
      qr.decompose(random);
      DMatrixRMaj rotation = qr.getQ(null, false);
      DMatrixRMaj leading = CommonOps_DDRM.extract(directions, 0, bits, 0, directions.numCols);
      DMatrixRMaj w = new DMatrixRMaj(directions.numCols, bits);
      CommonOps_DDRM.multTransA(leading, rotation, w);
      return LinearHash.of(w.numRows, w.numCols, w.data).centredAt(mean);
    }

    @Override
    public LinearHash hash() {
      return hash;
    }
  }

  /**
   * Right singular vectors, a row each, the one with the largest singular value first; rows of
   * zeros where there are fewer. By the eigenvectors of the sketch times its transpose, which exist
   * whatever the sketch's rank is.
   */
  private static final class Directions {
    /** Below this share of the largest value, a direction is rounding. */
    private static final double ROUNDING = 1e-7;

    private final double[] values;
    private final DMatrixRMaj rows;

    private Directions(double[] values, DMatrixRMaj rows) {
      this.values = values;
      this.rows = rows;
    }

    static Directions of(DMatrixRMaj sketch) {
      int n = sketch.numRows;
      DMatrixRMaj gram = new DMatrixRMaj(n, n);
      CommonOps_DDRM.multOuter(sketch, gram);
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
      if (!eigen.decompose(gram)) {
        throw new IllegalArgumentException(
            "SketchHash: the sketch has no singular values: expected finite features");
      }
      double[] values =
          IntStream.range(0, n)
              .mapToDouble(i -> Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal())))
              .toArray();
      Integer[] order = new Integer[n];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> -values[i]));
      double[] sorted = new double[n];
      DMatrixRMaj rows = new DMatrixRMaj(n, sketch.numCols);
      DMatrixRMaj direction = new DMatrixRMaj(sketch.numCols, 1);
      for (int i = 0; i < n; i++) {
        double value = values[order[i]];
        if (value <= ROUNDING * values[order[0]]) {
          break;
        }
        sorted[i] = value;
        CommonOps_DDRM.multTransA(1 / value, sketch, eigen.getEigenVector(order[i]), direction);
        System.arraycopy(direction.data, 0, rows.data, i * sketch.numCols, sketch.numCols);
      }
      return new Directions(sorted, rows);
    }
  }
}
