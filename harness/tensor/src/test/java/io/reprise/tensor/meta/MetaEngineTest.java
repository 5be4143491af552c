package io.reprise.tensor.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetaEngineTest {
  private final MetaEngine meta = new MetaEngine();

  @AfterEach
  void close() {
    meta.close();
  }

  private Tensor input(int... dims) {
    return meta.input(Shape.of(dims));
  }

  private long macsOfTheLast() {
    List<MetaEngine.Executed> trace = meta.trace();
    return trace.get(trace.size() - 1).macs();
  }

  @Test
  void readingAValueThrows() {
    Tensor x = input(1);
    assertEquals(
        "the meta engine has no values, tensor is [1]",
        assertThrows(IllegalStateException.class, x::toFloats).getMessage());
    assertThrows(IllegalStateException.class, x.eq(x)::toLongs);
    assertThrows(IllegalStateException.class, x::toDoubles);
    assertThrows(IllegalStateException.class, x::item);
  }

  @Test
  void initialValuesAreNeverAskedFor() {
    Tensor p =
        meta.parameter(
            Shape.of(1000, 1000, 1000),
            () -> {
              throw new AssertionError("the meta engine drew initial values");
            });
    assertEquals(1_000_000_000, p.shape().elements());
    assertTrue(p.requiresGradient());
  }

  @Test
  void shapesAndTypesFollowTheRules() {
    Tensor x = input(2, 3);
    assertEquals(Shape.of(2), x.argMax(1).shape());
    assertEquals(DType.INT64, x.argMax(1).dtype());
    assertEquals(DType.BOOL, x.gt(x).dtype());
    assertEquals(DType.INT64, meta.tensor(new long[2], Shape.of(2)).dtype());
    assertEquals(Shape.of(6), x.reshape(-1).shape());
    assertThrows(IllegalArgumentException.class, () -> x.add(input(4)));
  }

  @Test
  void functionsMadeOfPrimitivesRunOnShapesAlone() {
    Tensor x = input(2, 3, 4, 5);
    assertEquals(Shape.of(2, 4), x.variance(true, 1, 3).shape());
    assertEquals(Shape.of(2, 3, 2, 5), x.topK(2, 2).shape());
    assertEquals(Shape.of(2, 3, 8, 5), x.tile(2, 1).shape());
    assertEquals(Shape.of(2, 3, 4, 9), x.pad(-1, 1, 3, Tensor.Padding.REFLECT).shape());
    assertEquals(Shape.of(2, 3, 5), x.norm(2).gelu().elu(1).shape());
    assertEquals(DType.BOOL, x.gt(0.5).all(0).dtype());
    Tensor classes = meta.tensor(new long[6], Shape.of(2, 3));
    assertEquals(Shape.of(2, 3, 7), classes.oneHot(7).shape());
    assertEquals(Shape.of(2, 3, 8), input(10, 8).embedding(classes).shape());
    assertEquals(DType.FLOAT64, meta.tensor(new double[2], Shape.of(2)).logSumExp(0).dtype());
  }

  @Test
  void reshapeFindsAtMostOneOpenExtent() {
    Tensor x = input(2, 6);
    assertEquals(Shape.of(3, 4), x.reshape(3, -1).shape());
    assertEquals(Shape.of(2, 6), x.flatten().shape());
    assertRefused("reshape: [2, 6] does not divide into [5, -1]", 5, -1);
    assertRefused("reshape: [2, 6] does not divide into [0, -1]", 0, -1);
    String oneOpen = ": expected extents >= 0 and at most one -1";
    assertRefused("reshape: [2, 6] to [-1, -1]" + oneOpen, -1, -1);
    assertRefused("reshape: [2, 6] to [-2, -6]" + oneOpen, -2, -6);
    assertRefused("reshape: [2, 6] to [-1, -2, -3]" + oneOpen, -1, -2, -3);
  }

  private void assertRefused(String message, int... dims) {
    Tensor x = input(2, 6);
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> x.reshape(dims)).getMessage());
  }

  @Test
  void convolutionsCountTheirMultiplyAdds() {
    Tensor x = input(2, 6, 9, 7);
    x.conv2d(input(8, 6, 3, 3), Op.Conv2d.PLAIN);
    // 2 images x 8 filters x 7 x 5 pixels, each of 6 x 3 x 3 products
    assertEquals(2L * 8 * 7 * 5 * 6 * 3 * 3, macsOfTheLast());
    x.conv2d(input(8, 6, 3, 3), input(8), Op.Conv2d.of(2, 1));
    assertEquals(2L * 8 * 5 * 4 * 54, macsOfTheLast());
    x.conv2d(input(8, 6, 3, 3), Op.Conv2d.PLAIN.withDilation(2));
    assertEquals(2L * 8 * 5 * 3 * 54, macsOfTheLast());
    x.conv2d(input(8, 3, 3, 3), Op.Conv2d.PLAIN.withGroups(2));
    assertEquals(2L * 8 * 7 * 5 * 3 * 3 * 3, macsOfTheLast());
    x.conv2d(input(6, 1, 3, 3), Op.Conv2d.of(1, 1).withGroups(6));
    assertEquals(2L * 6 * 9 * 7 * 9, macsOfTheLast());
  }

  @Test
  void productsCountTheirMultiplyAdds() {
    input(5, 3).linear(input(2, 3), input(2));
    assertEquals(5L * 2 * 3, macsOfTheLast());
    input(7, 5, 3).linear(input(2, 3), null);
    assertEquals(7L * 5 * 2 * 3, macsOfTheLast());
    input(7, 5, 3).matmul(input(3, 4));
    assertEquals(7L * 5 * 4 * 3, macsOfTheLast());
  }

  @Test
  void costsBeyondIntAreCounted() {
    input(1, 64, 1024, 1024).conv2d(input(64, 64, 7, 7), Op.Conv2d.of(1, 3));
    assertEquals(210_453_397_504L, macsOfTheLast());
  }

  @Test
  void everythingElseHasNoMultiplyAdds() {
    Tensor x = input(2, 3, 4, 4);
    x.relu().add(x).pool2d(Op.Pool2d.max(2, 2, 0)).mean(2, 3).softmax(1);
    assertEquals(5, meta.trace().size());
    assertTrue(meta.trace().stream().allMatch(e -> e.macs() == 0));
  }

  @Test
  void theTraceNamesOperationsWithTheirInputsInOrder() {
    Tensor x = input(2, 3);
    Tensor w = meta.parameter(Shape.of(4, 3), () -> new float[12]);
    Tensor y = x.linear(w, null).relu();
    List<MetaEngine.Executed> trace = meta.trace();
    assertEquals(List.of("linear", "relu"), trace.stream().map(e -> e.op().label()).toList());
    assertSame(w, trace.get(0).inputs().get(1));
    assertSame(y, trace.get(1).output());
  }

  @Test
  void gradientsFlowFromParametersUntilTheyAreStopped() {
    Tensor p = meta.parameter(Shape.of(2), () -> new float[2]);
    assertFalse(input(2).requiresGradient());
    assertTrue(p.add(input(2)).requiresGradient());
    assertFalse(p.stopGradient().requiresGradient());
    assertFalse(p.gt(input(2)).requiresGradient());
    assertEquals(Shape.of(2), meta.gradients(p.sum(), List.of(p)).get(0).shape());
    assertThrows(IllegalArgumentException.class, () -> meta.gradients(p, List.of(p)));
  }

  @Test
  void updatesCheckShapes() {
    Tensor x = input(2);
    x.assign(input(2));
    x.axpy(2, input(2));
    x.scale(2);
    assertThrows(IllegalArgumentException.class, () -> x.assign(input(3)));
    assertThrows(IllegalArgumentException.class, () -> x.axpy(1, x.gt(x)));
  }

  @Test
  void scopesKeepEverything() {
    try (Scope scope = meta.scope();
        Scope inference = meta.inference()) {
      Tensor x = input(2);
      assertSame(x, inference.keep(x));
      assertSame(x, scope.keep(x));
    }
  }

  @Test
  void aTensorOfAnotherEngineIsRefused() {
    try (MetaEngine other = new MetaEngine()) {
      Tensor mine = input(2);
      Tensor theirs = other.input(Shape.of(2));
      assertThrows(IllegalArgumentException.class, () -> mine.add(theirs));
      assertThrows(IllegalArgumentException.class, () -> mine.assign(theirs));
    }
  }
}
