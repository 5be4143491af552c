package io.reprise.papers.abcpruner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureSource;
import io.reprise.datasets.procedural.Shapes;
import io.reprise.experiment.Settings;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchImagesTest {
  private static final Seed SEED = new Seed(6);
  private final ImageClassification data = Shapes.generate(10, 32, 50, 20, new Seed(1));

  private SearchImages images(double heldOut, boolean testFitness) {
    return SearchImages.of(
        Settings.none().with("heldOut", heldOut).with("testFitness", testFitness), data, SEED);
  }

  private static List<Picture> all(PictureSource pictures) {
    return IntStream.range(0, pictures.size())
        .mapToObj(
            i -> {
              try {
                return pictures.picture(i);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  @Test
  void fitnessIsMeasuredOnTrainingImagesThatNothingLearnsFrom() {
    SearchImages images = images(0.2, false);
    assertEquals(40, images.training().train().size());
    assertEquals(all(images.training().train()), all(images.search().train()));
    List<Picture> left = new ArrayList<>(all(data.train()));
    assertTrue(left.removeAll(all(images.search().train())));
    assertEquals(left, all(images.search().test()));
  }

  @Test
  void onTheTestImagesOnlyIfThatIsAskedFor() {
    assertSame(data.test(), images(0.2, true).search().test());
    assertEquals(
        all(images(0.2, false).training().train()), all(images(0.2, true).search().train()));
    assertSame(data.test(), images(0, true).search().test());
    assertSame(data, images(0, true).training());
  }
}
