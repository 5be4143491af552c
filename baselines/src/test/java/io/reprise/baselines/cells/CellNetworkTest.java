package io.reprise.baselines.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.binary.XnorConv2d;
import io.reprise.baselines.cells.Genotype.Edge;
import io.reprise.baselines.cells.Genotype.Operation;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellNetworkTest {
  private static final Genotype ALL =
      Genotype.parse("sep3 0, max 1, dil5 2, skip 0", "sep5 1, avg 0, dil3 2, skip 1");

  static Stream<CellNetwork.Design> networks() {
    return Stream.of(
        new CellNetwork.Design(ALL, 4, 3, false, 3, CellLayers.REAL),
        new CellNetwork.Design(ALL, 4, 3, true, 3, CellLayers.REAL),
        new CellNetwork.Design(
            ALL, 4, 3, false, 3, CellLayers.binarized(XnorConv2d.of(false), ChannelLayer.RELU)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networksOfCellsLearn(CellNetwork.Design design) {
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      CellNetwork net = new CellNetwork(LayerContext.root(engine, new Seed(1)), design);
      int side = design.imageNetStem() ? 64 : 16;
      Shape shape = Shape.of(4, 3, side, side);
      Tensor x = engine.tensor(new Seed(2).normal((int) shape.elements()), shape);
      assertEquals(Shape.of(4, 3), net.forward(x, Mode.EVALUATE).shape());
      Tensor labels = engine.tensor(new long[] {0, 1, 2, 0}, Shape.of(4));
      Tensor loss = net.forward(x, Mode.TRAIN).crossEntropy(labels, 0);
      List<Tensor> gradients = engine.gradients(loss, List.copyOf(net.parameters().values()));
      long moved = gradients.stream().filter(g -> g.abs().sum().item() > 0).count();
      assertTrue(2 * moved > gradients.size(), moved + " of " + gradients.size());
    }
  }

  @Test
  void aGenotypeIsReadEdgeByEdge() {
    assertEquals(new Edge(Operation.DILATED_5, 2), ALL.normal().get(2));
    assertEquals(new Edge(Operation.AVERAGE_POOL_3, 0), ALL.reduction().get(1));
  }

  @Test
  void cellsThatCannotBeAreRefused() {
    String fine = "skip 0, skip 1";
    for (String wrong : List.of("skip 0", "skip 0, skip 2", "none 0, skip 1", "skip 0, skip x")) {
      assertThrows(IllegalArgumentException.class, () -> Genotype.parse(wrong, fine), wrong);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new CellNetwork.Design(ALL, 5, 3, false, 3, CellLayers.REAL));
  }
}
