package io.reprise.baselines.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Snapshot;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSelectionTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"16,0.1,1", "10,0.3,3", "64,0.4,25", "20,0.15,3", "1000,0.029,29", "7,0,0"})
  void countsTheFloorOfTheDecimalProduct(int filters, double rate, int expected) {
    assertEquals(expected, FilterSelection.count(filters, rate));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aRateOutsideItsRangeIsRefusedByValue(double rate) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FilterSelection.count(16, rate))
            .getMessage();
    assertTrue(message.contains(Double.toString(rate)) && message.contains("[0, 1)"), message);
  }

  @Test
  void everyRateBelowOneLeavesAFilterOfEveryLayer() {
    assertEquals(15, FilterSelection.count(16, 0.99));
    assertEquals(0, FilterSelection.count(1, 0.99));
  }

  private Map<String, Tensor> oneLayer(float[] values, int filters) {
    Map<String, Tensor> layers = new LinkedHashMap<>();
    layers.put("a", engine.tensor(values, Shape.of(filters, values.length / filters, 1, 1)));
    return layers;
  }

  @Test
  void prunesTheFiltersWithTheSmallestNormOverTheWholeFilter() {
    // Norms by filter: 5, sqrt(2), 1.2; by input channel they would order otherwise.
    Map<String, Tensor> layer = oneLayer(new float[] {3, -4, 1, 1, 0, 1.2f}, 3);
    assertArrayEquals(new int[] {0, 1}, FilterSelection.smallestNorm(layer, 0.34).kept("a"));
    assertArrayEquals(new int[] {0}, FilterSelection.smallestNorm(layer, 0.67).kept("a"));
  }

  @Test
  void theOrderOfTheNormMatters() {
    // l1: 2.0 against 1.9; l2: 1.414 against 1.9.
    Map<String, Tensor> layer = oneLayer(new float[] {1, 1, 1.9f, 0}, 2);
    assertArrayEquals(
        new int[] {0}, FilterSelection.smallestNorm(layer, List.of(0.5), 1).kept("a"));
    assertArrayEquals(
        new int[] {1}, FilterSelection.smallestNorm(layer, List.of(0.5), 2).kept("a"));
  }

  @Test
  void ofEqualNormsTheFirstIsPruned() {
    assertArrayEquals(
        new int[] {2, 3},
        FilterSelection.smallestNorm(oneLayer(new float[] {1, -1, 1, 1}, 4), 0.5).kept("a"));
  }

  @Test
  void aNormThatIsNotFiniteNamesLayerAndFilter() {
    Map<String, Tensor> layer = oneLayer(new float[] {1, Float.NaN}, 2);
    String message =
        assertThrows(IllegalStateException.class, () -> FilterSelection.smallestNorm(layer, 0.5))
            .getMessage();
    assertTrue(message.contains("filter 1 of a"), message);
  }

  @Test
  void asManyRatesAsLayersAreNeeded() {
    Map<String, Tensor> layer = oneLayer(new float[] {1, 2}, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> FilterSelection.smallestNorm(layer, List.of(0.1, 0.1), 2));
    assertThrows(IllegalArgumentException.class, () -> FilterSelection.smallestNorm(Map.of(), 0.1));
  }

  @Test
  void zeroesThePrunedFiltersAndNothingElse() {
    Map<String, Tensor> layer = oneLayer(new float[] {3, -4, 1, 1, 0, 1.2f}, 3);
    FilterSelection.smallestNorm(layer, 0.34).zero(layer);
    assertArrayEquals(new float[] {3, -4, 1, 1, 0, 0}, layer.get("a").toFloats());
  }

  @Test
  void countsTheFiltersWhoseStateChanged() {
    FilterSelection before =
        FilterSelection.smallestNorm(oneLayer(new float[] {1, 2, 3, 4}, 4), 0.5);
    FilterSelection after =
        FilterSelection.smallestNorm(oneLayer(new float[] {9, 2, 3, 4}, 4), 0.5);
    assertEquals(0.5, after.changedFrom(before));
    assertEquals(0, after.changedFrom(after));
  }

  @Test
  void aRandomSelectionPrunesAsManyAndFollowsItsSeed() {
    Map<String, Tensor> layer = oneLayer(new float[40], 40);
    FilterSelection one = FilterSelection.random(layer, 0.3, new Seed(1));
    assertEquals(28, one.kept("a").length);
    assertArrayEquals(one.kept("a"), FilterSelection.random(layer, 0.3, new Seed(1)).kept("a"));
    assertTrue(one.changedFrom(FilterSelection.random(layer, 0.3, new Seed(2))) > 0);
  }

  @Test
  void aSelectionComesBackFromASnapshot() {
    Map<String, Tensor> layers = oneLayer(new float[] {3, -4, 1, 1, 0, 1.2f}, 3);
    layers.put("b", engine.tensor(new float[] {1, 2}, Shape.of(2, 1, 1, 1)));
    FilterSelection selection = FilterSelection.smallestNorm(layers, 0.5);
    FilterSelection same = FilterSelection.restore(selection.save());
    assertEquals(List.copyOf(selection.layers()), List.copyOf(same.layers()));
    assertEquals(0, selection.changedFrom(same));
    assertArrayEquals(selection.kept("a"), same.kept("a"));
    assertThrows(IllegalArgumentException.class, () -> FilterSelection.restore(Snapshot.EMPTY));
  }
}
