package io.reprise.tensor;

import static io.reprise.tensor.ShapeRules.doubles;
import static io.reprise.tensor.ShapeRules.f;
import static io.reprise.tensor.ShapeRules.gives;
import static io.reprise.tensor.ShapeRules.longs;
import static io.reprise.tensor.ShapeRules.mask;
import static io.reprise.tensor.ShapeRules.refuses;

import io.reprise.tensor.IndexOp.ArgSort;
import io.reprise.tensor.IndexOp.CumSum;
import io.reprise.tensor.IndexOp.Gather;
import io.reprise.tensor.IndexOp.ScatterAdd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape rules of {@link IndexOp}. */
class IndexOpTest {
  @Test
  void runningSumsKeepNumbers() {
    gives(f(2, 3), new CumSum(1), f(2, 3));
    gives(longs(2), new CumSum(-1), longs(2));
    gives(f(2, 0), new CumSum(1), f(2, 0));
    refuses(new CumSum(2), List.of(f(2, 3)), "axis 2", "[2, 3]");
    refuses(new CumSum(0), List.of(f()), "axis 0", "[]");
    refuses(new CumSum(0), List.of(mask(2)), "BOOL[2]", "numbers");
    refuses(new CumSum(0), List.of(f(2), f(2)), "2 inputs");
  }

  @Test
  void sortingGivesPositions() {
    gives(longs(2, 3), new ArgSort(1, false), f(2, 3));
    gives(longs(2), new ArgSort(-1, true), longs(2));
    refuses(new ArgSort(-3, true), List.of(f(2, 3)), "axis -3", "[2, 3]");
    refuses(new ArgSort(0, true), List.of(mask(2)), "BOOL[2]");
  }

  @Test
  void gatherTakesTheShapeOfItsIndex() {
    gives(f(2, 7), new Gather(1), f(2, 3), longs(2, 7));
    gives(mask(1, 0), new Gather(-1), mask(2, 3), longs(1, 0));
    gives(doubles(9, 3), new Gather(0), doubles(2, 3), longs(9, 3));
    refuses(new Gather(1), List.of(f(2, 3), longs(3, 3)), "INT64[3, 3]", "[2, 3]", "axis 1");
    refuses(new Gather(1), List.of(f(2, 3), longs(2)), "INT64[2]", "[2, 3]");
    refuses(new Gather(1), List.of(f(2, 3), f(2, 3)), "index [2, 3]", "INT64");
    refuses(new Gather(2), List.of(f(2, 3), longs(2, 3)), "axis 2", "[2, 3]");
    refuses(new Gather(0), List.of(f(), longs()), "axis 0", "[]");
    refuses(new Gather(0), List.of(f(2)), "1 inputs");
  }

  @Test
  void scatterAddNeedsAnElementForEveryIndex() {
    gives(f(2, 3), new ScatterAdd(1), f(2, 3), longs(2, 7), f(2, 7));
    gives(doubles(4), new ScatterAdd(0), doubles(4), longs(0), doubles(0));
    refuses(
        new ScatterAdd(1), List.of(f(2, 3), longs(2, 7), f(2, 6)), "source is [2, 6]", "[2, 7]");
    refuses(
        new ScatterAdd(1), List.of(f(2, 3), longs(2, 7), doubles(2, 7)), "FLOAT64[2, 7]", "[2, 7]");
    refuses(new ScatterAdd(0), List.of(f(2, 3), longs(2, 4), f(2, 4)), "INT64[2, 4]", "[2, 3]");
    refuses(new ScatterAdd(0), List.of(longs(2), longs(2), longs(2)), "INT64[2]", "floating");
    refuses(new ScatterAdd(0), List.of(f(2), longs(2)), "2 inputs");
  }
}
