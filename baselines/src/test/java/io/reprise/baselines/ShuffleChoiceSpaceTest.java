package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ShuffleChoiceNet.Choice;
import io.reprise.baselines.search.ChoiceNet;
import io.reprise.baselines.search.CostTable;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShuffleChoiceSpaceTest {
  private static final ShuffleChoiceSpace SMALL =
      new ShuffleChoiceSpace(
          Shape.of(3, 16, 16),
          4,
          List.of(8, 12),
          List.of(2, 1),
          List.of(Choice.values()),
          ShuffleChoiceSpace.HALF,
          8,
          3);

  private static final ShuffleChoiceSpace WIDTHS = SMALL.withFifths(List.of(2, 5, 8));

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3154880, 295842496",
    "1, 3211968, 313654976",
    "2, 3297600, 340373696",
    "3, 3870816, 358825920",
  })
  void thePublishedSpaceCostsWhatItsDefinitionSays(int block, double parameters, double macs) {
    ShuffleChoiceSpace space = ShuffleChoiceSpace.imageNet();
    List<Integer> code = Collections.nCopies(20, block);
    assertEquals(BigInteger.valueOf(4).pow(20), space.codes().size());
    assertEquals(macs, space.parts().multiplyAdds().of(code));
    assertEquals(parameters, space.parts().parameters().of(code));
  }

  @Test
  void theTableOfPartsIsExactForSearchedWidthsToo() {
    ShuffleChoiceSpace space =
        ShuffleChoiceSpace.imageNet().withFifths(ShuffleChoiceSpace.PUBLISHED_WIDTHS);
    List<Integer> blocks = List.of(0, 0, 3, 1, 1, 1, 0, 0, 2, 0, 2, 1, 1, 0, 2, 0, 2, 1, 3, 2);
    List<Integer> scales = List.of(6, 5, 3, 5, 2, 6, 3, 4, 2, 5, 7, 5, 4, 6, 7, 4, 4, 5, 4, 3);
    List<Integer> code = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      code.add(8 * blocks.get(i) + scales.get(i));
    }
    assertEquals(ShuffleChoiceNet.Design.imageNet(blocks, scales), space.design(code));
    assertEquals(327_857_920, space.parts().multiplyAdds().of(code));
    assertEquals(3_432_579, space.parts().parameters().of(code));
  }

  @Test
  void theTableOfASmallSpaceIsTheCostOfEachNetwork() {
    for (ShuffleChoiceSpace space : List.of(SMALL, WIDTHS)) {
      CostTable macs = space.parts().multiplyAdds();
      CostTable parameters = space.parts().parameters();
      var random = new Seed(2).generator();
      for (int i = 0; i < 10; i++) {
        List<Integer> code = space.codes().draw(random);
        Costs costs = Costs.of(at -> new ShuffleChoiceNet(at, space.design(code)), space.image());
        assertEquals(costs.count(Costs.Convention.MACS), (long) macs.of(code), code.toString());
        assertEquals(costs.parameters(), (long) parameters.of(code), code.toString());
      }
    }
  }

  private ChoiceNet supernet(ShuffleChoiceSpace space) {
    return space.supernet(LayerContext.root(engine, new Seed(8)));
  }

  private Tensor images(int n) {
    return engine.tensor(new Seed(9).normal(n * 3 * 16 * 16), Shape.of(n, 3, 16, 16));
  }

  @Test
  void aPathHoldsTheSupernetsTensorsAndThoseOfNoOtherBlock() {
    ChoiceNet net = supernet(SMALL);
    Module path = net.path(List.of(1, 0, 3));
    Map<String, Tensor> all = net.parameters();
    path.parameters()
        .forEach(
            (name, t) -> {
              String place =
                  name.startsWith("layer0")
                      ? name.replaceFirst("layer0", "layer0.1")
                      : name.startsWith("layer1")
                          ? name.replaceFirst("layer1", "layer1.0")
                          : name.replaceFirst("layer2", "layer2.3");
              assertSame(all.get(place), t, name);
            });
    assertFalse(path.parameters().isEmpty());
    assertTrue(
        path.parameters().keySet().stream().noneMatch(n -> n.endsWith("scale")),
        "not affine in the supernet");
  }

  @Test
  void anArchitectureOfTheWrongLengthOrWithAnUnknownBlockIsRefusedByLayer() {
    ChoiceNet net = supernet(SMALL);
    for (Runnable bad :
        List.<Runnable>of(() -> net.path(List.of(0, 4, 0)), () -> SMALL.design(List.of(0, 4, 0)))) {
      String message = assertThrows(IllegalArgumentException.class, bad::run).getMessage();
      assertEquals("gene 1 of code [0, 4, 0] is 4: expected 0 to 3", message);
    }
    assertThrows(IllegalArgumentException.class, () -> net.path(List.of(0, 0)));
    assertThrows(IllegalStateException.class, () -> net.forward(images(1), Mode.TRAIN));
    assertThrows(IllegalStateException.class, () -> net.layer(0).forward(images(1), Mode.TRAIN));
  }

  @Test
  void imagesAndChannelsThatDoNotDivideAreRefusedAtConstruction() {
    String image =
        assertThrows(
                IllegalArgumentException.class,
                () -> space(Shape.of(3, 20, 16), List.of(8, 12), List.of(2, 1)))
            .getMessage();
    assertTrue(image.contains("[3, 20, 16]") && image.contains("multiples of 8"), image);
    String channels =
        assertThrows(
                IllegalArgumentException.class,
                () -> space(Shape.of(3, 16, 16), List.of(8, 10), List.of(2, 1)))
            .getMessage();
    assertTrue(channels.contains("[8, 10]: expected a multiple of 4"), channels);
    assertThrows(
        IllegalArgumentException.class,
        () -> space(Shape.of(3, 16, 16), List.of(8), List.of(2, 1)));
    assertThrows(IllegalArgumentException.class, () -> SMALL.withFifths(List.of(1)));
  }

  private static ShuffleChoiceSpace space(
      Shape image, List<Integer> widths, List<Integer> repeats) {
    return new ShuffleChoiceSpace(
        image, 4, widths, repeats, List.of(Choice.values()), ShuffleChoiceSpace.HALF, 8, 3);
  }

  private static Map<String, float[]> values(ChoiceNet net, Sgd sgd) {
    Map<String, float[]> all = new LinkedHashMap<>();
    net.parameters().forEach((p, t) -> all.put(p, t.toFloats()));
    net.buffers().forEach((p, t) -> all.put(p, t.toFloats()));
    sgd.buffers().forEach((p, t) -> all.put("velocity " + p, t.toFloats()));
    return all;
  }

  @Test
  void blocksThatAreNotSampledKeepEveryBit() {
    for (ShuffleChoiceSpace space : List.of(SMALL, WIDTHS)) {
      ChoiceNet net = supernet(space);
      Sgd sgd = new Sgd(net.parameters(), new Sgd.Settings(0.9, false, 0.1, path -> false));
      Batches batches =
          Batches.of(
              List.of(
                  new Batch(
                      new Seed(9).normal(4 * 3 * 16 * 16),
                      Shape.of(4, 3, 16, 16),
                      new long[] {0, 1, 2, 0})));
      int widths = space.codes().highest().get(0) == 3 ? 1 : 3;
      List<Integer> one = List.of(widths, 0, 3 * widths);
      List<Integer> other = List.of(0, 2 * widths, 3 * widths);
      train(net, sgd, one, batches);
      Map<String, float[]> before = values(net, sgd);
      train(net, sgd, other, batches);
      Map<String, float[]> after = values(net, sgd);
      int moved = 0;
      for (String name : before.keySet()) {
        boolean taken =
            !name.contains("layer")
                || name.contains("layer0.0.")
                || name.contains("layer1.2.")
                || name.contains("layer2.3.");
        if (!taken) {
          assertArrayEquals(before.get(name), after.get(name), name);
        } else if (name.endsWith("weight")
            && !java.util.Arrays.equals(before.get(name), after.get(name))) {
          moved++;
        }
      }
      assertTrue(moved > 20, "moved " + moved);
    }
  }

  private static void train(ChoiceNet net, Sgd sgd, List<Integer> path, Batches batches) {
    Classification.trainParts(
        net,
        sgd,
        step -> net.path(path),
        batches,
        new Classification.Plan(1, Schedule.constant(0.1), 0),
        new Classification.Listener() {},
        Checkpoints.NONE);
  }

  @Test
  void aNarrowBlockComputesWithTheFirstFiltersOfTheWidest() {
    ChoiceNet net = supernet(WIDTHS);
    ShuffleChoiceSpace narrow = SMALL.withFifths(List.of(2));
    ChoiceNet own = supernet(narrow);
    // The narrow block's weights as they are cut from the widest's.
    Module block = net.layer(1).candidate(0);
    Module expected = own.layer(1).candidate(0);
    Map<String, Tensor> from = block.parameters();
    Map<String, Tensor> to = expected.parameters();
    assertEquals(from.size(), to.size());
    List<Tensor> wide = List.copyOf(from.values());
    List<Tensor> cut = List.copyOf(to.values());
    for (int i = 0; i < cut.size(); i++) {
      Shape s = cut.get(i).shape();
      cut.get(i).assign(wide.get(i).slice(0, 0, s.dim(0)).slice(1, 0, s.dim(1)));
    }
    Tensor x = engine.tensor(new Seed(4).normal(2 * 8 * 4 * 4), Shape.of(2, 8, 4, 4));
    assertArrayEquals(
        expected.forward(x, Mode.TRAIN).toFloats(), block.forward(x, Mode.TRAIN).toFloats(), 1e-6f);
    // Half of 8 channels times 8 fifths is 6 filters inside, of which 2 fifths take 1.
    assertEquals(Shape.of(6, 4, 1, 1), wide.get(0).shape());
    assertEquals(Shape.of(1, 4, 1, 1), cut.get(0).shape());
    assertEquals(net.parameters().values().stream().distinct().count(), net.parameters().size());
  }
}
