package io.reprise.papers.circleloss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.faces.PairFolds;
import io.reprise.datasets.faces.VerificationScores;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.reidentification.RetrievalAccuracy.Answer;
import io.reprise.experiment.Metric;
import io.reprise.experiment.figures.Figure;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JudgedSetTest {
  /** Four test pictures of 8x8, two of each of two classes. */
  private static final OpenSet SET = set(new int[] {0, 0, 1, 1});

  /** The first two find each other; the third finds the first, and then its own class. */
  private static final float[][] EMBEDDINGS = {{1, 0}, {1, 0.1f}, {1, -0.2f}, {0, -1}};

  private static OpenSet set(int[] labels) {
    Shape image = Shape.of(1, 8, 8);
    byte[] pixels = new byte[64 * labels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 64 * 40);
    }
    ImageSet test = new ImageSet(image, 8, pixels, labels);
    byte[] trained = new byte[128];
    trained[0] = 9;
    ImageSet train = new ImageSet(image, 2, trained, new int[] {0, 1});
    return OpenSet.of("Squares", Origin.PROCEDURAL, train, test);
  }

  @Test
  void retrievalAsksForEachPictureAmongAllOthers() {
    Map<Metric, Double> numbers = JudgedSet.leaveOneOut(SET).judge(EMBEDDINGS);
    assertEquals(75, numbers.get(Metrics.RECALL_1), 1e-9);
    // The third has both of the other class before the fourth: 1 + 1 + 1/3 + 1, over four.
    assertEquals(100 * (3 + 1 / 3.0) / 4, numbers.get(Metrics.MAP), 1e-9);
    assertEquals(Set.of(1, 2, 4, 8).size() + 1, numbers.size());
  }

  @Test
  void reIdentificationAsksForTheFirstPicturesAmongTheRest() {
    JudgedSet judged =
        JudgedSet.queried(
            SET, 1, (q, g) -> g == 2 ? Answer.RIGHT : g == 1 ? Answer.DROPPED : Answer.WRONG);
    assertEquals(1, judged.queries());
    assertEquals(3, judged.pictureOf(2));
    Map<Metric, Double> numbers = judged.judge(EMBEDDINGS);
    assertEquals(Set.of(Metrics.MAP, Metrics.RANK_1), numbers.keySet());
    assertEquals(0, numbers.get(Metrics.RANK_1));
    assertEquals(50, numbers.get(Metrics.MAP), 1e-9);
    // The second of the gallery is dropped from the ranking too.
    assertEquals(List.of(0, 2), judged.ranking(0, judged.similarity(EMBEDDINGS), 5));
  }

  @Test
  void facesAreVerifiedToo() {
    int[] labels = new int[16];
    float[][] embeddings = new float[16][8];
    for (int i = 0; i < 16; i++) {
      labels[i] = i / 2;
      embeddings[i][i / 2] = 1;
    }
    // Somebody who looks like another person: 1 of 112 pairs of two is as similar as those of one.
    embeddings[15] = embeddings[0];
    OpenSet faces = set(labels);
    List<Integer> people = faces.testLabels();
    JudgedSet judged =
        JudgedSet.verified(
            faces,
            PairFolds.of(people, 2, new Seed(1)),
            similarity -> VerificationScores.ofAllPairs(people, similarity));
    Map<Metric, Double> numbers = judged.judge(embeddings);
    // The two pairs of 15 with 0 and 1 may pass at one in a hundred for 112 pairs: one only.
    assertEquals(0, numbers.get(Metrics.TAR));
    // Wrong ones come first among equals, for 0, 1, 14 and 15.
    assertEquals(75, numbers.get(Metrics.RECALL_1), 1e-9);
    assertEquals(5 + 2, numbers.size());
  }

  @Test
  void aZeroEmbeddingIsRefused() {
    float[][] zero = {{1, 0}, {1, 0.1f}, {0, 0}, {0, -1}};
    assertThrows(IllegalArgumentException.class, () -> JudgedSet.leaveOneOut(SET).judge(zero));
  }

  /** Frames are three pixels wide; tiles of 16 pixels stand beside each other with a gap. */
  @Test
  void rightAnswersHaveAGreenFrameAndWrongOnesAnOrangeOne() throws IOException {
    Figure figure = RankingFigure.of(JudgedSet.leaveOneOut(SET), EMBEDDINGS);
    assertEquals(List.of("query", "rank 1", "rank 2", "rank 3"), figure.titles().columns());
    assertEquals(4, figure.titles().rows().size());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.bytes()));
    int tile = image.getWidth() / 4;
    int middle = tile / 2;
    int top = tile / 2 - 7;
    // The first picture's nearest is right, the third's is wrong.
    assertEquals(0x009e73, image.getRGB(tile + middle, top) & 0xffffff);
    assertEquals(0xd55e00, image.getRGB(tile + middle, 2 * tile + top) & 0xffffff);
    assertEquals(0, image.getRGB(middle, top) & 0xffffff);
  }
}
