package io.reprise.baselines.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.restoration.DenoisingUNet;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefencesTest {
  private static final Seed SEED = new Seed(11);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private static PixelBatch image(int height, int width, int... values) {
    byte[] bytes = new byte[height * width];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[values.length == 1 ? 0 : i];
    }
    return new PixelBatch(Shape.of(1, 1, height, width), bytes);
  }

  @Test
  void theMedianTakesOutASingleValueAndKeepsEdges() {
    assertEquals(
        image(3, 3, 10),
        new MedianFilter().apply(image(3, 3, 10, 10, 10, 10, 255, 10, 10, 10, 10)));
    // At the corner four of nine values are the corner pixel, two each its neighbours.
    assertEquals(
        image(2, 2, 20, 20, 30, 30), new MedianFilter().apply(image(2, 2, 10, 20, 30, 40)));
  }

  @Test
  void bitDepthsRoundToTheNearestStep() {
    PixelBatch values = image(1, 6, 0, 127, 128, 42, 43, 255);
    assertEquals(image(1, 6, 0, 0, 255, 0, 0, 255), new BitDepthReduction(1).apply(values));
    assertEquals(image(1, 6, 0, 85, 170, 0, 85, 255), new BitDepthReduction(2).apply(values));
    assertEquals(values, new BitDepthReduction(8).apply(values));
    assertEquals(
        "bit depth 9: expected from 1 to 8",
        assertThrows(IllegalArgumentException.class, () -> new BitDepthReduction(9)).getMessage());
  }

  @Test
  void jpegKeepsFlatColoursAndTakesOutACheckerboard() {
    byte[] flat = new byte[2 * 3 * 16 * 16];
    byte[] checked = new byte[flat.length];
    for (int i = 0; i < flat.length; i++) {
      int colour = 60 * (1 + i / 256 % 3);
      flat[i] = (byte) colour;
      checked[i] = (byte) (colour + ((i + i / 16) % 2 == 0 ? 6 : -6));
    }
    Shape shape = Shape.of(2, 3, 16, 16);
    JpegCompression jpeg = new JpegCompression(50);
    PixelBatch plain = new PixelBatch(shape, flat);
    assertEquals(0, jpeg.apply(plain).beyond(plain, 2), "red, green and blue in their planes");
    assertTrue(jpeg.apply(new PixelBatch(shape, checked)).beyond(plain, 3) < flat.length / 20);
    PixelBatch fine = new JpegCompression(100).apply(new PixelBatch(shape, checked));
    assertTrue(fine.beyond(plain, 3) > flat.length / 4, "quality matters");
    PixelBatch grey = image(8, 8, 77);
    assertEquals(0, jpeg.apply(grey).beyond(grey, 1));
    assertThrows(IllegalArgumentException.class, () -> new JpegCompression(101));
    assertThrows(
        IllegalArgumentException.class,
        () -> jpeg.apply(new PixelBatch(Shape.of(1, 2, 4, 4), new byte[32])));
  }

  @Test
  void randomisationPadsToTheFullSizeAndRepeatsItselfForASeed() {
    List<Shape> seen = new ArrayList<>();
    Set<List<Integer>> places = new HashSet<>();
    ImageClassifier watching =
        images -> {
          seen.add(images.shape());
          float[] values = images.toFloats();
          int first = -1;
          int last = 0;
          for (int i = 0; i < values.length; i++) {
            first = first < 0 && values[i] != 0 ? i : first;
            last = values[i] != 0 ? i : last;
          }
          places.add(List.of(first, last));
          return images.mean(1, 2, 3).reshape(-1, 1).concat(1, images.max(1, 2, 3).reshape(-1, 1));
        };
    InputRandomization defence =
        new InputRandomization(watching, new InputRandomization.Size(5, 8), 20, false);
    PixelBatch white = image(4, 4, 255);
    long[] said = defence.classes(engine, white, SEED);
    assertArrayEquals(new long[] {1}, said);
    assertEquals(Set.of(Shape.of(1, 1, 8, 8)), Set.copyOf(seen));
    assertTrue(places.size() > 3, places.toString());
    Set<List<Integer>> before = Set.copyOf(places);
    places.clear();
    defence.classes(engine, white, SEED);
    assertEquals(before, places);
    places.clear();
    defence.classes(engine, white, new Seed(12));
    assertNotEquals(before, places);
    for (List<Integer> place : before) {
      int first = place.get(0);
      int last = place.get(1);
      int side = last / 8 - first / 8 + 1;
      assertTrue(side >= 5 && side < 8, place.toString());
      assertEquals(side, last % 8 - first % 8 + 1);
    }
    assertThrows(IllegalArgumentException.class, () -> new InputRandomization.Size(8, 8));
  }

  @Test
  void flipsTurnTheImageOfThePassBefore() {
    Set<Integer> sides = new TreeSet<>();
    ImageClassifier watching =
        images -> {
          float[] values = images.toFloats();
          int place = 0;
          while (values[place] == 0) {
            place++;
          }
          sides.add(place % 9 < 4 ? 0 : 1);
          return images.mean(1, 2, 3).reshape(-1, 1);
        };
    byte[] left = new byte[64];
    for (int i = 0; i < 64; i += 8) {
      left[i] = (byte) 255;
    }
    PixelBatch image = new PixelBatch(Shape.of(1, 1, 8, 8), left);
    InputRandomization.Size size = new InputRandomization.Size(8, 9);
    new InputRandomization(watching, size, 10, false).classes(engine, image, SEED);
    assertEquals(Set.of(0), sides);
    new InputRandomization(watching, size, 10, true).classes(engine, image, SEED);
    assertEquals(Set.of(0, 1), sides);
  }

  @Test
  void ofEachTrainingBatchTheSecondHalfIsChangedWithinItsEpsilon() {
    float[] inputs = new float[5 * 4];
    Arrays.fill(inputs, 0.5f);
    Batch batch = new Batch(inputs, Shape.of(5, 1, 2, 2), new long[] {0, 1, 0, 1, 0});
    Tensor weights = engine.tensor(new float[] {1, 1, -1, 1, 0, 0, 0, 0}, Shape.of(2, 4));
    ImageClassifier model = x -> x.reshape(-1, 4).linear(weights, engine.full(0, Shape.of(2)));
    AdversarialBatches batches =
        new AdversarialBatches(Batches.of(List.of(batch, batch)), model, engine, 32, SEED);
    List<Batch> epoch = new ArrayList<>();
    batches.epoch(0).forEach(epoch::add);
    assertEquals(2, epoch.size());
    float[] changed = epoch.get(0).inputs();
    for (int i = 0; i < 12; i++) {
      assertEquals(0.5f, changed[i]);
    }
    Set<Float> epsilons = new TreeSet<>();
    for (int image = 3; image < 5; image++) {
      // The model says class 0 of all, so its three liked values go down and the other up.
      float epsilon = 0.5f - changed[4 * image];
      assertTrue(epsilon > 0 && epsilon <= 32 / 255f, epsilon + "");
      assertEquals(0.5f + epsilon, changed[4 * image + 2], 1e-6f);
      epsilons.add(epsilon);
    }
    assertEquals(2, epsilons.size(), "each image has an epsilon of its own");
    assertFalse(Arrays.equals(changed, epoch.get(1).inputs()));
    assertArrayEquals(new long[] {0, 1, 0, 1, 0}, epoch.get(0).labels());
    assertEquals(0.5f, inputs[19], "the clean batch stays");
    assertEquals(
        "adversarial training with epsilons up to 0.0: expected above 0 and at most 255, in levels"
            + " of 1/255",
        assertThrows(
                IllegalArgumentException.class,
                () -> new AdversarialBatches(Batches.of(List.of(batch)), model, engine, 0, SEED))
            .getMessage());
  }

  @Test
  void pairsHoldEachImageOnceWithOneOfItsVersions() {
    byte[] clean = new byte[6];
    byte[] first = new byte[6];
    byte[] second = new byte[6];
    for (int i = 0; i < 6; i++) {
      clean[i] = (byte) (10 * i);
      first[i] = (byte) (10 * i + 1);
      second[i] = (byte) (10 * i + 2);
    }
    Shape shape = Shape.of(6, 1, 1, 1);
    AdversarialPairs pairs =
        new AdversarialPairs(
            new PixelBatch(shape, clean),
            List.of(new PixelBatch(shape, first), new PixelBatch(shape, second)),
            3,
            SEED);
    Set<Integer> images = new TreeSet<>();
    Set<Integer> versions = new TreeSet<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      images.clear();
      for (Batch batch : pairs.epoch(epoch)) {
        assertEquals(Shape.of(3, 2, 1, 1), batch.shape());
        for (int i = 0; i < 3; i++) {
          int adversarial = Math.round(batch.inputs()[2 * i] * 255);
          int image = Math.round(batch.inputs()[2 * i + 1] * 255);
          assertEquals(image / 10, adversarial / 10);
          images.add(image / 10);
          versions.add(adversarial % 10);
        }
      }
      assertEquals(Set.of(0, 1, 2, 3, 4, 5), images);
    }
    assertEquals(Set.of(1, 2), versions);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AdversarialPairs(
                new PixelBatch(shape, clean),
                List.of(new PixelBatch(Shape.of(1, 1, 1, 6), first)),
                3,
                SEED));
  }

  /** Features are twice the image, logits its mean and its negative. */
  private static final class Doubling implements FeatureClassifier {
    @Override
    public Tensor logits(Tensor images) {
      Tensor mean = images.mean(1, 2, 3).reshape(-1, 1);
      return mean.concat(1, mean.neg());
    }

    @Override
    public Tensor features(Tensor images) {
      return images.mul(2);
    }
  }

  @Test
  void guidanceComparesWhereItSays() {
    DenoisingUNet denoiser = denoiser();
    // Two pairs: one image's denoised version is compared with its own clean one.
    float[] values = {
      0.9f, 0.1f, 0.9f, 0.1f, 0.5f, 0.5f, 0.5f, 0.5f, 0.2f, 0.7f, 0.1f, 0.1f, 0.3f, 0.3f, 0.3f, 0.3f
    };
    Tensor pairs = engine.tensor(values, Shape.of(2, 2, 2, 2));
    float[] out;
    try (Scope scope = engine.inference()) {
      out = denoiser.forward(pairs.slice(1, 0, 1), Mode.TRAIN).toFloats();
    }
    double pixels = 0;
    double means = 0;
    for (int image = 0; image < 2; image++) {
      double mean = 0;
      double clean = image == 0 ? 0.5 : 0.3;
      for (int i = 0; i < 4; i++) {
        pixels += Math.abs(out[4 * image + i] - clean) / 8;
        mean += out[4 * image + i] / 4;
      }
      means += Math.abs(mean - clean) / 2;
    }
    Doubling classifier = new Doubling();
    assertEquals(pixels, Guidance.PIXEL.loss(denoiser, classifier, pairs).item(), 1e-5);
    assertEquals(2 * pixels, Guidance.FEATURE.loss(denoiser, classifier, pairs).item(), 1e-5);
    assertEquals(means, Guidance.LOGIT.loss(denoiser, classifier, pairs).item(), 1e-5);
  }

  private DenoisingUNet denoiser() {
    return new DenoisingUNet(
        LayerContext.root(engine, SEED),
        new DenoisingUNet.Design(1, List.of(4, 4), List.of(1, 1), List.of(1)));
  }

  @Test
  void aDenoiserLearnsToTakeOutNoise() {
    byte[] grey = new byte[32 * 64];
    Arrays.fill(grey, (byte) 128);
    PixelBatch clean = new PixelBatch(Shape.of(32, 1, 8, 8), grey);
    PixelBatch noisy =
        new SignNoise().perturb(engine, new AttackTask(clean, new long[32], ones(), 40, SEED));
    DenoisingUNet denoiser = denoiser();
    denoiser.parameters().get("last.weight").scale(0.01);
    List<Classification.Epoch> epochs =
        Classification.train(
            denoiser,
            new Adam(denoiser.parameters(), Adam.Settings.DEFAULT),
            (pairs, labels) -> Guidance.PIXEL.loss(denoiser, new Doubling(), pairs),
            new AdversarialPairs(clean, List.of(noisy), 8, SEED),
            new Classification.Plan(12, Schedule.constant(0.02), 0),
            new Classification.Listener() {},
            Checkpoints.NONE);
    double before = 40 / 255.0;
    assertTrue(epochs.get(11).loss() < 0.75 * before, epochs.toString());
    try (Scope scope = engine.inference()) {
      double mean =
          new DenoisedClassifier(denoiser, new Doubling())
              .logits(noisy.shares(engine))
              .slice(1, 0, 1)
              .mean()
              .item();
      assertEquals(128 / 255.0, mean, 0.05);
    }
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Classification.train(
                        denoiser,
                        new Adam(denoiser.parameters(), Adam.Settings.DEFAULT),
                        (pairs, labels) -> pairs.mean(),
                        new AdversarialPairs(clean, List.of(noisy), 8, SEED),
                        new Classification.Plan(1, Schedule.constant(0.02), 0.1),
                        new Classification.Listener() {},
                        Checkpoints.NONE))
            .getMessage();
    assertTrue(message.startsWith("label smoothing 0.1"), message);
  }

  private static long[] ones() {
    long[] ones = new long[32];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void filtersStandInFrontOfADefence() {
    Tensor weights = engine.tensor(new float[] {1, 0}, Shape.of(2, 1));
    ImageClassifier bright =
        x ->
            x.mean(1, 2, 3)
                .reshape(-1, 1)
                .linear(weights, engine.tensor(new float[] {0, 0.5f}, Shape.of(2)));
    Defence plain = Defence.of(bright);
    PixelBatch light = image(1, 1, 200);
    assertArrayEquals(new long[] {0}, plain.classes(engine, light, SEED));
    Defence dark = plain.behind(images -> image(1, 1, 0));
    assertArrayEquals(new long[] {1}, dark.classes(engine, light, SEED));
  }
}
