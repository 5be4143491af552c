package io.reprise.baselines.costs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Network;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The notes beside published numbers say what counters add to multiply-adds: here that is counted.
 */
class ProfilerConventionsTest {
  /**
   * What a counter adds.
   *
   * @param biased for each output of a convolution with a bias
   * @param normalized for each normalised element
   * @param rectified for each output of ReLU
   * @param pooled for each input of a maximum or an average
   * @param averaged for each mean over H x W, times H + 1
   * @param sums whether a linear layer's additions count beside its multiplications
   */
  private record Counter(
      int biased, int normalized, int rectified, int pooled, int averaged, boolean sums) {
    /** As of 2019: the average over a square is taken for one over its side. */
    static final Counter THOP = new Counter(1, 4, 0, 0, 1, true);

    static final Counter THOP_WITHOUT_AVERAGES = new Counter(1, 4, 0, 0, 0, true);
    static final Counter PTFLOPS = new Counter(1, 2, 1, 1, 0, false);
    static final Counter PTFLOPS_OF_MODULES = new Counter(1, 2, 0, 1, 0, false);
    static final Counter FVCORE = new Counter(0, 2, 0, 1, 0, false);
    static final Counter META_PRUNING = new Counter(1, 1, 1, 1, 0, false);
    static final Counter OF_SUMS = new Counter(1, 0, 0, 0, 0, true);
    static final Counter OF_POOLING = new Counter(0, 0, 0, 1, 0, false);

    double count(Network network) {
      try (MetaEngine meta = new MetaEngine()) {
        var module = network.builder().apply(LayerContext.root(meta, new Seed(0)));
        int before = meta.trace().size();
        module.forward(meta.input(network.input().prepend(1)), Mode.EVALUATE);
        List<MetaEngine.Executed> trace = meta.trace();
        return trace.subList(before, trace.size()).stream().mapToLong(this::count).sum();
      }
    }

    private long count(MetaEngine.Executed e) {
      long out = e.output().shape().elements();
      Shape in = e.inputs().get(0).shape();
      boolean mean = e.op() instanceof Op.Reduce && e.op().label().equals("mean");
      if (e.op() instanceof Op.Conv2d) {
        return e.macs() + (e.inputs().size() > 2 ? biased * out : 0);
      } else if (e.op() instanceof Op.Linear) {
        return sums ? 2 * e.macs() - out : e.macs();
      } else if (e.op() instanceof Op.BatchNorm) {
        return normalized * out;
      } else if (List.of("relu", "clamp").contains(e.op().label())) {
        return rectified * out;
      } else if (mean && in.rank() == 4) {
        return pooled * in.elements() + averaged * out * (in.dim(2) + 1);
      }
      return e.op() instanceof Op.Pool2d ? pooled * in.elements() : 0;
    }
  }

  /**
   * @param more what else the counter adds
   */
  private static Stream<DynamicTest> rows(
      PaperCosts paper, Predicate<PublishedCost> which, Counter counter, double more) {
    List<Network> networks = paper.networks();
    List<PublishedCost> rows =
        paper.published().stream()
            .filter(p -> p.quantity() == Quantity.MACS && which.test(p))
            .toList();
    assertFalse(rows.isEmpty());
    return rows.stream()
        .map(
            p ->
                DynamicTest.dynamicTest(
                    paper.paper() + " " + p.network() + " (" + p.setting() + ")",
                    () -> {
                      Network network =
                          networks.stream()
                              .filter(
                                  n ->
                                      n.name().equals(p.network())
                                          && n.setting().equals(p.setting()))
                              .findFirst()
                              .orElseThrow();
                      double count = counter.count(network) + more;
                      assertTrue(p.agrees(count), p.printed() + p.unit() + " " + count);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theNotesCountersGiveThePublishedNumbers() {
    PaperCosts abc = new AbcPrunerNetworks();
    PaperCosts acp = new AcpNetworks();
    PaperCosts abs = new AbsNetworks();
    PaperCosts fbNet = new FbNetV3Networks();
    Set<String> thop = Set.of("VGG-16 CIFAR-10", "ResNet-56 CIFAR-10");
    return Stream.of(
            rows(abc, p -> p.note().startsWith("by the authors' counter"), Counter.THOP, 0),
            rows(
                abc,
                p -> p.note().startsWith("the authors' counter, rebuilt"),
                Counter.THOP_WITHOUT_AVERAGES,
                0),
            rows(
                acp,
                p -> !p.note().isEmpty() && thop.contains(p.network() + " " + p.setting()),
                Counter.THOP,
                0),
            rows(
                acp,
                p ->
                    p.setting().startsWith("CIFAR")
                        && !p.note().isEmpty()
                        && !thop.contains(p.network() + " " + p.setting()),
                Counter.PTFLOPS,
                0),
            rows(
                acp,
                p -> p.setting().equals("ImageNet") && !p.note().isEmpty(),
                Counter.PTFLOPS_OF_MODULES,
                0),
            rows(
                new JointPruningNetworks(),
                p -> p.note().startsWith("the source's counter"),
                Counter.META_PRUNING,
                0),
            rows(abs, p -> p.note().endsWith("not rounded"), Counter.OF_SUMS, 0),
            rows(
                abs,
                p -> p.note().contains("without one"),
                Counter.OF_SUMS,
                // 1x1 from 32 to 32 channels at 112 x 112
                32.0 * 32 * 112 * 112),
            rows(fbNet, p -> p.setting().startsWith("centred"), Counter.FVCORE, 0),
            rows(fbNet, p -> p.note().contains("average pooling"), Counter.OF_POOLING, 1984))
        .flatMap(s -> s);
  }
}
