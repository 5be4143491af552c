package io.reprise.baselines.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.nn.ConditionalCosts;
import io.reprise.nn.ConditionalCosts.Active;
import io.reprise.nn.Costs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecouplingNetworksTest {
  private static Costs costs(String network, String setting) {
    return new DecouplingNetworks()
        .networks().stream()
            .filter(n -> n.name().equals(network) && n.setting().equals(setting))
            .findFirst()
            .orElseThrow()
            .costs();
  }

  /** Gates narrow a block's convolutions in their filters, the second one also in its inputs. */
  @ParameterizedTest
  @CsvSource({
    "ResNet-56, 0.8, 90.33, 28.0",
    "ResNet-56, 0.6, 60.23, 52.0",
    "ResNet-56, 0.5, 47.09, 62.5",
    "ResNet-56, 0.4, 35.22, 71.9",
    "ResNet-18, 0.8, 1327.6, 26.8",
    "ResNet-18, 0.6, 914.5, 49.6",
    "ResNet-18, 0.5, 735.7, 59.4",
    "ResNet-18, 0.4, 575.4, 68.3"
  })
  void aShareOfActiveFiltersSavesWhatItShould(
      String network, double share, double millions, double reduction) {
    Costs gated = costs(network, "decoupled");
    Map<String, Active> active = new HashMap<>();
    for (Costs.Layer layer : gated.layers()) {
      if (layer.name().contains(".layer.")) {
        boolean second = layer.name().contains(".conv2.");
        active.put(layer.name(), new Active(share, second ? share : 1, 1));
      }
    }
    double macs = ConditionalCosts.of(gated, List.of(active)).measured();
    double plain = costs(network, "plain").count(Costs.Convention.MACS);
    assertEquals(millions, macs / 1e6, network.equals("ResNet-56") ? 0.00501 : 0.0501);
    assertEquals(reduction, 100 * (1 - macs / plain), 0.0501);
  }
}
