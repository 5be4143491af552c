package io.reprise.papers.sge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.procedural.MaskedImages;
import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.datasets.procedural.clutter.ClutterForm;
import io.reprise.datasets.procedural.clutter.PartsInClutter;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.figures.Figure;
import io.reprise.nn.Batch;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor maps(Shape shape, float... values) {
    return engine.tensor(values, shape);
  }

  @Test
  void theIdentitiesHoldOnThisEngine() {
    Measurements found = new Measurements();
    new Identities(engine, new Seed(4)).measure(found);
    Map<String, Double> numbers = found.numbers();
    assertEquals(5, numbers.size());
    assertTrue(numbers.get("initial_output_difference") <= 1e-6, numbers.toString());
    assertTrue(numbers.get("map_moments_difference") <= 1e-3, numbers.toString());
    assertTrue(numbers.get("scaled_features_difference") <= 1e-3, numbers.toString());
    assertTrue(numbers.get("gradient_formula_difference") <= 1e-12, numbers.toString());
    assertTrue(numbers.get("gradient_finite_difference") <= 1e-7, numbers.toString());
    // Epsilon leaves its trace: exact moments would mean that nothing was standardised.
    assertTrue(numbers.get("map_moments_difference") > 1e-7, numbers.toString());
  }

  @Test
  void contrastIsTheMeanOverImagesOfInsideLessOutside() {
    // Two groups whose means are (1, 2, 3, 4) / 10 and (4, 4, 4, 0) / 10 in two images.
    Tensor attention =
        maps(
            Shape.of(2, 2, 2, 2),
            0.2f,
            0.2f,
            0.2f,
            0.2f,
            0,
            0.2f,
            0.4f,
            0.6f,
            0.4f,
            0.4f,
            0.4f,
            0,
            0.4f,
            0.4f,
            0.4f,
            0);
    // The first mask is of an image that is not among these.
    ObjectMasks masks = new ObjectMasks(2, 2, new byte[] {1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0});
    AttentionContrast contrast = new AttentionContrast();
    contrast.add(attention, masks, 1);
    assertEquals((0.4 + 0.4) / 2, contrast.inside(), 1e-6);
    assertEquals((0.2 + 0.2) / 2, contrast.outside(), 1e-6);
    assertEquals(0.2, contrast.contrast(), 1e-6);
    assertEquals(
        "mask 0 covers 4 of 4 pixels: expected some inside and some outside",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AttentionContrast().add(attention, masks, 0))
            .getMessage());
  }

  @Test
  void lengthsAreThoseOfEachGroupsVectorBeforeAndAfter() {
    // One group of two channels, vectors (3, 4) and (0, 1), multiplied by 1 / 2 and 1.
    BlockMaps block =
        new BlockMaps(maps(Shape.of(1, 2, 1, 2), 3, 0, 4, 1), maps(Shape.of(1, 1, 1, 2), 0.5f, 1));
    assertArrayEquals(new float[] {5, 1}, block.norms().toFloats(), 1e-6f);
    assertArrayEquals(new float[] {2.5f, 1}, block.enhancedNorms().toFloats(), 1e-6f);
    NormDistribution norms = new NormDistribution();
    norms.add(block);
    // Mean 3, deviation 2; mean 1.75, deviation 0.75.
    assertEquals(2 / 3.0, norms.spreadBefore(), 1e-6);
    assertEquals(0.75 / 1.75, norms.spreadAfter(), 1e-6);
    assertTrue(norms.figure().caption().contains("0.667 and 0.429"), norms.figure().caption());
  }

  private ResNet network() {
    Style style = Style.attending(SpatialGroupEnhance.Design.of(8).startingAt(1, 1).layer());
    ResNet.Design design =
        ResNet.Design.cifar(8, 8).withProjection(true).withStrides(List.of(2, 2, 2));
    return new ResNet(LayerContext.root(engine, new Seed(1)), design.withStyle(style));
  }

  @Test
  void theMapsOfAllBlocksAreReadWithoutAChangeOfTheNetwork() {
    ResNet net = network();
    Tensor x = engine.tensor(new Seed(2).normal(2 * 3 * 32 * 32), Shape.of(2, 3, 32, 32));
    float[] before = net.forward(x, Mode.EVALUATE).toFloats();
    Map<String, float[]> state = net.state().values();
    List<BlockMaps> blocks = BlockMaps.of(net, x);
    assertEquals(
        List.of(Shape.of(2, 8, 16, 16), Shape.of(2, 8, 8, 8), Shape.of(2, 8, 4, 4)),
        blocks.stream().map(b -> b.attention().shape()).toList());
    assertArrayEquals(before, net.forward(x, Mode.EVALUATE).toFloats());
    net.state().values().forEach((path, v) -> assertArrayEquals(state.get(path), v, path));
    // The last block's maps, put together again, are what the classifier sees.
    BlockMaps last = blocks.get(2);
    SpatialGroupEnhance sge = (SpatialGroupEnhance) net.blocks().get(2).attention();
    assertArrayEquals(
        sge.forward(last.branch(), Mode.EVALUATE).toFloats(),
        SpatialGroupEnhance.enhance(last.branch(), last.attention()).toFloats());
  }

  @Test
  void aFigureShowsSixImagesWithTheirObjectsAndTheMapsOfFourGroups() {
    MaskedImages data = PartsInClutter.generate(ClutterForm.GREY.inColour(), 1, 10, new Seed(3));
    Batch batch = ImageBatches.evaluation(data.images(), 10).epoch(0).iterator().next();
    Tensor attention =
        BlockMaps.of(network(), engine.tensor(batch.inputs(), batch.shape())).get(2).attention();
    Figure figure =
        new AttentionFigure(data.images(), Optional.of(data.test()), batch, attention).figure();
    assertEquals(
        List.of("class 0", "class 1", "class 2", "class 3", "class 4", "class 5"),
        figure.titles().rows());
    assertEquals(List.of("object", "mean"), figure.titles().columns().subList(0, 2));
    assertEquals(6, figure.titles().columns().size());
    assertEquals("group 4", figure.titles().columns().get(5));
    assertTrue(figure.caption().contains("outlined in orange"), figure.caption());
    // Other masks, another picture.
    byte[] none = new byte[10 * 32 * 32];
    Arrays.fill(none, 0, 32 * 32, (byte) 1);
    Figure other =
        new AttentionFigure(
                data.images(), Optional.of(new ObjectMasks(32, 32, none)), batch, attention)
            .figure();
    assertTrue(!Arrays.equals(figure.bytes(), other.bytes()), "the outline is not drawn");
  }
}
