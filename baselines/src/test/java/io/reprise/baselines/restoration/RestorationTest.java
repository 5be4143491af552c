package io.reprise.baselines.restoration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theGeneratorGivesAnImageOnARealEngine(int convolutions) {
    DeblurGenerator.Design design = new DeblurGenerator.Design(4, 1, convolutions);
    Shape image = Shape.of(2, 3, 16, 16);
    RealEngineCheck.run(at -> new DeblurGenerator(at, design), image, image);
  }

  @Test
  void theCriticScoresPatches() {
    RealEngineCheck.run(
        at -> new PatchCritic(at, List.of(4, 6)), Shape.of(2, 3, 16, 16), Shape.of(2, 1, 11, 11));
  }

  @Test
  void theTreeHasMapsForEveryNodeAndAClassEach() {
    SemanticTree.Design design = new SemanticTree.Design(3, 2, 4, 5, 6);
    RealEngineCheck.run(
        at -> new SemanticTree(at, design), Shape.of(2, 3, 4, 4), Shape.of(2, 14, 4, 4));
    try (MetaEngine meta = new MetaEngine()) {
      SemanticTree tree = new SemanticTree(LayerContext.root(meta, new Seed(0)), design);
      List<Tensor> nodes = tree.nodes(meta.input(Shape.of(1, 3, 4, 4)), Mode.EVALUATE);
      assertEquals(
          List.of(5, 5, 5, 5, 6, 6, 6),
          tree.classes(nodes, Mode.EVALUATE).stream().map(t -> t.shape().dim(1)).toList());
    }
    assertThrows(IllegalArgumentException.class, () -> new SemanticTree.Design(3, 2, 3, 0, 0));
  }
}
