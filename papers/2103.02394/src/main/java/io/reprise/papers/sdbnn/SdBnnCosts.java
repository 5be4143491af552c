package io.reprise.papers.sdbnn;

import io.reprise.baselines.costs.Quantity;
import io.reprise.baselines.costs.SdBnnNetworks;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import io.reprise.tensor.Op;
import java.util.List;
import java.util.Locale;

/** What moving boundaries costs, by the convention that 64 operations on signs count as one. */
final class SdBnnCosts {
  /** Every network of the paper. */
  static final List<Network> PUBLISHED = new SdBnnNetworks().networks();

  private SdBnnCosts() {}

  /**
   * The costs of one of the paper's networks.
   *
   * @throws IllegalArgumentException if there is none of that name and setting
   */
  static Costs of(String network, String setting) {
    return PUBLISHED.stream()
        .filter(n -> n.name().equals(network) && n.setting().equals(setting))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no network " + network + " (" + setting + ")"))
        .costs();
  }

  private static Costs imageNet() {
    return of("ResNet-18", "SD with PReLU");
  }

  private static Costs biReal() {
    return of("ResNet-18", "Bi-Real Net");
  }

  /** In millions, 64 operations on signs as one. */
  static double megaFlops(Costs costs) {
    return Quantity.BITWISE_MACS.of(costs, costs) / 1e6;
  }

  /** By how much costs exceed others, in percent. */
  private static double more(Quantity quantity, Costs costs, Costs baseline) {
    return 100 * (quantity.of(costs, baseline) / quantity.of(baseline, baseline) - 1);
  }

  /** The paper's networks against those whose boundaries do not move. */
  static Finding smallExtraCost(double mostFlops) {
    double cifar = more(Quantity.BITWISE_MACS, of("ResNet-20", "SD"), of("ResNet-20", "baseline"));
    double large = more(Quantity.BITWISE_MACS, imageNet(), biReal());
    double parameters = more(Quantity.FLOAT_PARAMETERS, imageNet(), biReal());
    return new Finding(
        Math.max(cifar, large) <= mostFlops ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "FLOPs %+.2f%% (ResNet-20), %+.2f%% (ResNet-18, ImageNet); of the latter's float"
                + " parameters there are %+.1f%%",
            cifar,
            large,
            parameters));
  }

  /**
   * Less than other one-bit networks, and less than the scaling factors that moving boundaries
   * replaces: one multiplication for each output of a one-bit convolution.
   *
   * @param others printed FLOPs of other one-bit networks, in millions
   */
  static Finding lessComputation(List<Double> others) {
    double own = megaFlops(imageNet());
    long below = others.stream().filter(other -> own < other).count();
    long scaled =
        imageNet().layers().stream()
            .filter(Costs.Layer::binary)
            .mapToLong(layer -> layer.output().elements())
            .sum();
    long moved =
        imageNet().layers().stream()
            .filter(Costs.Layer::binary)
            .mapToLong(SdBnnCosts::inputs)
            .sum();
    long gates = imageNet().linearMacs() - biReal().linearMacs();
    boolean cheaper = 2 * moved + gates < scaled;
    return new Finding(
        below == others.size() && cheaper
            ? Verdict.REPRODUCED
            : below > 0 || cheaper ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "ResNet-18, ImageNet: %.1f M FLOPs, less than %d of %d other one-bit networks %s; the"
                + " branches take %,d multiply-adds and %,d additions, one scaling factor for each"
                + " output %,d multiplications",
            own,
            below,
            others.size(),
            others,
            gates,
            2 * moved,
            scaled));
  }

  /** Elements of a convolution's input, which is as many times larger as its strides say. */
  private static long inputs(Costs.Layer layer) {
    Op.Conv2d conv = (Op.Conv2d) layer.op();
    long channels = (long) layer.weight().dim(1) * conv.groups();
    return channels
        * layer.output().dim(2)
        * conv.strideH()
        * layer.output().dim(3)
        * conv.strideW();
  }
}
