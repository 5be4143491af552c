package io.reprise.papers.eraserelu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.UniformStyle;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Variant;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static Costs costs(Model model, int classes) {
    return Costs.of(model.network(UniformStyle.STANDARD, classes), Shape.of(3, 32, 32));
  }

  @ParameterizedTest
  @CsvSource({
    "ResNet-20, 10, 269722, 41",
    "ResNet-110, 10, 1727962, 253",
    "ResNeXt-29 8x64d, 10, 34426698, 5387",
    "ResNeXt-29 16x64d, 100, 68247460, 10689",
    "Pre-Act ResNet-20, 10, 269722, 41",
  })
  void theNetworkOfANameIsThePublishedOne(
      String name, int classes, long parameters, long millions) {
    Costs costs = costs(new Model(name), classes);
    assertEquals(parameters, costs.parameters(), name);
    assertEquals(millions, Math.round(costs.convMacs() / 1e6), name);
  }

  @Test
  void theNarrowNetworkHasHalfTheWidthAndStartsAtHalfTheResolution() {
    // 3x3 convolutions by hand: the stem at 32x32; three stages of 2 x 5 at 16x16, 8x8 and 4x4, of
    // which the second and third start with half as many channels, the first with a stride.
    long stem = 3 * 8 * 9 * 32 * 32;
    long first = 10L * 8 * 8 * 9 * 16 * 16;
    long second = (8 * 16 + 9L * 16 * 16) * 9 * 8 * 8;
    long third = (16 * 32 + 9L * 32 * 32) * 9 * 4 * 4;
    assertEquals(stem + first + second + third, costs(Model.narrow(32), 10).convMacs());
    assertEquals(31, costs(Model.narrow(32), 10).rectifiers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VGG-16",
        "ResNet-x",
        "ResNeXt-29 8x32d",
        "ResNet-",
        "ResNet-w8",
        "ResNet-8w8w8",
        ""
      })
  void anUnknownModelIsRefusedByName(String name) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> costs(new Model(name), 10)).getMessage();
    assertTrue(message.startsWith("model '" + name + "': expected ResNet-DEPTH"), message);
  }

  @Test
  void theVariantsOfASeedStartFromTheSameWeights() {
    try (MetaEngine meta = new MetaEngine()) {
      LayerContext at = LayerContext.root(meta, new Seed(1));
      for (Variant v : Protocol.variants(Scale.QUICK)) {
        Model model = Model.of(v.settings());
        Module erased = model.network(Protocol.rule(v.settings()), 10).apply(at);
        Module whole = model.network(UniformStyle.STANDARD, 10).apply(at);
        // Initial weights are drawn by path.
        assertEquals(whole.parameters().keySet(), erased.parameters().keySet(), v.name());
      }
    }
  }

  @Test
  void scalePaperTrainsEveryBaselineOfTheTablesAndTheSameNetworkErased() {
    List<String> names = Protocol.variants(Scale.PAPER).stream().map(Variant::name).toList();
    EraseReluExperiment experiment = new EraseReluExperiment();
    experiment.reported().stream()
        .filter(r -> r.table().equals("baselines") && r.dataset().startsWith("CIFAR"))
        .forEach(
            r -> {
              int classes = r.dataset().equals("CIFAR-100") ? 100 : 10;
              Model model = new Model(r.model());
              assertTrue(names.contains(Protocol.name(classes, model, Protocol.last(0))), r::title);
              assertTrue(names.contains(Protocol.name(classes, model, Protocol.LAST)), r::title);
            });
  }
}
