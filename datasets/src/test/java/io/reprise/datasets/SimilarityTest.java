package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.tensor.Shape;
import org.junit.jupiter.api.Test;

class SimilarityTest {
  private static final float[][] QUERIES = {{3, 4}, {0, 2}};
  private static final float[][] GALLERY = {{3, 4}, {-4, 3}, {0, 1}};

  private static String refusal(float[][] gallery) {
    return assertThrows(IllegalArgumentException.class, () -> Similarity.cosine(QUERIES, gallery))
        .getMessage();
  }

  @Test
  void measuresCosinesAndDistances() {
    assertArrayEquals(
        new float[] {1, 0, 0.8f}, Similarity.cosine(QUERIES, GALLERY).toGallery(0), 1e-6f);
    assertArrayEquals(
        new float[] {-13, -17, -1}, Similarity.euclidean(QUERIES, GALLERY).toGallery(1), 1e-6f);
  }

  @Test
  void refusesVectorsThatDoNotFit() {
    assertEquals("gallery item 1 has 1 features: expected 2", refusal(new float[][] {{1, 2}, {1}}));
    assertEquals(
        "gallery item 0 has only zeros: expected a feature vector with a direction",
        refusal(new float[][] {{0, 0}}));
    assertEquals(
        "gallery item 0 has feature 1 NaN: expected finite ones",
        refusal(new float[][] {{0, Float.NaN}}));
  }

  @Test
  void refusesSimilaritiesThatAreMissingOrNoNumbers() {
    Similarity one = query -> new float[] {query == 0 ? 1 : Float.NaN};
    assertArrayEquals(new float[] {1}, one.toGallery(0, 1));
    assertEquals(
        "query 0 has 1 similarities: expected 2",
        assertThrows(IllegalArgumentException.class, () -> one.toGallery(0, 2)).getMessage());
    assertEquals(
        "query 1 has similarity NaN to gallery item 0: expected a number",
        assertThrows(IllegalArgumentException.class, () -> one.toGallery(1, 1)).getMessage());
  }

  @Test
  void normalisesByMeanAndDeviationOfEachChannel() {
    // Channel 0 has 0, 0, 255, 255; channel 1 has 51 everywhere but once.
    byte[] pixels = {0, (byte) 255, 51, 51, 0, (byte) 255, 51, (byte) 255};
    ImageSet images = new ImageSet(Shape.of(2, 1, 2), 1, pixels, new int[] {0, 0});
    Normalisation normalisation = Normalisation.of(images);
    assertEquals(0.5, normalisation.mean().get(0), 1e-12);
    assertEquals(0.5, normalisation.standardDeviation().get(0), 1e-12);
    assertEquals(0.4, normalisation.mean().get(1), 1e-12);
    assertEquals(Math.sqrt(0.12), normalisation.standardDeviation().get(1), 1e-12);
  }
}
