package io.reprise.baselines.normalization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldedNormalizationTest {
  private static final ChannelLayer MABN =
      MovingAverageBatchNorm.of(MovingAverages.ofGroups(2, 2), StatisticsWatch.NONE);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ResNet network(ConvLayer stem, ConvLayer convolution, ChannelLayer normalization) {
    return new ResNet(
        LayerContext.root(engine, new Seed(1)),
        ResNet.Design.cifar(8, 10)
            .withProjection(true)
            .withStyle(new NormalizedStyle(stem, convolution, normalization)));
  }

  private ResNet folded() {
    return network(ConvLayer.BIASED, ConvLayer.BIASED, ChannelLayer.IDENTITY);
  }

  @Test
  void theFoldedNetworkComputesTheSame() {
    ResNet trained = network(ConvLayer.PLAIN, CenteredConv2d::new, MABN);
    trained
        .parameters()
        .forEach(
            (name, t) -> {
              if (name.endsWith("scale") || name.endsWith("shift")) {
                float[] drawn =
                    new Seed(2).named(name).uniform(Math.toIntExact(t.shape().elements()));
                Module.set(t, drawn);
              }
            });
    Tensor x = engine.tensor(new Seed(3).normal(4 * 3 * 64), Shape.of(4, 3, 8, 8));
    float[] before = trained.forward(x, Mode.EVALUATE).toFloats();
    try (var scope = engine.inference()) {
      trained.forward(x, Mode.TRAIN);
    }
    ResNet folded = folded();
    FoldedNormalization.fold(trained, folded);
    float[] expected = trained.forward(x, Mode.EVALUATE).toFloats();
    float[] found = folded.forward(x, Mode.EVALUATE).toFloats();
    double moved = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4 * (1 + Math.abs(expected[i])));
      moved = Math.max(moved, Math.abs(expected[i] - before[i]));
    }
    assertTrue(moved > 0.01, "the training pass changed the running moments");
    assertTrue(folded.buffers().isEmpty());
  }

  @Test
  void aNormalisationWithAMeanIsNotFolded() {
    ResNet batchNorm = network(ConvLayer.PLAIN, ConvLayer.PLAIN, ChannelLayer.BATCH_NORM);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> FoldedNormalization.fold(batchNorm, folded()))
            .getMessage();
    assertTrue(message.contains("'stem.conv.bias'"), message);
  }

  @Test
  void aConvolutionWithABiasIsNotFolded() {
    ResNet biased = network(ConvLayer.BIASED, ConvLayer.BIASED, MABN);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> FoldedNormalization.fold(biased, folded()))
            .getMessage();
    assertTrue(message.contains("'stem.conv'") && message.contains("without bias"), message);
  }
}
