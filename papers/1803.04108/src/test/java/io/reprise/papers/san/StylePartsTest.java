package io.reprise.papers.san;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.landmarks.StyleAggregation;
import io.reprise.baselines.translation.UnpairedBatch;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StylePartsTest {
  private static final StyledSet DRAWN = DrawnStyles.generate(48, 6, new Seed(2));

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(3));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void momentsAreThoseOfAllValuesOfAnImage() {
    Tensor images = engine.tensor(new float[] {-1, 0, 1, 4, 2, 2, 2, 2}, Shape.of(2, 1, 2, 2));
    List<double[]> all = StyleFeatures.MOMENTS.of(images);
    // Deviations from 1: -2, -1, 0, 3.
    assertArrayEquals(new double[] {1, Math.sqrt(14.0 / 4), 18.0 / 4}, all.get(0), 1e-12);
    assertArrayEquals(new double[] {2, 0, 0}, all.get(1), 1e-12);
  }

  @Test
  void clustersGoFromTheSmallestToTheLargest() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(new double[] {i < 7 ? 0 : i < 10 ? 10 : 20, 0.01 * i});
    }
    StyleClusters clusters = StyleClusters.of(points, 3, new Seed(1));
    assertEquals(List.of(10, 11), clusters.smallest());
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), clusters.largest());
    // One of the seven is of another style than most of its cluster.
    List<Integer> styles = List.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2);
    assertEquals(11.0 / 12, clusters.purity(styles), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> StyleClusters.of(points, 1, new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> StyleClusters.of(points, 13, new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> new StyleClusters(List.of(0, 3), 3));
    points.set(4, new double[] {Double.NaN, 0});
    assertThrows(IllegalArgumentException.class, () -> StyleClusters.of(points, 3, new Seed(1)));
  }

  @Test
  void drawnFacesClusterByTheirStyles() throws IOException {
    List<double[]> features =
        StyleFeatures.MOMENTS.of(
            engine, DRAWN.training(DrawnStyles.MIXED), UnaryOperator.identity());
    double purity = StyleClusters.of(features, 3, new Seed(1)).purity(DRAWN.mixture());
    assertTrue(purity > 0.75, "purity " + purity);
    assertEquals(30, Collections.frequency(DRAWN.mixture(), 0));
    assertEquals(4, Collections.frequency(DRAWN.mixture(), 1));
    assertEquals(14, Collections.frequency(DRAWN.mixture(), 2));
  }

  @Test
  void faceIIsTheSameInEveryStyleAndOthersAreInTheTest() throws IOException {
    for (int i = 0; i < 3; i++) {
      var plain = DRAWN.training("normal").face(i);
      for (String style : List.of("mixed", "dark", "washed-out")) {
        assertEquals(plain.landmarks(), DRAWN.training(style).face(i).landmarks());
      }
      assertNotEquals(plain.picture(), DRAWN.training("dark").face(i).picture());
      assertNotEquals(plain.landmarks(), DRAWN.test("normal").face(i).landmarks());
    }
    assertNotEquals(DRAWN.checksum(), DrawnStyles.generate(48, 6, new Seed(3)).checksum());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> DRAWN.test("sketch"))
            .getMessage()
            .contains("'sketch'"));
  }

  @Test
  void aToneGeneratorMovesLevelsAndKeepsTheImageWhereItsChangeIsNothing() {
    ToneGenerator generator = new ToneGenerator(at);
    Tensor x = engine.tensor(new Seed(4).uniform(2 * 3 * 8 * 8), Shape.of(2, 3, 8, 8)).sub(0.5);
    assertTrue(generator.forward(x, Mode.TRAIN).sub(x).abs().max().item() > 1e-3);
    generator.children().get("change").parameters().values().forEach(t -> t.scale(0));
    assertEquals(0, generator.forward(x, Mode.TRAIN).sub(x).abs().max().item(), 1e-5);
    Tensor extreme = engine.full(3, Shape.of(1, 3, 4, 4));
    assertEquals(0.97, generator.forward(extreme, Mode.TRAIN).max().item(), 1e-5);
  }

  @Test
  void aToneGeneratorSeesTheWholeImage() {
    ToneGenerator generator = new ToneGenerator(at);
    float[] values = new Seed(4).uniform(3 * 12 * 12);
    Tensor one = engine.tensor(values, Shape.of(1, 3, 12, 12));
    values[11 * 12 + 11] += 0.5f;
    Tensor other = engine.tensor(values, Shape.of(1, 3, 12, 12));
    Tensor change =
        generator.forward(one, Mode.TRAIN).sub(generator.forward(other, Mode.TRAIN)).abs();
    assertTrue(change.slice(2, 0, 1).slice(3, 0, 1).max().item() > 1e-7);
  }

  @Test
  void theRateOfTheGeneratorsFallsOverTheSecondHalf() {
    Schedule rate = AggregationTraining.halfDecayed(1e-3, 20);
    assertEquals(1e-3, rate.at(0), 1e-15);
    assertEquals(1e-3, rate.at(9.99), 1e-15);
    assertEquals(0.5e-3, rate.at(15), 1e-15);
    assertEquals(1e-5, rate.at(19.9), 1e-12);
  }

  private UnpairedFaces unpaired(List<Integer> a, List<Integer> b, int steps) {
    return new UnpairedFaces(
        DRAWN.training(DrawnStyles.MIXED), a, b, 2, steps, new RandomCrop(0), new Seed(5));
  }

  @Test
  void anEpochGoesThroughTheLargerDomainAndRepeatsTheSmallerOne() {
    UnpairedFaces faces = unpaired(List.of(0, 1), List.of(2, 3, 4, 5, 6), 0);
    assertEquals(2, faces.size());
    List<UnpairedBatch> all = new ArrayList<>();
    faces.epoch(0).forEach(all::add);
    assertEquals(2, all.size());
    assertEquals(Shape.of(2, 3, 48, 48), all.get(0).shape());
    int first = all.get(0).a().length / 2;
    long different =
        Stream.of(0, first)
            .flatMap(from -> all.stream().map(b -> b.a()[from + 1000] + " " + b.a()[from + 2000]))
            .distinct()
            .count();
    assertEquals(2, different);
    assertArrayEquals(all.get(1).b(), second(faces).b());
    assertThrows(IllegalArgumentException.class, () -> unpaired(List.of(0), List.of(1, 2), 0));
  }

  @Test
  void aWindowIsCutOutOfAnyPlaceOfThePicture() {
    RandomWindow window = new RandomWindow(2);
    Shape image = Shape.of(1, 3, 4);
    var random = new Seed(1).generator();
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var at = window.draw(image, random).map().apply(new io.reprise.datasets.Point(0, 0));
      places.add(at.x() + " " + at.y());
    }
    assertEquals(6, places.stream().distinct().count());
    assertTrue(places.contains("-2.0 -1.0"), places.toString());
    assertThrows(IllegalArgumentException.class, () -> new RandomWindow(4).draw(image, random));
    assertThrows(IllegalArgumentException.class, () -> new RandomWindow(0));
  }

  private static UnpairedBatch second(UnpairedFaces faces) {
    var batches = faces.epoch(0).iterator();
    batches.next();
    return batches.next();
  }

  @Test
  void stylesAreAsFarApartAsTheirMeansAndNothingIsToldApartInEmptyImages() throws IOException {
    Standardisation scale = Separation.scale(engine, DRAWN, StyleFeatures.MOMENTS);
    Separation before =
        Separation.of(engine, DRAWN, StyleFeatures.MOMENTS, UnaryOperator.identity(), scale);
    assertTrue(before.accuracy() > 0.8, "accuracy " + before.accuracy());
    assertTrue(before.distance() > 1, "distance " + before.distance());
    Separation after = Separation.of(engine, DRAWN, StyleFeatures.MOMENTS, x -> x.mul(0), scale);
    assertEquals(0, after.distance(), 1e-6);
    assertEquals(1.0 / 3, after.accuracy(), 1e-12);
  }

  @Test
  void featuresAreStandardisedByTheFirstPoints() {
    Standardisation scale = new Standardisation(List.of(new double[] {1, 5}, new double[] {3, 5}));
    assertArrayEquals(new double[] {4, 2}, scale.of(List.of(new double[] {6, 7})).get(0), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new Standardisation(List.of()));
  }

  @Test
  void aClassifierLearnsStylesAndGivesItsPooledFeatures() throws IOException {
    StyleClassifier classifier = new StyleClassifier(at, ResNet.Design.cifar(8, 3), 16);
    List<FaceSource> styles = DRAWN.styles().stream().map(DRAWN::training).toList();
    classifier.train(styles, new StyleClassifier.Plan(2, 16, 0.05), new Seed(7), Checkpoints.NONE);
    double accuracy = classifier.accuracy(DRAWN.styles().stream().map(DRAWN::test).toList());
    assertTrue(accuracy > 0.5, "accuracy " + accuracy);
    List<double[]> features = classifier.of(engine, DRAWN.test("dark"), UnaryOperator.identity());
    assertEquals(6, features.size());
    assertEquals(64, features.get(0).length);
    StyleClassifier other = new StyleClassifier(at.at("other"), ResNet.Design.cifar(8, 3), 16);
    other.load(classifier.state());
    assertArrayEquals(
        features.get(3), other.of(engine, DRAWN.test("dark"), UnaryOperator.identity()).get(3));
  }

  @Test
  void examplesOfAllStylesComeOnceAnEpochWithTheirClass() {
    List<FaceSource> styles = List.of(DRAWN.test("normal"), DRAWN.test("dark"));
    List<Long> labels = new ArrayList<>();
    StyleBatches.training(styles, 16, 5, new Seed(1))
        .epoch(0)
        .forEach(b -> java.util.Arrays.stream(b.labels()).forEach(labels::add));
    assertEquals(6, Collections.frequency(labels, 0L));
    assertEquals(6, Collections.frequency(labels, 1L));
    assertNotEquals(labels.stream().sorted().toList(), labels);
  }

  @Test
  void whatAggregationGaveIsKeptExactly() {
    State state = new State(Map.of("w", new float[] {0.1f, -2}));
    Aggregated outcome =
        new Aggregated(
            state,
            new State(Map.of("w", new float[] {3, 4})),
            new StyleClusters(List.of(2, 0, 1, 2), 3),
            Map.of("generators", List.of(0.1, 0.7), "discriminator", List.of(1e-17)));
    Snapshot saved = Aggregated.CODEC.save(outcome);
    Aggregated back = Aggregated.CODEC.restore(saved);
    assertEquals(outcome.clusters(), back.clusters());
    assertEquals(outcome.losses(), back.losses());
    assertArrayEquals(new float[] {0.1f, -2}, back.first().values().get("w"));
    assertArrayEquals(new float[] {3, 4}, back.second().values().get("w"));
  }

  @Test
  void onlyTheDetectorIsTrainedAndMethodsStartFromTheSameWeights() {
    StyleAggregation styles =
        new StyleAggregation(at.at("styles"), StyleNetworks.SMALL.generator());
    Module single = detector(Method.SINGLE, Optional.empty()).network();
    Module san = detector(Method.SAN, Optional.of(styles)).network();
    Module alone = detector(Method.AGGREGATE_ALONE, Optional.of(styles)).network();
    assertEquals(single.parameters().keySet(), alone.parameters().keySet());
    assertTrue(san.parameters().keySet().stream().noneMatch(p -> p.contains("Style")));
    for (String path : List.of("features", "stage1")) {
      single.parameters().entrySet().stream()
          .filter(e -> e.getKey().startsWith(path))
          .forEach(
              e ->
                  assertArrayEquals(
                      e.getValue().toFloats(), san.parameters().get(e.getKey()).toFloats()));
    }
    assertThrows(IllegalArgumentException.class, () -> detector(Method.SAN, Optional.empty()));
  }

  private Detector detector(Method method, Optional<StyleAggregation> styles) {
    return new Detector(
        at, method, Protocol.SMALL, new io.reprise.baselines.landmarks.HeatMaps(4, 3, 2), styles);
  }

  @Test
  void everyMethodSeesWhatItShould() {
    StyleAggregation styles =
        new StyleAggregation(at.at("styles"), StyleNetworks.SMALL.generator());
    Tensor x = engine.tensor(new Seed(8).normal(3 * 48 * 48), Shape.of(1, 3, 48, 48)).mul(0.3);
    Tensor other = x.neg();
    Tensor aggregated = styles.forward(x, Mode.EVALUATE);
    assertEquals(3, detector(Method.SINGLE, Optional.empty()).stages(x, other, Mode.TRAIN).size());
    Detector twice = detector(Method.TWICE, Optional.empty());
    List<Tensor> maps = twice.stages(x, other, Mode.TRAIN);
    assertEquals(4, maps.size());
    assertEquals(0, maps.get(0).sub(maps.get(1)).abs().max().item());
    Detector san = detector(Method.SAN, Optional.of(styles));
    assertEquals(0, san.aggregated(x).sub(aggregated).abs().max().item(), 1e-6);
    Detector oracle = detector(Method.ORACLE, Optional.empty());
    // Methods of two images share all first weights: they differ by the second image alone.
    assertEquals(0, difference(san, x, other, oracle, x, aggregated), 1e-6);
    assertTrue(difference(san, x, other, twice, x, other) > 1e-9);
    Detector alone = detector(Method.AGGREGATE_ALONE, Optional.of(styles));
    Detector single = detector(Method.SINGLE, Optional.empty());
    assertEquals(0, difference(alone, x, other, single, aggregated, other), 1e-6);
  }

  private static double difference(
      Detector one, Tensor x, Tensor beside, Detector two, Tensor y, Tensor besideY) {
    List<Tensor> a = one.stages(x, beside, Mode.TRAIN);
    List<Tensor> b = two.stages(y, besideY, Mode.TRAIN);
    return a.get(a.size() - 1).sub(b.get(b.size() - 1)).abs().max().item();
  }
}
