package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Gradients of whole expressions, and what is done with them. */
public abstract class GradientConformance extends EngineConformance {
  @Test
  void aParameterUsedTwiceSumsItsGradients() {
    Tensor x = parameter(2, -3);
    assertValues(engine().gradients(x.mul(x).add(x).sum(), List.of(x)).get(0), 5, -5);
  }

  @Test
  void gradientsComeInTheOrderAskedForWithTheShapesOfTheParameters() {
    Tensor a = parameter(normal("a", 2, 3));
    Tensor b = parameter(normal("b", 3, 1));
    Tensor loss = a.matmul(b).sum();
    List<Tensor> g = engine().gradients(loss, List.of(b, a));
    assertEquals(Shape.of(3, 1), g.get(0).shape());
    assertEquals(Shape.of(2, 3), g.get(1).shape());
  }

  @Test
  void parametersTheLossDoesNotDependOnGetZeros() {
    Tensor used = parameter(1, 2);
    Tensor unused = parameter(normal("unused", 2, 2, 1, 2));
    List<Tensor> g = engine().gradients(used.sum(), List.of(unused, used));
    assertEquals(unused.shape(), g.get(0).shape());
    assertValues(g.get(0), 0, 0, 0, 0, 0, 0, 0, 0);
    assertValues(g.get(1), 1, 1);
  }

  @Test
  void theLossMustHaveOneElement() {
    Tensor x = parameter(1, 2);
    assertEquals(
        "gradients: loss has shape [2]: expected one element",
        assertThrows(IllegalArgumentException.class, () -> engine().gradients(x.exp(), List.of(x)))
            .getMessage());
    assertValues(engine().gradients(x.sum().reshape(1, 1), List.of(x)).get(0), 1, 1);
  }

  @Test
  void aLossWithoutARecordedGradientIsRefused() {
    Tensor p = parameter(1, 2);
    String expected =
        "gradients: the loss depends on no parameter, or was computed in an inference scope";
    assertEquals(
        expected,
        assertThrows(
                IllegalArgumentException.class, () -> engine().gradients(vector(1), List.of(p)))
            .getMessage());
    try (Scope inference = engine().inference()) {
      Tensor loss = p.sum();
      assertThrows(IllegalArgumentException.class, () -> engine().gradients(loss, List.of(p)));
    }
  }

  @Test
  void aTensorThatIsNoParameterIsRefused() {
    Tensor p = parameter(1, 2);
    Tensor constant = vector(1, 2);
    assertEquals(
        "gradients: the tensor of shape [2] is no parameter and depends on none",
        assertThrows(
                IllegalArgumentException.class,
                () -> engine().gradients(p.mul(constant).sum(), List.of(p, constant)))
            .getMessage());
  }

  @Test
  void gradientsRequireNoGradientThemselves() {
    Tensor p = parameter(1, 2);
    assertFalse(engine().gradients(p.square().sum(), List.of(p)).get(0).requiresGradient());
  }

  @Test
  void gradientsMayBeOverwrittenOneByOne() {
    Tensor a = parameter(1, 2);
    Tensor b = parameter(3, 4);
    Tensor c = parameter(5, 6, 7, 8);
    Tensor loss = a.add(b).concat(0, b.add(a)).add(c).sum();
    List<Tensor> g = engine().gradients(loss, List.of(a, b, c));
    g.get(0).axpy(1, vector(10, 20));
    g.get(1).scale(-1);
    g.get(2).axpy(1, vector(1, 2, 3, 4));
    assertValues(g.get(0), 12, 22);
    assertValues(g.get(1), -2, -2);
    assertValues(g.get(2), 2, 3, 4, 5);
  }

  @Test
  void gradientsOfTheSameParameterTwiceAreSeparate() {
    Tensor a = parameter(1, 2);
    List<Tensor> g = engine().gradients(a.square().sum(), List.of(a, a));
    g.get(0).scale(0);
    assertValues(g.get(1), 2, 4);
  }

  @Test
  void theParameterItselfMayBeTheLoss() {
    Tensor p = parameter(3);
    assertValues(engine().gradients(p, List.of(p)).get(0), 1);
  }

  @Test
  void gradientsOfIntermediateResultsCanBeAskedFor() {
    Tensor p = parameter(1, 2);
    Tensor middle = p.mul(3);
    List<Tensor> g = engine().gradients(middle.square().sum(), List.of(middle, p));
    assertValues(g.get(0), 6, 12);
    assertValues(g.get(1), 18, 36);
  }

  @Test
  void aBackwardPassOverAnUpdatedTensorIsRefused() {
    String expected =
        "gradients: a tensor that they are computed from was updated in place after the loss had"
            + " used it; expected the update after the gradients";
    for (Consumer<Tensor> update :
        List.<Consumer<Tensor>>of(
            x -> x.axpy(1, vector(3, 4)), x -> x.assign(vector(3, 4)), x -> x.scale(2))) {
      Tensor p = parameter(1, 2);
      Tensor loss = p.square().sum();
      update.accept(p);
      assertEquals(
          expected,
          assertThrows(IllegalStateException.class, () -> engine().gradients(loss, List.of(p)))
              .getMessage());
    }
  }

  @Test
  void anUpdateInAnInferenceScopeIsNoticedToo() {
    Tensor p = parameter(1, 2);
    Tensor w = vector(5, 6);
    Tensor loss = p.mul(w).sum();
    try (Scope inference = engine().inference()) {
      w.scale(2);
    }
    assertThrows(IllegalStateException.class, () -> engine().gradients(loss, List.of(p)));
  }

  @Test
  void anUpdateOfWhatTheBackwardPassDoesNotNeedIsAllowed() {
    Tensor p = parameter(1, 2);
    Tensor constant = vector(3, 4);
    Tensor loss = p.add(constant).mul(3).sum();
    p.scale(2);
    constant.scale(2);
    assertValues(engine().gradients(loss, List.of(p)).get(0), 3, 3);
  }

  @Test
  void aChainOfLayersAgreesWithCentralDifferencesOfItself() {
    NdArray x = normal("x", 2, 3, 6, 6);
    NdArray w = normal("w", 4, 3, 3, 3);
    NdArray v = normal("v", 5, 4);
    Tensor weight = parameter(w);
    Tensor head = parameter(v);
    List<Tensor> g = engine().gradients(loss(tensor(x), weight, head), List.of(weight, head));
    double step = 5e-3;
    for (int i = 0; i < w.data().length; i += 17) {
      NdArray up = w.copy();
      NdArray down = w.copy();
      up.data()[i] += step;
      down.data()[i] -= step;
      double slope =
          (loss(tensor(x), tensor(up), head).item() - loss(tensor(x), tensor(down), head).item())
              / (2 * step);
      assertEquals(slope, read(g.get(0))[i], 2e-3 * (1 + Math.abs(slope)), "weight " + i);
    }
  }

  private Tensor loss(Tensor x, Tensor weight, Tensor head) {
    return x.conv2d(weight, Op.Conv2d.of(1, 1))
        .tanh()
        .pool2d(Op.Pool2d.average(2, 2, 0))
        .mean(2, 3)
        .linear(head, null)
        .crossEntropy(tensor(longs(1, 4)), 0.1);
  }
}
