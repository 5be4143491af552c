package io.reprise.baselines.costs;

import io.reprise.nn.Costs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What papers print of a network's cost, by how it is counted. */
public enum Quantity {
  /** Trained numbers. */
  PARAMETERS(false),
  /** Trained numbers but biases and normalisation: weights of convolutions and linear layers. */
  WEIGHTS(false),
  /** Trained numbers and buffers, such as the statistics of batch normalisation. */
  STORED_NUMBERS(false),
  /** Bits of the trained numbers. */
  BITS(false),
  /** Bytes of the trained numbers. */
  BYTES(false),
  /** Trained numbers of 32 bits, if the others are of one bit. */
  FLOAT_PARAMETERS(false),
  /** Trained numbers of one bit, if the others are of 32. */
  ONE_BIT_PARAMETERS(false),
  /** Elements of the weights that one-bit layers convolve with, also where fewer are stored. */
  ONE_BIT_WEIGHTS(false),
  /** Multiply-adds of convolutions. */
  CONV_MACS(false),
  /** Multiply-adds of convolutions and linear layers. */
  MACS(false),
  /** Multiplications and additions of convolutions and linear layers. */
  OPERATIONS(false),
  /** Multiply-adds of layers that are not of one bit. */
  FLOAT_MACS(false),
  /** Multiply-adds of layers whose weights and inputs are of one bit. */
  BINARY_MACS(false),
  /** Multiply-adds if 64 of one bit count as one. */
  BITWISE_MACS(false),
  /** Products of one bit with one bit in the layers whose weights and inputs have few bits. */
  BIT_OPERATIONS(false),
  /**
   * Multiply-adds, 2 for each element that normalisation reads, 1 for each that ReLU or pooling
   * reads: what widespread counters print (ptflops, PytorchInsight).
   */
  COUNTER_MACS(false),
  /** How often those are in all multiply-adds. */
  BITWISE_SPEEDUP(false),
  /** Output channels of all convolutions, summed. */
  CONV_CHANNELS(false),
  /** How often a ReLU is applied. */
  RECTIFIERS(false),
  /** Elements of all intermediate results. */
  ACTIVATIONS(false),
  /** The share of the parameters that is saved, in percent. */
  PARAMETERS_REDUCTION(true),
  /** The share of the convolutions' output channels that is saved, in percent. */
  CONV_CHANNELS_REDUCTION(true),
  /** The share of the convolutions' multiply-adds that is saved, in percent. */
  CONV_MACS_REDUCTION(true),
  /** The share of all multiply-adds that is saved, in percent. */
  MACS_REDUCTION(true),
  /** The share that is saved if 64 multiply-adds of one bit count as one, in percent. */
  BITWISE_MACS_REDUCTION(true);

  private final boolean reduction;

  Quantity(boolean reduction) {
    this.reduction = reduction;
  }

  /** Whether it is a share, in percent, of what another network costs. */
  public boolean isReduction() {
    return reduction;
  }

  /** The word in tables, for example {@code conv_macs}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a word of a table.
   *
   * @throws IllegalArgumentException if there is no such quantity
   */
  public static Quantity parse(String id) {
    return Arrays.stream(values())
        .filter(q -> q.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "quantity '"
                        + id
                        + "': expected one of "
                        + Arrays.stream(values()).map(Quantity::id).toList()));
  }

  /**
   * The number of a network.
   *
   * @param baseline what reductions are relative to
   */
  public double of(Costs costs, Costs baseline) {
    return switch (this) {
      case PARAMETERS -> costs.parameters();
      case WEIGHTS -> weights(costs);
      case STORED_NUMBERS -> costs.numbers().total();
      case BITS -> costs.numbers().bits();
      case BYTES -> costs.numbers().bits() / (double) Byte.SIZE;
      case FLOAT_PARAMETERS -> costs.parameters() - oneBit(costs);
      case ONE_BIT_PARAMETERS -> oneBit(costs);
      case ONE_BIT_WEIGHTS -> oneBitWeights(costs);
      case CONV_MACS -> costs.count(Costs.Convention.CONV_MACS);
      case MACS -> costs.count(Costs.Convention.MACS);
      case OPERATIONS -> costs.count(Costs.Convention.OPERATIONS);
      case FLOAT_MACS -> costs.floatMacs();
      case BINARY_MACS -> costs.binaryMacs();
      case BITWISE_MACS -> costs.bitwiseMacs();
      case BIT_OPERATIONS -> costs.bitOperations();
      case COUNTER_MACS -> costs.count(Costs.Convention.MACS) + costs.elementwise();
      case BITWISE_SPEEDUP -> costs.count(Costs.Convention.MACS) / costs.bitwiseMacs();
      case CONV_CHANNELS ->
          costs.layers().stream()
              .filter(Costs.Layer::isConvolution)
              .mapToLong(l -> l.weight().dim(0))
              .sum();
      case RECTIFIERS -> costs.rectifiers();
      case ACTIVATIONS -> costs.activations();
      case PARAMETERS_REDUCTION -> saved(PARAMETERS, costs, baseline);
      case CONV_CHANNELS_REDUCTION -> saved(CONV_CHANNELS, costs, baseline);
      case CONV_MACS_REDUCTION -> saved(CONV_MACS, costs, baseline);
      case MACS_REDUCTION -> saved(MACS, costs, baseline);
      case BITWISE_MACS_REDUCTION -> saved(BITWISE_MACS, costs, baseline);
    };
  }

  private static double oneBit(Costs costs) {
    double saved = (double) Float.SIZE * costs.parameters() - costs.numbers().bits();
    return saved / (Float.SIZE - 1);
  }

  private static double oneBitWeights(Costs costs) {
    return costs.layers().stream()
        .filter(Costs.Layer::binary)
        .mapToLong(layer -> layer.weight().elements())
        .sum();
  }

  /** A weight that is used several times counts once. */
  private static double weights(Costs costs) {
    Map<String, Long> byName = new HashMap<>();
    costs.layers().forEach(l -> byName.put(l.name(), l.weight().elements()));
    return byName.values().stream().mapToLong(n -> n).sum();
  }

  private static double saved(Quantity of, Costs costs, Costs baseline) {
    double whole = of.of(baseline, baseline);
    return 100 * (whole - of.of(costs, costs)) / whole;
  }
}
