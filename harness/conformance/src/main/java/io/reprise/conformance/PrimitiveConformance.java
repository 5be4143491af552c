package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.tensor.DType;
import io.reprise.tensor.Kernels;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
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
  void theMetaEngineInfersTheTypeThatTheEngineGives() {
    for (Primitives.Example p : Primitives.all()) {
      try (MetaEngine meta = new MetaEngine()) {
        Op op = p.op();
        List<NdArray> in = p.copies();
        Tensor shaped = meta.apply(op, in.stream().map(x -> on(meta, x)).toArray(Tensor[]::new));
        Tensor real = engine().apply(op, in.stream().map(this::tensor).toArray(Tensor[]::new));
        assertEquals(real.shape(), shaped.shape(), op.toString());
        assertEquals(real.dtype(), shaped.dtype(), op.toString());
        assertEquals(real.shape().elements(), read(real).length, op.toString());
      }
    }
  }

  private static Tensor on(MetaEngine meta, NdArray x) {
    return switch (x.type().dtype()) {
      case FLOAT32 -> meta.input(x.shape());
      case FLOAT64 -> meta.tensor(x.data(), x.shape());
      case INT64 -> meta.tensor(new long[x.data().length], x.shape());
      case BOOL -> meta.tensor(new long[x.data().length], x.shape()).cast(DType.BOOL);
    };
  }
}
