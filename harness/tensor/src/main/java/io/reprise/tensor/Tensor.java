package io.reprise.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A multi-dimensional array on an engine. Operations return new tensors and leave their inputs as
 * they are, except the three updates {@link #assign}, {@link #axpy} and {@link #scale}. All throw
 * {@link IllegalArgumentException} on shapes or types that do not fit, naming the operation and the
 * shapes.
 *
 * <p>The results of {@link #reshape}, {@link #broadcastTo}, {@link #permute}, {@link #slice} and
 * {@link #stopGradient} may share memory with their input, so that an update of one may or may not
 * be seen in the other. To keep a value over an update, assign it to a tensor of its own. The
 * result of {@link #broadcastTo} itself is not to be updated.
 */
public interface Tensor {
  Engine engine();

  Shape shape();

  DType dtype();

  /** Whether gradients flow to or through this tensor. */
  boolean requiresGradient();

  /**
   * A copy of the elements in row-major order.
   *
   * @throws IllegalStateException on the meta engine
   * @throws IllegalArgumentException if this is not float32
   */
  float[] toFloats();

  /**
   * A copy of the elements in row-major order.
   *
   * @throws IllegalStateException on the meta engine
   * @throws IllegalArgumentException if this is neither float32 nor float64
   */
  double[] toDoubles();

  /**
   * A copy of the elements in row-major order.
   *
   * @throws IllegalStateException on the meta engine
   * @throws IllegalArgumentException if this is not int64 or boolean (as 0 and 1)
   */
  long[] toLongs();

  /**
   * The only element, as a number.
   *
   * @throws IllegalStateException on the meta engine
   * @throws IllegalArgumentException if there is not exactly one element
   */
  double item();

  /** Overwrites this tensor's elements, without recording a gradient. Shapes must be equal. */
  void assign(Tensor source);

  /** {@code this += factor * x} in place, without recording a gradient. Shapes must be equal. */
  void axpy(double factor, Tensor x);

  /** {@code this *= factor} in place, without recording a gradient. */
  void scale(double factor);

  // ---- element-wise

  default Tensor neg() {
    return engine().apply(Unary.NEG, this);
  }

  default Tensor abs() {
    return engine().apply(Unary.ABS, this);
  }

  /** -1, 0 or 1; its gradient is 0. */
  default Tensor sign() {
    return engine().apply(Unary.SIGN, this);
  }

  default Tensor exp() {
    return engine().apply(Unary.EXP, this);
  }

  /** Natural logarithm. */
  default Tensor log() {
    return engine().apply(Unary.LOG, this);
  }

  default Tensor sqrt() {
    return engine().apply(Unary.SQRT, this);
  }

  /** {@code 1 / sqrt(x)}. */
  default Tensor rsqrt() {
    return engine().apply(Unary.RSQRT, this);
  }

  default Tensor square() {
    return engine().apply(Unary.SQUARE, this);
  }

  /** {@code 1 / x}. */
  default Tensor reciprocal() {
    return engine().apply(Unary.RECIPROCAL, this);
  }

  /** {@code log(1 + x)}, exact near 0. */
  default Tensor log1p() {
    return engine().apply(Unary.LOG1P, this);
  }

  /** {@code exp(x) - 1}, exact near 0. */
  default Tensor expm1() {
    return engine().apply(Unary.EXPM1, this);
  }

  default Tensor sin() {
    return engine().apply(Unary.SIN, this);
  }

  default Tensor cos() {
    return engine().apply(Unary.COS, this);
  }

  default Tensor asin() {
    return engine().apply(Unary.ASIN, this);
  }

  default Tensor acos() {
    return engine().apply(Unary.ACOS, this);
  }

  default Tensor atan() {
    return engine().apply(Unary.ATAN, this);
  }

  /** The error function. */
  default Tensor erf() {
    return engine().apply(Unary.ERF, this);
  }

  /** The largest integer that is not larger; its gradient is 0. */
  default Tensor floor() {
    return engine().apply(Unary.FLOOR, this);
  }

  /** The smallest integer that is not smaller; its gradient is 0. */
  default Tensor ceil() {
    return engine().apply(Unary.CEIL, this);
  }

  /** The nearest integer, the even one of two; its gradient is 0. */
  default Tensor round() {
    return engine().apply(Unary.ROUND, this);
  }

  default Tensor relu() {
    return engine().apply(Unary.RELU, this);
  }

  /** {@code log(1 + exp(x))}, finite for every finite x. */
  default Tensor softplus() {
    return engine().apply(Unary.SOFTPLUS, this);
  }

  /** x where it is positive, {@code slope * x} elsewhere. */
  default Tensor leakyRelu(double slope) {
    return gt(0).where(this, mul(slope));
  }

  /**
   * x where it is positive, a learned slope times x elsewhere. Source: arXiv 1502.01852.
   *
   * @param slope {@code [C]} for an input {@code [N, C, ..]}, or {@code [1]}
   */
  default Tensor prelu(Tensor slope) {
    return Composites.prelu(this, slope);
  }

  /** x where it is positive, {@code alpha * (exp(x) - 1)} elsewhere. Source: arXiv 1511.07289. */
  default Tensor elu(double alpha) {
    // The limit keeps an overflow on the side not taken out of the gradient.
    return gt(0).where(this, clamp(Double.NEGATIVE_INFINITY, 0).expm1().mul(alpha));
  }

  /** The self-normalising {@link #elu}. Source: arXiv 1706.02515. */
  default Tensor selu() {
    return elu(1.6732632423543772).mul(1.0507009873554805);
  }

  /** x times the normal distribution function of x. Source: arXiv 1606.08415. */
  default Tensor gelu() {
    return mul(mul(Math.sqrt(0.5)).erf().add(1)).mul(0.5);
  }

  /** {@code x * sigmoid(x)}. */
  default Tensor silu() {
    return mul(sigmoid());
  }

  /** {@code (x + 3) / 6}, limited to 0 to 1. Source: arXiv 1905.02244. */
  default Tensor hardSigmoid() {
    return add(3).clamp(0, 6).div(6);
  }

  /** {@code x * hardSigmoid(x)}. Source: arXiv 1905.02244. */
  default Tensor hardSwish() {
    return mul(hardSigmoid());
  }

  default Tensor sigmoid() {
    return engine().apply(Unary.SIGMOID, this);
  }

  default Tensor tanh() {
    return engine().apply(Unary.TANH, this);
  }

  default Tensor add(Tensor other) {
    return engine().apply(Binary.ADD, this, other);
  }

  default Tensor sub(Tensor other) {
    return engine().apply(Binary.SUB, this, other);
  }

  default Tensor mul(Tensor other) {
    return engine().apply(Binary.MUL, this, other);
  }

  default Tensor div(Tensor other) {
    return engine().apply(Binary.DIV, this, other);
  }

  default Tensor pow(Tensor exponent) {
    return engine().apply(Binary.POW, this, exponent);
  }

  /** The larger of two elements; on a tie the gradient is shared. */
  default Tensor maximum(Tensor other) {
    return engine().apply(Binary.MAXIMUM, this, other);
  }

  /** The smaller of two elements; on a tie the gradient is shared. */
  default Tensor minimum(Tensor other) {
    return engine().apply(Binary.MINIMUM, this, other);
  }

  /** The larger of an element and a constant; on a tie half of the gradient passes. */
  default Tensor maximum(double constant) {
    return engine().apply(Binary.MAXIMUM.with(constant), this);
  }

  /** The smaller of an element and a constant; on a tie half of the gradient passes. */
  default Tensor minimum(double constant) {
    return engine().apply(Binary.MINIMUM.with(constant), this);
  }

  default Tensor add(double constant) {
    return engine().apply(Binary.ADD.with(constant), this);
  }

  default Tensor sub(double constant) {
    return engine().apply(Binary.SUB.with(constant), this);
  }

  default Tensor mul(double constant) {
    return engine().apply(Binary.MUL.with(constant), this);
  }

  default Tensor div(double constant) {
    return engine().apply(Binary.DIV.with(constant), this);
  }

  default Tensor pow(double exponent) {
    return engine().apply(Binary.POW.with(exponent), this);
  }

  default Tensor clamp(double min, double max) {
    return engine().apply(new Op.Clamp(min, max), this);
  }

  default Tensor eq(Tensor other) {
    return engine().apply(Comparison.EQ, this, other);
  }

  default Tensor ne(Tensor other) {
    return engine().apply(Comparison.NE, this, other);
  }

  default Tensor lt(Tensor other) {
    return engine().apply(Comparison.LT, this, other);
  }

  default Tensor le(Tensor other) {
    return engine().apply(Comparison.LE, this, other);
  }

  default Tensor gt(Tensor other) {
    return engine().apply(Comparison.GT, this, other);
  }

  default Tensor ge(Tensor other) {
    return engine().apply(Comparison.GE, this, other);
  }

  default Tensor eq(double constant) {
    return Composites.compare(Comparison.EQ, this, constant);
  }

  default Tensor ne(double constant) {
    return Composites.compare(Comparison.NE, this, constant);
  }

  default Tensor lt(double constant) {
    return Composites.compare(Comparison.LT, this, constant);
  }

  default Tensor le(double constant) {
    return Composites.compare(Comparison.LE, this, constant);
  }

  default Tensor gt(double constant) {
    return Composites.compare(Comparison.GT, this, constant);
  }

  default Tensor ge(double constant) {
    return Composites.compare(Comparison.GE, this, constant);
  }

  /** Of two boolean masks, which broadcast. */
  default Tensor and(Tensor other) {
    return engine().apply(Logical.AND, this, other);
  }

  /** Of two boolean masks, which broadcast. */
  default Tensor or(Tensor other) {
    return engine().apply(Logical.OR, this, other);
  }

  /** Of two boolean masks, which broadcast: where exactly one holds. */
  default Tensor xor(Tensor other) {
    return engine().apply(Logical.XOR, this, other);
  }

  /** Where this boolean mask does not hold. */
  default Tensor not() {
    return engine().apply(new Op.Not(), this);
  }

  /** With this boolean mask: {@code a} where it holds, {@code b} elsewhere. */
  default Tensor where(Tensor a, Tensor b) {
    return engine().apply(new Op.Where(), this, a, b);
  }

  default Tensor cast(DType to) {
    return dtype() == to ? this : engine().apply(new Op.Cast(to), this);
  }

  /** This value, cut off from gradients. */
  default Tensor stopGradient() {
    return engine().apply(new Op.StopGradient(), this);
  }

  /**
   * This value with the gradient of {@code surrogate}: the way to a custom gradient without engine
   * code. Shapes must be equal. The value is exact where the surrogate is finite, since what is
   * added to it is {@code surrogate - surrogate}.
   */
  default Tensor withGradientOf(Tensor surrogate) {
    if (!surrogate.shape().equals(shape())) {
      throw new IllegalArgumentException(
          "withGradientOf: value "
              + shape()
              + ", surrogate "
              + surrogate.shape()
              + ": expected equal shapes");
    }
    return stopGradient().add(surrogate.sub(surrogate.stopGradient()));
  }

  // ---- reductions: no axes means all

  default Tensor sum(int... axes) {
    return reduce(Op.Reduction.SUM, false, axes);
  }

  default Tensor mean(int... axes) {
    return reduce(Op.Reduction.MEAN, false, axes);
  }

  /** The largest element; on a tie the gradient is shared evenly. */
  default Tensor max(int... axes) {
    return reduce(Op.Reduction.MAX, false, axes);
  }

  /** The smallest element; on a tie the gradient is shared evenly. */
  default Tensor min(int... axes) {
    return reduce(Op.Reduction.MIN, false, axes);
  }

  /** The product of the elements. */
  default Tensor prod(int... axes) {
    return reduce(Op.Reduction.PROD, false, axes);
  }

  default Tensor reduce(Op.Reduction reduction, boolean keepAxes, int... axes) {
    return engine().apply(new Op.Reduce(reduction, boxed(axes), keepAxes), this);
  }

  /** The int64 index of the largest element along {@code axis}, the first one on a tie. */
  default Tensor argMax(int axis) {
    return engine().apply(new Op.ArgMax(axis), this);
  }

  /** Whether this boolean mask holds everywhere, which it does where there is nothing. */
  default Tensor all(int... axes) {
    return not().cast(DType.INT64).sum(axes).eq(0);
  }

  /** Whether this boolean mask holds anywhere. */
  default Tensor any(int... axes) {
    return cast(DType.INT64).sum(axes).ne(0);
  }

  /**
   * The mean square of the distance to the mean.
   *
   * @param unbiased whether n - 1 divides the sum of n squares, and not n
   */
  default Tensor variance(boolean unbiased, int... axes) {
    return Composites.variance(this, unbiased, axes);
  }

  /** {@code log(sum(exp(x)))}, without overflow. */
  default Tensor logSumExp(int... axes) {
    return Composites.logSumExp(this, axes);
  }

  /** The L2 norm; its gradient at 0 is 0. */
  default Tensor norm(int... axes) {
    return Composites.normDropped(this, axes);
  }

  /** {@code x / max(|x|, epsilon)} with the L2 norm along an axis. */
  default Tensor normalize(int axis, double epsilon) {
    Tensor norm = Composites.norm(this, new int[] {axis});
    return div(norm.clamp(epsilon, Double.POSITIVE_INFINITY));
  }

  /**
   * The cosine of the angles between the vectors along an axis, whose norms count as 1e-8 or more.
   */
  default Tensor cosineSimilarity(Tensor other, int axis) {
    return normalize(axis, 1e-8).mul(other.normalize(axis, 1e-8)).sum(axis);
  }

  /** The int64 index of the smallest element along {@code axis}, the first one on a tie. */
  default Tensor argMin(int axis) {
    return Composites.argMin(this, axis);
  }

  /** The sum of all elements up to and including each one along {@code axis}. */
  default Tensor cumSum(int axis) {
    return engine().apply(new IndexOp.CumSum(axis), this);
  }

  /** The int64 positions that sort {@code axis}; equal elements keep their order. */
  default Tensor argSort(int axis, boolean descending) {
    return engine().apply(new IndexOp.ArgSort(axis, descending), this);
  }

  /** The elements in order along {@code axis}. */
  default Tensor sort(int axis, boolean descending) {
    return gather(axis, argSort(axis, descending));
  }

  /** The k largest elements along {@code axis}, the largest one first. */
  default Tensor topK(int k, int axis) {
    return gather(axis, argTopK(k, axis));
  }

  /** The int64 positions of {@link #topK}; of equal elements the first ones. */
  default Tensor argTopK(int k, int axis) {
    return argSort(axis, true).slice(axis, 0, k);
  }

  // ---- shape and indices

  /** How an axis goes on beyond its end. */
  enum Padding {
    /** Mirrored at the first and last element, which do not repeat. */
    REFLECT,
    /** With the first and last element repeated. */
    EDGE
  }

  /**
   * The same elements in row-major order.
   *
   * @param dims the new extents; one of them may be -1 and follows from the others
   */
  default Tensor reshape(int... dims) {
    int open = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == -1 && open < 0) {
        open = i;
      } else if (dims[i] < 0) {
        throw new IllegalArgumentException(
            "reshape: "
                + shape()
                + " to "
                + Arrays.toString(dims)
                + ": expected extents >= 0 and at most one -1");
      } else {
        known *= dims[i];
      }
    }
    int[] d = dims.clone();
    if (open >= 0) {
      if (known <= 0 || shape().elements() % known != 0) {
        throw new IllegalArgumentException(
            "reshape: " + shape() + " does not divide into " + Arrays.toString(dims));
      }
      d[open] = Math.toIntExact(shape().elements() / known);
    }
    return engine().apply(new Op.Reshape(Shape.of(d)), this);
  }

  /** {@code [N, everything else]}. */
  default Tensor flatten() {
    return shape().dim(0) == 0 ? reshape(0, 0) : reshape(shape().dim(0), -1);
  }

  /** These elements repeated along axes of extent 1 and along new leading axes. */
  default Tensor broadcastTo(int... dims) {
    return engine().apply(new Op.Broadcast(Shape.of(dims)), this);
  }

  default Tensor permute(int... axes) {
    return engine().apply(new Op.Permute(boxed(axes)), this);
  }

  /** Elements {@code [start, end)} of an axis. */
  default Tensor slice(int axis, int start, int end) {
    return slice(axis, start, end, 1);
  }

  default Tensor slice(int axis, int start, int end, int step) {
    return engine().apply(new Op.Slice(axis, start, end, step), this);
  }

  default Tensor concat(int axis, Tensor... others) {
    Tensor[] all = new Tensor[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return engine().apply(new Op.Concat(axis), all);
  }

  default Tensor pad(int axis, int before, int after, double value) {
    return engine().apply(new Op.Pad(axis, before, after, value), this);
  }

  /** Surrounds an axis with elements of its own. */
  default Tensor pad(int axis, int before, int after, Padding padding) {
    return Composites.pad(this, axis, before, after, padding);
  }

  /** The elements of some axes in reverse order. */
  default Tensor flip(int... axes) {
    return Composites.flip(this, axes);
  }

  /** Element i moves to {@code i + shift}; what would leave the axis enters at its other end. */
  default Tensor roll(int axis, int shift) {
    return Composites.roll(this, axis, shift);
  }

  /** Joins tensors of one shape along a new axis, which is {@code axis} of the result. */
  default Tensor stack(int axis, Tensor... others) {
    return Composites.stack(this, axis, others);
  }

  /** Drops axes of extent 1; without arguments all of them. */
  default Tensor squeeze(int... axes) {
    return Composites.squeeze(this, axes);
  }

  /** Adds an axis of extent 1, which is {@code axis} of the result. */
  default Tensor unsqueeze(int axis) {
    return Composites.unsqueeze("unsqueeze", this, axis);
  }

  /** Repeats the whole tensor along its last axes, or along new leading ones. */
  default Tensor tile(int... repeats) {
    return Composites.tile(this, repeats);
  }

  /** Of int64 classes {@code [..]} the float32 {@code [.., classes]} with a 1 at the class. */
  default Tensor oneHot(int classes) {
    return Composites.oneHot(this, classes);
  }

  /**
   * Of this table {@code [V, ..]} the rows that int64 numbers {@code [I..]} name: {@code [I..,
   * ..]}.
   */
  default Tensor embedding(Tensor index) {
    return Composites.embedding(this, index);
  }

  /** The slices along {@code axis} that {@code index} (int64, rank 1) names. */
  default Tensor indexSelect(int axis, Tensor index) {
    return engine().apply(new Op.IndexSelect(axis), this, index);
  }

  /** This, with slice {@code j} of {@code source} added to slice {@code index[j]}. */
  default Tensor indexAdd(int axis, Tensor index, Tensor source) {
    return engine().apply(new Op.IndexAdd(axis), this, index, source);
  }

  /** See {@link IndexOp.Gather}. */
  default Tensor gather(int axis, Tensor index) {
    return engine().apply(new IndexOp.Gather(axis), this, index);
  }

  /** See {@link IndexOp.ScatterAdd}. */
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    return engine().apply(new IndexOp.ScatterAdd(axis), this, index, source);
  }

  // ---- linear algebra, convolution, networks

  default Tensor matmul(Tensor other) {
    return engine().apply(new Op.MatMul(), this, other);
  }

  /** {@code this [.., in] * weight [out, in]^T}, plus {@code bias [out]} unless it is null. */
  default Tensor linear(Tensor weight, Tensor bias) {
    Op op = new Op.Linear();
    return bias == null ? engine().apply(op, this, weight) : engine().apply(op, this, weight, bias);
  }

  /** Cross-correlation of {@code [N, C, H, W]} with {@code [O, C/groups, kH, kW]}. */
  default Tensor conv2d(Tensor weight, Op.Conv2d options) {
    return conv2d(weight, null, options);
  }

  /** As above, plus {@code bias [O]} unless it is null. */
  default Tensor conv2d(Tensor weight, Tensor bias, Op.Conv2d options) {
    return bias == null
        ? engine().apply(options, this, weight)
        : engine().apply(options, this, weight, bias);
  }

  /** Cross-correlation of {@code [N, C, L]} with {@code [O, C/groups, k]}; the bias may be null. */
  default Tensor conv1d(
      Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
    return Composites.conv1d(this, weight, bias, stride, padding, dilation, groups);
  }

  /** See {@link SpatialOp.ConvTranspose2d}. */
  default Tensor convTranspose2d(Tensor weight, SpatialOp.ConvTranspose2d options) {
    return convTranspose2d(weight, null, options);
  }

  /** As above, plus {@code bias [O]} unless it is null. */
  default Tensor convTranspose2d(Tensor weight, Tensor bias, SpatialOp.ConvTranspose2d options) {
    return bias == null
        ? engine().apply(options, this, weight)
        : engine().apply(options, this, weight, bias);
  }

  /** See {@link SpatialOp.Unfold2d}. */
  default Tensor unfold2d(SpatialOp.Window window) {
    return engine().apply(new SpatialOp.Unfold2d(window), this);
  }

  /** See {@link SpatialOp.Fold2d}. */
  default Tensor fold2d(int outH, int outW, SpatialOp.Window window) {
    return engine().apply(new SpatialOp.Fold2d(outH, outW, window), this);
  }

  /** See {@link SpatialOp.AdaptiveAveragePool2d}. */
  default Tensor adaptiveAveragePool2d(int outH, int outW) {
    return engine().apply(new SpatialOp.AdaptiveAveragePool2d(outH, outW), this);
  }

  /** These images resized, see {@link SpatialOp.Interpolate}. */
  default Tensor interpolate(SpatialOp.Interpolate options) {
    return engine().apply(options, this);
  }

  /** These images sampled at {@code grid [N, outH, outW, 2]}, see {@link SpatialOp.GridSample}. */
  default Tensor gridSample(Tensor grid, SpatialOp.GridSample options) {
    return engine().apply(options, this, grid);
  }

  /** See {@link NormOp.GroupNorm}; {@code scale} and {@code shift} may both be null. */
  default Tensor groupNorm(int groups, double epsilon, Tensor scale, Tensor shift) {
    return scaledAndShifted(new NormOp.GroupNorm(groups, epsilon), scale, shift);
  }

  /** See {@link NormOp.LayerNorm}; {@code scale} and {@code shift} may both be null. */
  default Tensor layerNorm(int axes, double epsilon, Tensor scale, Tensor shift) {
    return scaledAndShifted(new NormOp.LayerNorm(axes, epsilon), scale, shift);
  }

  private Tensor scaledAndShifted(NormOp op, Tensor scale, Tensor shift) {
    if ((scale == null) != (shift == null)) {
      throw new IllegalArgumentException(
          op.label() + ": scale is " + scale + ", shift is " + shift + ": expected both or none");
    }
    return scale == null ? engine().apply(op, this) : engine().apply(op, this, scale, shift);
  }

  default Tensor pool2d(Op.Pool2d options) {
    return engine().apply(options, this);
  }

  /** See {@link Op.BatchNorm}. */
  default Tensor batchNorm(
      Tensor scale,
      Tensor shift,
      Tensor runningMean,
      Tensor runningVariance,
      Op.BatchNorm options) {
    return engine().apply(options, this, scale, shift, runningMean, runningVariance);
  }

  default Tensor softmax(int axis) {
    return engine().apply(new Op.Softmax(axis), this);
  }

  default Tensor logSoftmax(int axis) {
    return engine().apply(new Op.LogSoftmax(axis), this);
  }

  /** Mean cross entropy of these logits {@code [N, C]} against int64 classes {@code [N]}. */
  default Tensor crossEntropy(Tensor labels, double labelSmoothing) {
    return engine().apply(new Op.CrossEntropy(labelSmoothing), this, labels);
  }

  /** Mean binary cross entropy of the sigmoids of these logits against targets of 0 to 1. */
  default Tensor binaryCrossEntropyWithLogits(Tensor target) {
    return Composites.binaryCrossEntropyWithLogits(this, target);
  }

  /** The mean square of the difference to a target of the same shape. */
  default Tensor mseLoss(Tensor target) {
    return Composites.mseLoss(this, target);
  }

  /**
   * The mean of {@code d^2 / 2} for differences d up to {@code delta}, {@code delta * (|d| - delta
   * / 2)} beyond.
   */
  default Tensor huberLoss(Tensor target, double delta) {
    return Composites.huberLoss("huberLoss", this, target, delta);
  }

  /** {@link #huberLoss} over its delta: {@code d^2 / (2 beta)}, then {@code |d| - beta / 2}. */
  default Tensor smoothL1Loss(Tensor target, double beta) {
    return Composites.huberLoss("smoothL1Loss", this, target, beta).div(beta);
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
