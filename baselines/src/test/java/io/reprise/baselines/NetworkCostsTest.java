package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.nn.Costs;
import io.reprise.tensor.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Parameters and multiply-adds of published networks, to the digit, see {@code networks.csv}. */
class NetworkCostsTest {
  private final TestNetworks networks = new TestNetworks();

  @ParameterizedTest(name = "{0} at {1}: {4}")
  @CsvFileSource(resources = "networks.csv", numLinesToSkip = 1)
  void costWhatTheirSourceSays(
      String network, int side, Long parameters, String macs, String source) {
    int channels = network.startsWith("lenet") && side == 28 ? 1 : 3;
    Costs costs = Costs.of(networks.named(network), Shape.of(channels, side, side));
    if (parameters != null) {
      assertEquals(parameters.longValue(), costs.parameters(), "parameters by " + source);
    }
    if (macs != null) {
      assertEquals(macs, as(macs, costs.count(Costs.Convention.MACS)), "by " + source);
    }
  }

  /** A count, rounded as the expected text is. */
  private static String as(String expected, long macs) {
    if (!expected.endsWith("G")) {
      return Long.toString(macs);
    }
    int decimals = expected.length() - expected.indexOf('.') - 2;
    return BigDecimal.valueOf(macs, 9).setScale(decimals, RoundingMode.HALF_UP) + "G";
  }
}
