package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who owns tensors, and for how long. */
public abstract class MemoryConformance extends EngineConformance {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void aTensorEndsWithItsScopeAndSaysSo() {
    Tensor x;
    try (Scope scope = engine().scope()) {
      x = vector(1, 2, 3);
    }
    IllegalStateException e = assertThrows(IllegalStateException.class, x::toFloats);
    assertEquals("the tensor of shape [3] was used after its scope had closed", e.getMessage());
    assertThrows(IllegalStateException.class, x::exp);
    assertThrows(IllegalStateException.class, x::requiresGradient);
    assertThrows(IllegalStateException.class, () -> x.scale(2));
    assertThrows(IllegalStateException.class, () -> vector(1, 2, 3).add(x));
    assertThrows(IllegalStateException.class, () -> vector(1, 2, 3).assign(x));
    assertEquals(Shape.of(3), x.shape());
  }

  @Test
  void keepHandsATensorToTheEnclosingScope() {
    Tensor twice;
    try (Scope outer = engine().scope()) {
      Tensor once;
      try (Scope inner = engine().scope()) {
        once = inner.keep(vector(1));
        twice = inner.keep(vector(2));
        assertSame(twice, twice);
      }
      assertValues(once, 1);
      outer.keep(twice);
      twice.scale(2);
    }
    assertValues(twice, 4);
  }

  @Test
  void keepRefusesTensorsOfOtherScopes() {
    Tensor root = vector(1);
    try (Scope outer = engine().scope()) {
      Tensor mine = vector(1, 2);
      try (Scope inner = engine().scope()) {
        assertEquals(
            "keep: the tensor of shape [2] was not made in this scope",
            assertThrows(IllegalArgumentException.class, () -> inner.keep(mine)).getMessage());
        Tensor deep = vector(3);
        assertThrows(IllegalArgumentException.class, () -> outer.keep(deep));
        inner.keep(deep);
        assertThrows(IllegalArgumentException.class, () -> inner.keep(deep));
      }
      assertThrows(IllegalArgumentException.class, () -> outer.keep(root));
    }
  }

  @Test
  void keepRefusesATensorThatIsGone() {
    Scope scope = engine().scope();
    Tensor x = vector(1);
    scope.close();
    assertThrows(IllegalArgumentException.class, () -> scope.keep(x));
  }

  @Test
  void scopesCloseInReverseOrderOnly() {
    Scope outer = engine().scope();
    Scope inner = engine().scope();
    Tensor x = vector(1);
    assertThrows(IllegalStateException.class, outer::close);
    assertValues(x, 1);
    inner.close();
    outer.close();
    assertThrows(IllegalStateException.class, x::toFloats);
  }

  @Test
  void closingAScopeTwiceChangesNothing() {
    try (Scope outer = engine().scope()) {
      Tensor x = vector(1);
      Scope inner = engine().scope();
      inner.close();
      inner.close();
      assertValues(x, 1);
    }
  }

  @Test
  void aResultOutlivesTheInputsItWasMadeFrom() {
    Tensor y;
    try (Scope scope = engine().scope()) {
      Tensor x = tensor(normal("x", 2, 3, 4, 5));
      y = scope.keep(x.permute(0, 2, 3, 1).reshape(2, 60).slice(1, 3, 5));
    }
    assertEquals(4, y.toFloats().length);
    assertTrue(Double.isFinite(y.sum().item()));
  }

  @Test
  void anInferenceScopeRecordsNoGradientsAndEndsWithItself() {
    Tensor p = parameter(1, 2);
    assertTrue(p.square().requiresGradient());
    try (Scope inference = engine().inference()) {
      assertFalse(p.square().requiresGradient());
      try (Scope nested = engine().scope()) {
        assertFalse(p.square().requiresGradient());
      }
      assertFalse(p.square().requiresGradient());
    }
    assertTrue(p.square().requiresGradient());
    try (Scope training = engine().scope()) {
      try (Scope inference = engine().inference()) {
        assertFalse(p.exp().requiresGradient());
      }
      assertTrue(p.exp().requiresGradient());
    }
  }

  @Test
  void aParameterMadeInAnInferenceScopeIsStillAParameter() {
    try (Scope inference = engine().inference()) {
      assertTrue(parameter(1, 2).requiresGradient());
    }
  }

  @Test
  void constantsRequireNoGradientAndParametersDo() {
    assertFalse(vector(1).exp().requiresGradient());
    assertTrue(parameter(1).requiresGradient());
    assertTrue(vector(1).add(parameter(1)).requiresGradient());
    assertFalse(parameter(1).gt(vector(1)).requiresGradient());
    assertFalse(tensor(normal("x", 2, 2)).argMax(1).requiresGradient());
  }

