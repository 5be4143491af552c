package io.reprise.papers.sdoh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageSet;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir Path folder;

  private Run<?> run(String results, Map<String, String> options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("no data"));
    Map<String, String> all = new HashMap<>(options);
    all.put("scale", "smoke");
    all.put("threads", "1");
    all.put("data", data.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of(Sdoh.ID), RunSettings.parse(all::get), line -> {});
  }

  private static TrialResult result(Run<?> run, String variant) {
    return run.plan().stream()
        .filter(p -> p.declared().equals(variant))
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  @Test
  void theSameSeedGivesTheSameMeasurementsToTheBitAlsoInAJvmOfItsOwn() throws IOException {
    String variant = "SDOH, network features";
    TrialResult here = result(run("here", Map.of()), variant);
    TrialResult fork = result(run("fork", Map.of("fork", "true")), variant);
    assertFalse(here.failed(), () -> here.error().toString());
    assertFalse(fork.failed(), () -> fork.error().toString());
    assertEquals(here.measurements(), fork.measurements());
    assertEquals(here.curves(), fork.curves());
    assertEquals(1, here.figures().size());
    Map<String, Double> m = here.measurements();
    assertTrue(m.get("gradient_difference") < 1e-6);
    assertEquals(0, m.get("hamming_difference"));
    assertEquals(1, m.get("released_gradient_cosine"), 1e-12);
    // Before the first batch, and after each of two.
    assertEquals(3, here.curves().get("mAP by batch").size());
    assertEquals(
        here.curves().get("mAP by batch").stream().mapToDouble(v -> v).average().orElseThrow(),
        m.get("auc"),
        1e-12);
    assertEquals(m.get("map"), here.curves().get("mAP by batch").get(2));
    assertEquals(2, here.curves().get("inner steps by batch").size());
  }

  @Test
  void variantsOfASeedShareStreamFirstFunctionAndNetwork() throws IOException {
    Run<?> run = run("shared", Map.of());
    TrialResult lsh = result(run, "LSH, network features");
    TrialResult sdoh = result(run, "SDOH, network features");
    assertEquals(lsh.curves().get("mAP by batch").get(0), sdoh.curves().get("mAP by batch").get(0));
    assertEquals(lsh.curves().get("mAP by batch").get(0), lsh.curves().get("mAP by batch").get(2));
    assertEquals(0, lsh.measurements().get("past_map_gain"));
    assertEquals(
        lsh.measurements().get("network_top1_accuracy"),
        sdoh.measurements().get("network_top1_accuracy"));
    assertFalse(lsh.measurements().containsKey("gradient_difference"));
  }

  @Test
  void withScalesTheReleasedGradientPointsElsewhere() throws IOException {
    TrialResult scaled = result(run("scaled", Map.of()), "SDOH scaled, classes on a sphere");
    assertFalse(scaled.failed(), () -> scaled.error().toString());
    assertTrue(scaled.measurements().get("released_gradient_cosine") < 0.999);
    assertTrue(scaled.measurements().get("gradient_difference") < 1e-6);
  }

  @Test
  void settingsThatMakeNoSenseFailTheTrialByValue() throws IOException {
    String variant = "SDOH, classes on a sphere";
    assertTrue(error("sigma=0", variant).startsWith("SDOH sigma 0.0"));
    assertTrue(error("rate=-1", variant).startsWith("SDOH rate -1.0"));
    assertTrue(error("bits=0", variant).contains("0 bits"));
    assertTrue(error("batch=1", variant).contains("batches of 1"));
    assertTrue(error("batch=100", variant).contains("expected at least two batches"));
  }

  private String error(String setting, String variant) throws IOException {
    TrialResult bad = result(run(setting, Map.of("set", setting)), variant);
    assertTrue(bad.failed());
    return bad.error().message();
  }

  @Test
  void pixelsAreSharesOfTheLargest() {
    ImageSet images =
        new ImageSet(Shape.of(1, 1, 2), 3, new byte[] {0, 51, (byte) 255, 0}, new int[] {2, 1});
    LabelledFeatures pixels = SdohData.pixels(images);
    assertEquals(0.2f, pixels.features().at(0, 1));
    assertEquals(1, pixels.features().at(1, 0));
    assertEquals(2, pixels.label(0));
  }

  @Test
  void filesOfFeaturesAreReadAndTheirFaultsNamed() throws IOException {
    FeatureFiles files = new FeatureFiles("features", folder, 2, 3);
    assertTrue(assertThrows(IOException.class, files::read).getMessage().contains("features.npy"));
    write("features.fvecs", List.of(new float[] {1, 2}, new float[] {3, 4}), false);
    write("labels.ivecs", List.of(new float[] {2}, new float[] {0}), true);
    LabelledFeatures read = files.read();
    assertEquals(2, read.label(0));
    assertEquals(4, read.features().at(1, 1));
    write("labels.ivecs", List.of(new float[] {2}, new float[] {3}), true);
    assertTrue(
        assertThrows(IOException.class, files::read)
            .getMessage()
            .endsWith("row 1 has label 3.0: expected a whole number from 0 to 2"));
    write("labels.ivecs", List.of(new float[] {2}), true);
    assertTrue(
        assertThrows(IOException.class, files::read).getMessage().endsWith("expected 2 x 1"));
    assertTrue(
        assertThrows(IOException.class, new FeatureFiles("f", folder, 3, 3)::read)
            .getMessage()
            .endsWith("has vectors of 2: expected 3"));
  }

  private void write(String name, List<float[]> rows, boolean whole) throws IOException {
    int columns = rows.get(0).length;
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.size() * 4 * (1 + columns)).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      bytes.putInt(columns);
      for (float value : row) {
        if (whole) {
          bytes.putInt((int) value);
        } else {
          bytes.putFloat(value);
        }
      }
    }
    Files.write(folder.resolve(name), bytes.array());
  }

  @Test
  void scalePaperSaysThatItNeedsMnist() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> SdohData.of(Scale.PAPER, folder))
            .getMessage()
            .contains("expected a folder mnist there"));
  }

  @Test
  void noPrintedNumberIsAnsweredBelowScalePaper() throws IOException {
    Evidence evidence = run("none", Map.of()).evidence();
    Sdoh experiment = new Sdoh();
    assertEquals(13, experiment.reported().size());
    for (Reported row : experiment.reported()) {
      Reproduction found = experiment.reproduce(row, evidence);
      assertEquals(Verdict.NOT_RUN, found.verdict(), row::title);
      assertFalse(found.reason().isBlank());
    }
  }

  @Test
  void vectorsAreRankedByTheirDistance() {
    FeatureMatrix items = new FeatureMatrix(4, 1, new float[] {3, -1, 0, 1});
    assertEquals(
        List.of(2, 1, 3, 0),
        java.util.Arrays.stream(new FloatRanking(items).order(new float[] {0})).boxed().toList());
    HashBenchmark benchmark = new HashBenchmark();
    benchmark.dimension = 8;
    benchmark.bits = 4;
    benchmark.items = 20;
    benchmark.draw();
    assertEquals(4, benchmark.encode().bits());
    assertEquals(20, benchmark.rankCodes().itemsWithin(4));
    assertEquals(20, benchmark.rankVectors().length);
    assertEquals(
        "| 8 | 4 | 2.000 | 8.000 | 4.0 (2.0 to 5.0) |",
        HashRace.row(
                new HashRace.Hash(8, 4),
                List.of(new double[] {2, 8}, new double[] {4, 8}, new double[] {2, 10}))
            .strip());
  }
}
