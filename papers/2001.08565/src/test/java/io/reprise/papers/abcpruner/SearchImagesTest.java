package io.reprise.papers.abcpruner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.procedural.Shapes;
import io.reprise.experiment.Settings;
import io.reprise.tensor.Seed;
import org.junit.jupiter.api.Test;

class SearchImagesTest {
  private static final Seed SEED = new Seed(6);
  private final ImageClassification data = Shapes.generate(10, 32, 50, 20, new Seed(1));

  private SearchImages images(double heldOut, boolean testFitness) {
    return SearchImages.of(
        Settings.none().with("heldOut", heldOut).with("testFitness", testFitness), data, SEED);
  }

  @Test
  void fitnessIsMeasuredOnImagesThatNothingLearnsFrom() {
    SearchImages images = images(0.2, false);
    assertEquals(40, images.training().train().size());
    assertEquals(images.training().train().checksum(), images.search().train().checksum());
    Seed held = SEED.named("held-out images");
    assertEquals(data.train().subset(10, held).checksum(), images.search().test().checksum());
    assertEquals(data.train().rest(10, held).checksum(), images.search().train().checksum());
    assertNotEquals(data.test().checksum(), images.search().test().checksum());
  }

  @Test
  void onTheTestImagesOnlyIfThatIsAskedFor() {
    assertEquals(data.test().checksum(), images(0.2, true).search().test().checksum());
    assertEquals(40, images(0.2, true).search().train().size());
    assertEquals(data.checksum(), images(0, true).search().checksum());
    assertEquals(data.checksum(), images(0, true).training().checksum());
  }
}