  @Test
  void closingTheEngineFreesEverythingAndMayHappenTwice() {
    Engine other = open();
    Scope left = other.scope();
    Tensor x = other.tensor(new float[] {1}, Shape.of(1));
    other.close();
    other.close();
    assertThrows(IllegalStateException.class, x::toFloats);
    assertThrows(IllegalStateException.class, () -> other.full(1, Shape.of(1)));
    assertThrows(IllegalStateException.class, () -> other.tensor(new float[1], Shape.of(1)));
    assertThrows(IllegalStateException.class, other::scope);
    assertThrows(IllegalStateException.class, other::inference);
    left.close();
  }

  @Test
  void aTensorOfAnotherEngineIsRefused() {
    try (Engine other = open()) {
      Tensor mine = vector(1);
      Tensor theirs = other.tensor(new float[] {1}, Shape.of(1));
      assertEquals(
          "a tensor of engine " + other.name() + " was given to another engine " + engine().name(),
          assertThrows(IllegalArgumentException.class, () -> mine.add(theirs)).getMessage());
      assertThrows(IllegalArgumentException.class, () -> mine.assign(theirs));
      assertThrows(IllegalArgumentException.class, () -> engine().gradients(mine, List.of(theirs)));
    }
  }

  @Test
  void anotherEngineComesAndGoesWithoutSwitchingGradientsOfThisOne() {
    Tensor p = parameter(1, 2);
    Engine other;
    try (Scope inference = engine().inference()) {
      other = open();
      assertFalse(p.square().requiresGradient());
    }
    assertTrue(p.square().requiresGradient());
    try (Scope inference = other.inference()) {
      assertTrue(p.square().requiresGradient());
    }
    other.close();
    assertTrue(p.square().requiresGradient());
  }

  @Test
  void anOperationThatFailsLeavesTheEngineUsable() {
    assertThrows(
        IllegalArgumentException.class, () -> vector(1, 2).indexSelect(0, tensor(longs(9))));
    assertValues(vector(1, 2).add(1), 2, 3);
  }

  @Test
  void engineSaysWhatItIs() {
    assertEquals(engine().name(), engine().describe().get("engine"));
    engine().synchronize();
    assertTrue(vector(1, 2).toString().contains("[2]"));
  }

  /**
   * A step makes about 1 MB of intermediate results, so that even a small leak shows. The garbage
   * of the Java heap is none, and is collected first.
   */
  @Test
  void aThousandTrainingStepsDoNotGrowResidentMemory() throws IOException {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS);
    Tensor filters = parameter(normal("filters", 8, 2, 3, 3));
    Tensor scale = parameter(positive("scale", 8));
    Tensor shift = parameter(normal("shift", 8));
    Tensor head = parameter(normal("head", 4, 16));
    List<Tensor> parameters = List.of(filters, scale, shift, head);
    train(parameters, 50);
    long before = residentKilobytes();
    train(parameters, 1000);
    long grown = (residentKilobytes() - before) / 1024;
    assertTrue(grown <= 100, "resident memory grew by " + grown + " MB");
  }

  private void train(List<Tensor> parameters, int steps) {
    NdArray images = normal("images", 16, 2, 16, 16);
    Op.BatchNorm norm = new Op.BatchNorm(true, 0.1, 1e-5);
    try (Scope all = engine().scope()) {
      Tensor mean = engine().full(0, Shape.of(8));
      Tensor variance = engine().full(1, Shape.of(8));
      for (int i = 0; i < steps; i++) {
        try (Scope step = engine().scope()) {
          Tensor y =
              tensor(images)
                  .conv2d(parameters.get(0), Op.Conv2d.of(1, 1))
                  .batchNorm(parameters.get(1), parameters.get(2), mean, variance, norm)
                  .relu();
          Tensor half = y.slice(2, 0, 16, 2).pad(1, 4, 4, 0).pool2d(Op.Pool2d.max(2, 2, 0));
          Tensor loss =
              half.mean(2, 3)
                  .linear(parameters.get(3), null)
                  .crossEntropy(tensor(longs(new double[16])), 0.1);
          List<Tensor> gradients = engine().gradients(loss, parameters);
          for (int p = 0; p < parameters.size(); p++) {
            parameters.get(p).axpy(-0.01, gradients.get(p));
          }
        }
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
