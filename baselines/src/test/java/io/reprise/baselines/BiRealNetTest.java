package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Costs;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiRealNetTest {
  private static Costs costs(BiRealNet.Design design, int side) {
    return Costs.of(at -> new BiRealNet(at, design), Shape.of(3, side, side));
  }

  private static void assertCosts(
      Costs costs, long floatMacs, long binaryMacs, long floatNumbers, long binaryNumbers) {
    assertEquals(floatMacs, costs.floatMacs());
    assertEquals(binaryMacs, costs.binaryMacs());
    assertEquals(floatMacs + binaryMacs / 64.0, costs.bitwiseMacs());
    assertEquals(floatNumbers + binaryNumbers, costs.parameters());
    assertEquals(32 * floatNumbers + binaryNumbers, costs.numbers().bits());
  }

  /** Cards 1908.07748, 1908.06314, 1910.10853, 1911.11634 and 2103.02394. */
  @Test
  void imageNetNetworksCostWhatTheCardsSay() {
    assertCosts(
        costs(BiRealNet.Design.imageNet(18), 224),
        137_793_536,
        1_676_279_808L,
        704_040,
        10_985_472);
    Costs thirtyFour = costs(BiRealNet.Design.imageNet(34), 224);
    assertEquals(192.887, Math.round(thirtyFour.bitwiseMacs() / 1e3) / 1e3);
    assertEquals(43.85, Math.round(thirtyFour.numbers().bits() / 1e4) / 1e2);
  }

  @ParameterizedTest
  @CsvSource({
    "32-32-64-128, 1421824, 63700992, 27588, 718848",
    "32-64-128-256, 2483200, 136839168, 74372, 2746368",
    "64-64-128-256, 3892224, 254803968, 77604, 2875392",
    "64-128-256-512, 8112128, 547356672, 234660, 10985472"
  })
  void cifar100ResNetsCostWhatCard190807748Says(
      String widths, long floatMacs, long binaryMacs, long floatNumbers, long binaryNumbers) {
    assertCosts(
        costs(BiRealNet.Design.cifar(list(widths), 100), 32),
        floatMacs,
        binaryMacs,
        floatNumbers,
        binaryNumbers);
  }

  @ParameterizedTest
  @CsvSource({
    "22, 16-16-32-64, 705152, 40108032, 5210, 267264",
    "40, 16-16-32-64, 705152, 82575360, 6554, 557568",
    "22, 64-64-128-256, 5966336, 641728512, 51530, 4276224",
    "40, 64-64-128-256, 5966336, 1321205760, 56906, 8921088"
  })
  void wideNetworksCostWhatCard190806314Says(
      int depth,
      String widths,
      long floatMacs,
      long binaryMacs,
      long floatNumbers,
      long binaryNumbers) {
    assertCosts(
        costs(BiRealNet.Design.wide(depth, list(widths), 10), 32),
        floatMacs,
        binaryMacs,
        floatNumbers,
        binaryNumbers);
  }

  private static List<Integer> list(String widths) {
    return Arrays.stream(widths.split("-", -1)).map(Integer::valueOf).toList();
  }

  @Test
  void theRealTwinHasAsManyNumbersButNoSigns() {
    BiRealNet.Design oneBit = BiRealNet.Design.imageNet(18);
    Costs twin = costs(oneBit.with(ConvLayer.PLAIN, ChannelLayer.RELU), 224);
    assertEquals(costs(oneBit, 224).parameters(), twin.parameters());
    assertEquals(0, twin.binaryMacs());
    assertEquals(1_814_073_344L, twin.floatMacs());
    // A slope for each channel after each of 16 sums.
    Costs slopes = costs(oneBit.with(ConvLayer.PLAIN, ChannelLayer.PRELU), 224);
    assertEquals(3_840, slopes.parameters() - twin.parameters());
  }

  @Test
  void networksThatDoNotExistAreRefused() {
    assertEquals(
        "Bi-Real Net depth 50: expected 18 or 34",
        assertThrows(IllegalArgumentException.class, () -> BiRealNet.Design.imageNet(50))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> BiRealNet.Design.wide(23, List.of(1, 1, 1, 1), 10));
  }
}
