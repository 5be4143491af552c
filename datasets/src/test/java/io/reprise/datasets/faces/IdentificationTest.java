package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Similarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IdentificationTest {
  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void acceptsAtTheLowestThresholdThatTheRateAllows() {
    // Impostors 1 to 100: at 1% one may pass (100), so the threshold is 99; at 10% it is 90.
    double[] impostor = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    double[] genuine = {89, 90, 90.5, 99, 99.5};
    VerificationScores scores = new VerificationScores(genuine, impostor);
    assertEquals(99, scores.threshold(0.01));
    assertEquals(0.2, scores.trueAcceptRate(0.01), 1e-12);
    assertEquals(90, scores.threshold(0.1));
    assertEquals(0.6, scores.trueAcceptRate(0.1), 1e-12);
    // 0.29 * 100 is 28.999999999999996 in binary, and means 29.
    assertEquals(71, scores.threshold(0.29));
    assertEquals(1, scores.trueAcceptRate(1));
  }

  @Test
  void givesEqualScoresNoAcceptance() {
    VerificationScores scores = new VerificationScores(new double[] {1, 1}, new double[] {1, 1, 1});
    assertEquals(0, scores.trueAcceptRate(0.5));
  }

  @Test
  void refusesRatesThatThePairsCannotMeasure() {
    VerificationScores scores = new VerificationScores(new double[1], new double[999]);
    assertEquals(
        "false accept rate 0.001 on 999 impostor pairs: expected at most 1, and at least one pair"
            + " that it lets pass",
        refusal(() -> scores.trueAcceptRate(1e-3)));
    refusal(() -> scores.threshold(0));
    refusal(() -> scores.threshold(1.1));
    assertEquals(
        "0 genuine and 1 impostor scores: expected at least one of each",
        refusal(() -> new VerificationScores(new double[0], new double[1])));
    assertEquals(
        "genuine scores contain NaN: expected numbers",
        refusal(() -> new VerificationScores(new double[] {1, Double.NaN}, new double[1])));
  }

  /** Three probes with a mate, at ranks 1, 2 and 3, and two without one. */
  private static Identification identification() {
    float[][] scores = {
      {9, 1, 2}, {5, 4, 3}, {8, 7, 6}, {2, 3, 1}, {6, 8.5f, 0},
    };
    return Identification.of(
        List.of(10, 11, 12, 98, 99), List.of(10, 11, 12), probe -> scores[probe]);
  }

  @Test
  void ranksTheClosedSet() {
    Identification result = identification();
    assertEquals(1.0 / 3, result.rank(1), 1e-12);
    assertEquals(2.0 / 3, result.rank(2), 1e-12);
    assertEquals(1, result.rank(3), 1e-12);
  }

  @Test
  void acceptsInTheOpenSetWhatIsFirstAndAboveTheThreshold() {
    Identification result = identification();
    // Those without a mate reach 3 and 8.5; at 0.5 one may pass: the threshold is 3.
    assertEquals(1.0 / 3, result.truePositiveIdentificationRate(0.5), 1e-12);
    assertTrue(
        refusal(() -> result.truePositiveIdentificationRate(0.1)).contains("on 2 impostor pairs"));
    float[][] low = {{2}, {5}, {7}};
    Identification below = Identification.of(List.of(1, 8, 9), List.of(1), probe -> low[probe]);
    assertEquals(1, below.rank(1));
    assertEquals(0, below.truePositiveIdentificationRate(0.5));
  }

  @Test
  void givesAConstantFeatureNothing() {
    Identification result = Identification.of(List.of(1, 2), List.of(1, 2), probe -> new float[2]);
    assertEquals(0, result.rank(1));
    assertEquals(
        "no probe without a mate: expected some for an open set",
        refusal(() -> result.truePositiveIdentificationRate(0.5)));
    assertTrue(
        refusal(() -> Identification.of(List.of(3), List.of(1, 2), probe -> new float[2]))
            .startsWith("1 probes of nobody in the gallery"));
  }

  @Test
  void countsMegaFacePairsWhoseMateBeatsEveryDistractor() {
    Path photo = Path.of("x");
    MegaFace data =
        new MegaFace(
            List.of(photo, photo, photo, photo),
            List.of("a", "a", "b", "a"),
            List.of(photo, photo));
    // Pairs of a: 0-1, 0-3, 1-0, 1-3, 3-0, 3-1. Person b has no pair, whatever it resembles.
    float[][] probes = {{1, .9f, .9f, .5f}, {.9f, 1, 0, .7f}, {0, 0, 1, 0}, {.5f, .7f, 0, 1}};
    float[][] distractors = {{.6f, .1f}, {.2f, .7f}, {0, 0}, {.4f, .3f}};
    double rankOne = data.rankOne(p -> probes[p], p -> distractors[p]);
    // Found: 0-1 (.9 > .6), 1-0 (.9 > .7), 3-0 and 3-1 (> .4); not 0-3, nor 1-3, which only equals.
    assertEquals(4.0 / 6, rankOne, 1e-12);
    Similarity short1 = p -> new float[1];
    assertEquals(
        "query 0 has 1 similarities: expected 2",
        refusal(() -> data.rankOne(p -> probes[p], short1)));
  }

  @Test
  void readsTheListsOfMegaFace(@TempDir Path root) throws IOException {
    Path faces = Files.createDirectories(root.resolve("facescrub/Ann"));
    Files.createFile(faces.resolve("Ann_1.png"));
    Path flickr = Files.createDirectories(root.resolve("flickr/363"));
    Files.createFile(flickr.resolve("1.jpg"));
    Path probes = root.resolve("facescrub_features_list.json");
    Path distractors = root.resolve("megaface_features_list.json_10_1");
    Files.writeString(probes, "{\"id\": [\"Ann\"], \"x\": {}, \"path\": [\"Ann/Ann_1.png\"]}");
    Files.writeString(distractors, "{\"path\": [\"363/1.jpg\"]}");
    Path facescrub = root.resolve("facescrub");
    MegaFace data = MegaFace.read(facescrub, probes, root.resolve("flickr"), distractors);
    assertEquals(List.of("Ann"), data.people());
    assertEquals(List.of(faces.resolve("Ann_1.png")), data.probes());
    assertEquals(List.of(flickr.resolve("1.jpg")), data.distractors());

    for (String[] bad :
        new String[][] {
          {"{\"path\": [\"Ann/Ann_1.png\"]}", "has 1 of path and 0 of id: expected as many"},
          {"{\"path\": [\"Ann/2.png\"], \"id\": [\"Ann\"]}", "is missing: expected a file"},
          {"{\"path\": \"Ann\"}", "has path that is no array: expected strings"},
          {"{\"path\": [[]]}", "line 1 has a value that is no string: expected strings"},
          {"{\"path\": [\n\"Ann", "): expected path and id"},
          {"[]", "is no JSON object: expected path and id"},
          {"{}", "has no path: expected a list of photos"}
        }) {
      Files.writeString(probes, bad[0]);
      String message =
          assertThrows(
                  IOException.class,
                  () -> MegaFace.read(facescrub, probes, root.resolve("flickr"), distractors))
              .getMessage();
      assertTrue(message.endsWith(bad[1]), message);
    }
    Files.delete(probes);
    assertEquals(
        probes + " is missing: expected a list in JSON",
        assertThrows(
                IOException.class,
                () -> MegaFace.read(facescrub, probes, root.resolve("flickr"), distractors))
            .getMessage());
  }
}
