package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * BSODH (Lin et al., AAAI 2019, arXiv 1901.10185): codes of -1 and 1 of the batch, B, and of all
 * that came before it, E, are chosen so that {@code |B^T E - b S|^2 + sigma |W^T X - B|^2 + lambda
 * |W|^2} is small, where S counts similar pairs by one weight and all others by a smaller negative
 * one, since these are so many more. Bit by bit for B, at once for E, in closed form for W. From
 * the second batch on; the first has nothing before it.
 *
 * <p>Features are to be centred and of unit length, see {@link CentredUnitLength}.
 *
 * @param lambda of the size of W; 0.6 for CIFAR-10, 0.3 for MNIST, 0.9 for Places205
 * @param sigma of the fit of W; 0.5, 0.5 and 0.8
 * @param similarWeight eta_s; 1.2, 1.2 and 1
 * @param dissimilarWeight eta_d, at least 0; 0.2, 0.2 and 0
 * @param form of the step that chooses the batch's codes
 */
public record BalancedSimilarityHash(
    double lambda, double sigma, double similarWeight, double dissimilarWeight, Form form)
    implements OnlineHash {
  /** How S and the projections count when the batch's codes are chosen. */
  public enum Form {
    /** S b times, projections sigma times: the step lowers the objective. */
    OBJECTIVE,
    /** S b^2 times, projections once, as in the released code: S alone decides nearly every bit. */
    RELEASED
  }

  /** Checks the settings. */
  public BalancedSimilarityHash {
    OnlineHash.requirePositive("BSODH lambda", lambda);
    OnlineHash.requirePositive("BSODH sigma", sigma);
    OnlineHash.requirePositive("BSODH weight of similar pairs", similarWeight);
    if (!(dissimilarWeight >= 0)) {
      throw new IllegalArgumentException(
          "BSODH weight of dissimilar pairs " + dissimilarWeight + ": expected at least 0");
    }
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Discrete(first);
  }

  private final class Discrete implements Learner {
    private LinearHash hash;

    /** What came before, batch by batch. */
    private final List<LabelledFeatures> past = new ArrayList<>();

    /** Their codes, {@code [samples, b]}. */
    private DMatrixRMaj pastCodes;

    Discrete(LinearHash first) {
      this.hash = first;
      this.pastCodes = new DMatrixRMaj(0, first.bits());
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, hash);
      DMatrixRMaj x = matrix(batch);
      DMatrixRMaj w = new DMatrixRMaj(hash.dimension(), hash.bits(), true, hash.weights());
      DMatrixRMaj projected = new DMatrixRMaj(batch.size(), hash.bits());
      CommonOps_DDRM.mult(x, w, projected);
      DMatrixRMaj codes = signs(projected);
      if (!past.isEmpty()) {
        DMatrixRMaj similarity = similarity(batch);
        inherit(codes, similarity);
        chooseBits(codes, similarity, projected);
        CommonOps_DDRM.multTransA(similarity, codes, pastCodes);
        pastCodes = signs(pastCodes);
        hash = fit(x, codes);
      }
      past.add(batch);
      DMatrixRMaj all = new DMatrixRMaj(pastCodes.numRows + codes.numRows, hash.bits());
      CommonOps_DDRM.concatRows(pastCodes, codes, all);
      pastCodes = all;
    }

    /** S, {@code [batch, past]}. */
    private DMatrixRMaj similarity(LabelledFeatures batch) {
      DMatrixRMaj s = new DMatrixRMaj(batch.size(), pastCodes.numRows);
      int column = 0;
      for (LabelledFeatures before : past) {
        for (int j = 0; j < before.size(); j++) {
          for (int i = 0; i < batch.size(); i++) {
            s.set(i, column, batch.similar(i, before, j) ? similarWeight : -dissimilarWeight);
          }
          column++;
        }
      }
      return s;
    }

    /** Each sample starts with the code of the first one before it that it is similar to. */
    private void inherit(DMatrixRMaj codes, DMatrixRMaj similarity) {
      for (int i = 0; i < codes.numRows; i++) {
        for (int j = 0; j < similarity.numCols; j++) {
          if (similarity.get(i, j) > 0) {
            System.arraycopy(
                pastCodes.data, j * codes.numCols, codes.data, i * codes.numCols, codes.numCols);
            break;
          }
        }
      }
    }

    /** One bit after the other, the others as they are. */
    private void chooseBits(DMatrixRMaj codes, DMatrixRMaj similarity, DMatrixRMaj projected) {
      int bits = codes.numCols;
      DMatrixRMaj wanted = new DMatrixRMaj(codes.numRows, bits);
      boolean released = form == Form.RELEASED;
      CommonOps_DDRM.mult(released ? bits * bits : bits, similarity, pastCodes, wanted);
      CommonOps_DDRM.addEquals(wanted, released ? 1 : sigma, projected);
      DMatrixRMaj gram = new DMatrixRMaj(bits, bits);
      CommonOps_DDRM.multTransA(pastCodes, pastCodes, gram);
      for (int r = 0; r < bits; r++) {
        for (int i = 0; i < codes.numRows; i++) {
          double value = wanted.get(i, r);
          for (int q = 0; q < bits; q++) {
            value -= q == r ? 0 : gram.get(q, r) * codes.get(i, q);
          }
          codes.set(i, r, value >= 0 ? 1 : -1);
        }
      }
    }

    /** {@code W = sigma (sigma X^T X + lambda I)^-1 X^T B}. */
    private LinearHash fit(DMatrixRMaj x, DMatrixRMaj codes) {
      DMatrixRMaj normal = new DMatrixRMaj(x.numCols, x.numCols);
      CommonOps_DDRM.multInner(x, normal);
      CommonOps_DDRM.scale(sigma, normal);
      CommonOps_DDRM.addEquals(normal, lambda, CommonOps_DDRM.identity(x.numCols));
      DMatrixRMaj right = new DMatrixRMaj(x.numCols, codes.numCols);
      CommonOps_DDRM.multTransA(sigma, x, codes, right);
      LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(x.numCols);
      DMatrixRMaj w = new DMatrixRMaj(x.numCols, codes.numCols);
      if (!solver.setA(normal)) {
        throw new IllegalArgumentException(
            "BSODH features: X^T X + "
                + lambda
                + " I is not positive definite in float64: expected features of moderate size");
      }
      solver.solve(right, w);
      return LinearHash.of(w.numRows, w.numCols, Arrays.copyOf(w.data, w.getNumElements()));
    }

    @Override
    public LinearHash hash() {
      return hash;
    }
  }

  private static DMatrixRMaj signs(DMatrixRMaj values) {
    DMatrixRMaj signs = new DMatrixRMaj(values.numRows, values.numCols);
    for (int i = 0; i < signs.getNumElements(); i++) {
      signs.data[i] = values.data[i] >= 0 ? 1 : -1;
    }
    return signs;
  }

  /** The features, a row a sample. */
  static DMatrixRMaj matrix(LabelledFeatures batch) {
    DMatrixRMaj x = new DMatrixRMaj(batch.size(), batch.dimension());
    for (int i = 0; i < x.numRows; i++) {
      for (int k = 0; k < x.numCols; k++) {
        x.set(i, k, batch.features().at(i, k));
      }
    }
    return x;
  }
}
