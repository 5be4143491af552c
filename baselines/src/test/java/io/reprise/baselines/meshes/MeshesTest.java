package io.reprise.baselines.meshes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeshesTest {
  @ParameterizedTest
  @EnumSource(MeshDecoder.Operator.class)
  void aDecoderGivesVertices(MeshDecoder.Operator operator) {
    MeshDecoder.Design design =
        new MeshDecoder.Design(6, 5, List.of(2, 3, 5), List.of(4, 4, 3), 3, operator);
    RealEngineCheck.run(at -> new MeshDecoder(at, design), Shape.of(2, 6), Shape.of(2, 3, 25));
  }

  /** On two joined vertices the rescaled Laplacian swaps and negates, and its square is 1. */
  @Test
  void chebyshevPolynomialsFollowTheRecursion() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      MeshGraph pair = new MeshGraph(2, List.of(new MeshGraph.Edge(0, 1)));
      Module conv = new ChebyshevConv(LayerContext.root(engine, new Seed(1)), pair, 1, 1, 3);
      Module.set(conv.parameters().get("mix.weight"), new float[] {1, 10, 100});
      Module.set(conv.parameters().get("mix.bias"), new float[] {0.5f});
      Tensor x = engine.tensor(new float[] {2, 3}, Shape.of(1, 1, 2));
      assertArrayEquals(
          new float[] {2 - 30 + 200 + 0.5f, 3 - 20 + 300 + 0.5f},
          conv.forward(x, Mode.EVALUATE).toFloats(),
          1e-4f);
    }
  }

  @Test
  void aGridHasThreeEdgesAVertexLessItsBorder() {
    assertEquals(2 * (2 * 5 * 4 + 4 * 4), MeshGraph.grid(5).entries());
    assertThrows(
        IllegalArgumentException.class, () -> new MeshGraph(3, List.of(new MeshGraph.Edge(0, 1))));
  }

  @Test
  void aMorphableModelTurnsScalesAndShifts() {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      // One vertex at (1, 0, 4), moved by 1 in y for each unit of the coefficient.
      MorphableModel model =
          new MorphableModel(
              LayerContext.root(engine, new Seed(1)), new float[] {1, 0, 4}, new float[] {0, 1, 0});
      // A quarter turn about z, twice as large, shifted by (5, 7).
      float[] values = {3, 0, -2, 0, 2, 0, 0, 5, 7};
      assertEquals(values.length, model.inputs());
      Tensor y = model.forward(engine.tensor(values, Shape.of(1, 9)), Mode.EVALUATE);
      assertArrayEquals(new float[] {-1, 9, 8}, y.toFloats(), 1e-5f);
    }
  }
}
