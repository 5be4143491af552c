package io.reprise.papers.sfp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.baselines.ResNet;
import io.reprise.experiment.Cost;
import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every computed number of the paper's networks, to the digit. */
class CostsTest {
  private final SoftFilterPruning experiment = new SoftFilterPruning();

  private Costs costs(String network, String setting) {
    return experiment.networks().stream()
        .filter(n -> n.name().equals(network) && n.setting().equals(setting))
        .findFirst()
        .map(Network::costs)
        .orElseThrow();
  }

  private Cost formula(String network, String setting) {
    return experiment.formulaCosts().stream()
        .filter(c -> c.network().equals(network) && c.setting().equals(setting))
        .findFirst()
        .orElseThrow();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  @ParameterizedTest
  @CsvSource({
    "20,40550400,269722",
    "32,68861952,464154",
    "56,125485056,853018",
    "110,252887040,1727962"
  })
  void cifarNetworks(int depth, long macs, long parameters) {
    Costs c = costs("ResNet-" + depth, "unpruned");
    assertEquals(macs, c.convMacs());
    assertEquals(parameters, c.parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "20,15.24,29.31,42.22,53.96",
    "32,14.93,28.77,41.51,53.16",
    "56,14.74,28.42,41.06,52.63",
    "110,14.62,28.21,40.78,52.31"
  })
  void continuousWidths(int depth, String p10, String p20, String p30, String p40) {
    String net = "ResNet-" + depth;
    assertEquals(p10, percent(formula(net, "rate 10%, continuous widths").macsReduction()));
    assertEquals(p20, percent(formula(net, "rate 20%, continuous widths").macsReduction()));
    assertEquals(p30, percent(formula(net, "rate 30%, continuous widths").macsReduction()));
    assertEquals(p40, percent(formula(net, "rate 40%, continuous widths").macsReduction()));
  }

  @ParameterizedTest
  @CsvSource({
    "56,10,12.28",
    "56,20,26.77",
    "56,30,38.05",
    "56,40,50.41",
    "20,30,39.04",
  })
  void integerWidths(int depth, int rate, String reduction) {
    long full = costs("ResNet-" + depth, "unpruned").convMacs();
    long cut = costs("ResNet-" + depth, "rate " + rate + "%, integer widths").convMacs();
    assertEquals(reduction, percent(1 - (double) cut / full));
  }

  @ParameterizedTest
  @CsvSource({
    "56,737852,626509,514160,419449",
    "110,1495634,1271062,1044026,852610",
    "20,232664,196807,160916,130675"
  })
  void compactParameters(int depth, long p10, long p20, long p30, long p40) {
    String net = "ResNet-" + depth;
    assertEquals(p10, costs(net, "rate 10%, integer widths").parameters());
    assertEquals(p20, costs(net, "rate 20%, integer widths").parameters());
    assertEquals(p30, costs(net, "rate 30%, integer widths").parameters());
    assertEquals(p40, costs(net, "rate 40%, integer widths").parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "18,1.8136,1.0568,41.73",
    "34,3.6632,2.1573,41.11",
    "50,4.0871,2.3897,41.53",
    "101,7.7994,4.3921,43.69"
  })
  void imageNetNetworks(int depth, String full, String pruned, String reduction) {
    String net = "ResNet-" + depth;
    Cost c = formula(net, "rate 30%, continuous widths");
    assertEquals(full, giga((double) costs(net, "unpruned").convMacs()));
    assertEquals(pruned, giga(c.macs()));
    assertEquals(reduction, percent(c.macsReduction()));
    assertEquals(
        costs(net, "unpruned").convMacs(),
        new ResNetMacs(ResNet.Design.imageNet(depth)).byHand(224));
  }

  private static String giga(double macs) {
    return String.format(Locale.ROOT, "%.4f", macs / 1e9);
  }

  /** The multiply-adds of an ImageNet network by the textbook formula, for a second opinion. */
  private record ResNetMacs(ResNet.Design design) {
    long byHand(int side) {
      long total = conv(3, 64, 7, side / 2);
      int in = 64;
      int extent = side / 4;
      for (int stage = 0; stage < 4; stage++) {
        int width = design.widths().get(stage);
        int out = design.outWidth(stage);
        for (int block = 0; block < design.blocks().get(stage); block++) {
          int before = extent;
          extent = stage > 0 && block == 0 ? extent / 2 : extent;
          if (design.bottleneck()) {
            total +=
                conv(in, width, 1, before)
                    + conv(width, width, 3, extent)
                    + conv(width, out, 1, extent);
          } else {
            total += conv(in, width, 3, extent) + conv(width, out, 3, extent);
          }
          total += in != out ? conv(in, out, 1, extent) : 0;
          in = out;
        }
      }
      return total;
    }

    private static long conv(long in, long out, long kernel, long extent) {
      return in * out * kernel * kernel * extent * extent;
    }
  }
}
