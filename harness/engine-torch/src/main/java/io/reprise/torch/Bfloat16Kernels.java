package io.reprise.torch;

import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The primitives with matrix products and convolutions of float32 tensors in bfloat16, as PyTorch's
 * autocast casts their operands; what comes out is float32 again, so that all else is computed as
 * ever. Libtorch's graph has the casts in it: gradients of float32 tensors are float32, and the
 * products and convolutions of the backward pass are in bfloat16 too. Float64 stays float64.
 */
final class Bfloat16Kernels extends TorchKernels {
  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    try (Tensor x = narrowed(a);
        Tensor y = narrowed(b)) {
      return widened(super.matmul(x, y));
    }
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    try (Tensor in = narrowed(x);
        Tensor w = narrowed(weight);
        Tensor b = narrowed(bias)) {
      return widened(super.linear(in, w, b));
    }
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor weight, Tensor bias, Op.Conv2d options) {
    try (Tensor in = narrowed(x);
        Tensor w = narrowed(weight);
        Tensor b = narrowed(bias)) {
      return widened(super.conv2d(in, w, b, options));
    }
  }

  @Override
  public Tensor convTranspose2d(
      Tensor x, Tensor weight, Tensor bias, SpatialOp.ConvTranspose2d options) {
    try (Tensor in = narrowed(x);
        Tensor w = narrowed(weight);
        Tensor b = narrowed(bias)) {
      return widened(super.convTranspose2d(in, w, b, options));
    }
  }

  /** A new handle of the operand, rounded if it is float32; null for null. */
  private static Tensor narrowed(Tensor t) {
    if (t == null) {
      return null;
    }
    return t.scalar_type().intern() == torch.ScalarType.Float
        ? t.to(torch.ScalarType.BFloat16)
        : new Tensor(t);
  }

  /** Takes a result, and gives it as float32 if it is bfloat16. */
  private static Tensor widened(Tensor result) {
    if (result.scalar_type().intern() != torch.ScalarType.BFloat16) {
      return result;
    }
    try (result) {
      return result.to(torch.ScalarType.Float);
    }
  }
}
