package io.reprise.tensor;

import static io.reprise.tensor.ShapeRules.doubles;
import static io.reprise.tensor.ShapeRules.f;
import static io.reprise.tensor.ShapeRules.gives;
import static io.reprise.tensor.ShapeRules.longs;
import static io.reprise.tensor.ShapeRules.refuses;

import io.reprise.tensor.NormOp.GroupNorm;
import io.reprise.tensor.NormOp.LayerNorm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape rules of {@link NormOp}. */
class NormOpTest {
  @Test
  void groupNormDividesTheChannels() {
    gives(f(2, 6, 4, 4), new GroupNorm(3, 1e-5), f(2, 6, 4, 4));
    gives(f(2, 6), new GroupNorm(6, 0), f(2, 6), f(6), f(6));
    refuses(new GroupNorm(4, 1e-5), List.of(f(2, 6, 4, 4)), "[2, 6, 4, 4]", "4 groups");
    refuses(new GroupNorm(1, 1e-5), List.of(f(6)), "input [6]", "[N, C, ..]");
    refuses(new GroupNorm(2, 1e-5), List.of(f(2, 6), f(2), f(6)), "[2, 6]", "[6], got [[2], [6]]");
    refuses(new GroupNorm(2, 1e-5), List.of(f(2, 6), f(6)), "2 inputs", "scale and shift");
    refuses(new GroupNorm(2, 1e-5), List.of(f(2, 6), doubles(6), f(6)), "FLOAT64[6]");
    refuses(new GroupNorm(2, 1e-5), List.of(longs(2, 6)), "INT64[2, 6]", "floating");
    refuses("groupNorm: groups", () -> new GroupNorm(0, 1e-5), "[0]", "at least 1");
    refuses("groupNorm: epsilon", () -> new GroupNorm(1, -1), "-1.0");
  }

  @Test
  void layerNormTakesTheLastAxes() {
    gives(f(2, 6, 4), new LayerNorm(1, 1e-5), f(2, 6, 4), f(4), f(4));
    gives(f(2, 6, 4), new LayerNorm(2, 1e-5), f(2, 6, 4), f(6, 4), f(6, 4));
    gives(f(4), new LayerNorm(1, 0), f(4));
    refuses(new LayerNorm(2, 1e-5), List.of(f(4)), "[4]", "2 axes");
    refuses(new LayerNorm(2, 1e-5), List.of(f(2, 6, 4), f(4), f(4)), "[6, 4], got [[4], [4]]");
    refuses(new LayerNorm(1, 1e-5), List.of(f(4), f(4)), "2 inputs");
    refuses("layerNorm: axes", () -> new LayerNorm(0, 1e-5), "[0]", "at least 1");
    refuses("layerNorm: epsilon", () -> new LayerNorm(1, Double.NaN), "NaN");
  }
}
