package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Kernels;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every primitive: one example of each, in float32, float64 and on shapes alone. */
public abstract class PrimitiveConformance extends EngineConformance {
  @Test
  void everyKernelHasAnExample() {
    Set<String> called = new TreeSet<>();
    Reference reference = new Reference();
    @SuppressWarnings("unchecked")
    Kernels<NdArray> recording =
        (Kernels<NdArray>)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  return method.invoke(reference, arguments);
                });
    Primitives.all().forEach(p -> p.op().run(recording, p.copies()));
    assertEquals(
        Arrays.stream(Kernels.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new)),
        called);
  }

  @Test
  void everyPrimitiveConforms() {
    for (Primitives.Example p : Primitives.all()) {
      agrees(p.op(), p.arrays());
      if (p.isDifferentiable()) {
        differentiates(p.op(), p.arrays());
      }
    }
  }

  @Test
  void everyPrimitiveComputesFloat64InFloat64() {
    for (Primitives.Example p : Primitives.all()) {
      agrees(
          p.op(), p.copies().stream().map(PrimitiveConformance::float64).toArray(NdArray[]::new));
    }
  }

  private static NdArray float64(NdArray x) {
    return x.type().dtype() == DType.FLOAT32 ? x.cast(DType.FLOAT64) : x;
  }

  @Test
  void everyPrimitiveDifferentiatesInFloat64() {
    for (Primitives.Example p : Primitives.all()) {
      if (p.isDifferentiable()) {
        Computation f = Computation.of(p.op(), engine());
        Computation exact =
            new Computation(
                f.name() + " in float64",
                x -> f.engine().apply(x.stream().map(PrimitiveConformance::float64).toList()),
                x -> f.definition().apply(x.stream().map(PrimitiveConformance::float64).toList()),
                f.isState());
        differentiates(exact, p.arrays());
      }
    }
  }

  private static Tensor float64(Tensor x) {
    return x.dtype() == DType.FLOAT32 ? x.cast(DType.FLOAT64) : x;
  }

  @Test
  void theMetaEngineInfersTheTypeAndGradientThatTheEngineGives() {
    for (Primitives.Example p : Primitives.all()) {
      try (MetaEngine meta = new MetaEngine()) {
        Op op = p.op();
        Tensor real = engine().apply(op, inputs(p, engine()));
        Tensor shaped = meta.apply(op, inputs(p, meta));
        assertEquals(real.shape(), shaped.shape(), op.toString());
        assertEquals(real.dtype(), shaped.dtype(), op.toString());
        assertEquals(real.requiresGradient(), shaped.requiresGradient(), op.toString());
        assertEquals(real.shape().elements(), read(real).length, op.toString());
      }
    }
  }

  /** With parameters wherever a gradient may flow from. */
  private static Tensor[] inputs(Primitives.Example p, Engine engine) {
    Computation f = Computation.of(p.op(), engine);
    Tensor[] inputs = new Tensor[p.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      NdArray x = p.inputs().get(i);
      inputs[i] =
          x.type().dtype() == DType.FLOAT32 && !f.isState().test(i)
              ? engine.parameter(x.shape(), () -> floats(x.data()))
              : tensor(x, engine);
    }
    return inputs;
  }
}
