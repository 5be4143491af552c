package io.reprise.papers.larsson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiments;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.ResultTable;
import io.reprise.experiment.Run;
import io.reprise.experiment.RunSettings;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  @TempDir static Path folder;

  private static List<TrialResult> trials;

  private static Run<?> run(String results, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("scale", "smoke");
    all.put("threads", "1");
    all.put("data", folder.toString());
    all.put("results", folder.resolve(results).toString());
    return Run.of(Experiments.of(Larsson.ID), RunSettings.parse(all::get), line -> {});
  }

  @BeforeAll
  static void runAll() {
    Run<?> run = run("all", Map.of());
    trials = run.plan().stream().map(run::run).toList();
    trials.forEach(t -> assertFalse(t.failed(), () -> t.error().toString()));
  }

  private static Evidence evidence(List<TrialResult> trials) {
    return new Evidence(
        Scale.SMOKE,
        "torch",
        "cpu",
        "Modules and shifts",
        Dataset.Origin.PROCEDURAL,
        trials,
        List.of(),
        List.of());
  }

  private static Map<String, Verdict> verdicts(List<TrialResult> trials) {
    return Claim.judge(new Larsson().claims(), evidence(trials)).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().verdict()));
  }

  @Test
  void everyClaimIsReproducedOnTheCasesOfScaleSmoke() {
    verdicts(trials).forEach((id, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, id));
  }

  /** The trials with a cell of one row changed. */
  private static List<TrialResult> changed(String table, String module, String column, String to) {
    List<TrialResult> all = new ArrayList<>();
    for (TrialResult t : trials) {
      List<ResultTable> tables = new ArrayList<>();
      for (ResultTable old : t.tables()) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : old.rows()) {
          List<String> cells = new ArrayList<>(row);
          if (old.name().equals(table) && old.cell(row, "module").equals(module)) {
            cells.set(old.columns().indexOf(column), to);
          }
          rows.add(cells);
        }
        tables.add(new ResultTable(old.name(), old.caption(), old.columns(), rows));
      }
      all.add(
          new TrialResult(
              t.schema(),
              t.key(),
              t.status(),
              t.measurements(),
              t.curves(),
              tables,
              t.figures(),
              null,
              t.seconds(),
              t.environment()));
    }
    return all;
  }

  @Test
  void oneCaseThatIsNotAsPredictedContradictsItsClaimAndNoOther() {
    Map<String, List<String>> changes =
        Map.of(
            "not-minuscule-irreducible",
            List.of("verdicts", "F(V), V=sym2", "local algebra", "8"),
            "exterior-powers-reducible",
            List.of("verdicts", "F(V), V=wedge1", "differences", "layers"),
            "trivial-by-alpha",
            List.of("verdicts", "F(V), V=trivial", "differences", "verdict"),
            "infinite-dimensional",
            List.of("certificates", "F(V), V=Verma lambda=1/3", "over Q", "no"),
            "q-analogue",
            List.of("verdicts", "V(x)[C_q,C_q], V=sym2", "differences", "verdict"),
            "controls-fail",
            List.of("controls", "F(V), V=sym2", "behaves", "no"));
    changes.forEach(
        (id, c) -> {
          Map<String, Verdict> found = verdicts(changed(c.get(0), c.get(1), c.get(2), c.get(3)));
          assertEquals(Verdict.NOT_REPRODUCED, found.get(id), id);
          found.remove(id);
          found.remove("reference-numbers");
          assertTrue(found.values().stream().allMatch(v -> v == Verdict.REPRODUCED), id + found);
        });
  }

  @Test
  void printedNumbersAreAnsweredByTheirOwnCase() {
    Evidence evidence = evidence(changed("verdicts", "F(V), V=wedge1", "submodule", "2"));
    int answered = 0;
    for (Reported row : new Larsson().reported()) {
      Reproduction found = LarssonTables.reproduce(row, evidence);
      boolean wrong = row.metric().equals("submodule_dim") && row.dataset().equals("S_2");
      assertTrue(
          found.verdict() == Verdict.NOT_RUN
              || (found.verdict() == Verdict.NOT_REPRODUCED) == wrong,
          row.title() + ": " + found);
      answered += found.verdict() == Verdict.NOT_RUN ? 0 : 1;
    }
    // 2 statements; for alpha generic and 0 six verdicts and six dimensions of local algebras, four
    // dimensions of layers, twelve verdicts on the torus and four on infinite dimensions.
    assertEquals(2 + 6 + 6 + 4 + 12 + 4, answered);
    Finding digits = Claim.judge(new Larsson().claims(), evidence).get("reference-numbers");
    assertEquals(Verdict.PARTLY, digits.verdict());
  }

  @Test
  void theSameSeedGivesTheSameCellsAlsoInAJvmOfItsOwnAndAnotherSeedOtherSamples() {
    String controls = "negative controls";
    TrialResult here = result(trials, controls);
    Run<?> fork = run("fork", Map.of("fork", "true"));
    assertEquals(here.tables(), result(fork, controls, 1).tables());
    Run<?> seeds = run("seeds", Map.of("seeds", "2"));
    assertNotEquals(here.tables(), result(seeds, controls, 2).tables(), "pairs are drawn anew");
  }

  private static TrialResult result(Run<?> run, String variant, int seed) {
    return run.plan().stream()
        .filter(p -> p.declared().equals(variant) && p.key().seed() == seed)
        .findFirst()
        .map(run::run)
        .orElseThrow();
  }

  private static TrialResult result(List<TrialResult> from, String variant) {
    return from.stream().filter(t -> t.key().variant().equals(variant)).findFirst().orElseThrow();
  }

  @Test
  void settingsThatMakeNoSenseFailTheTrialByValue() {
    assertTrue(error("primes=1000001", "S_2").contains("prime '1000001'"));
    assertTrue(error("modules=spinor", "S_2").contains("module 'spinor'"));
    assertTrue(error("radius=0", "S_2").contains("window radius '0'"));
    assertTrue(error("shifts=1/2", "S_2").contains("shift '1/2'"));
    assertTrue(error("order=4", "quantum torus, N = 2").contains("order '4'"));
    assertTrue(error("mu=3", "V of infinite dimension").contains("mu '3'"));
  }

  private static String error(String setting, String variant) {
    Run<?> run = run("bad " + setting, Map.of("set", setting));
    TrialResult bad = result(run, variant, 1);
    assertTrue(bad.failed(), setting);
    return bad.error().message();
  }

  @Test
  void scaleQuickHasTheCasesOfTheCard() {
    Map<String, Integer> cases = new HashMap<>();
    for (Variant v : Protocol.variants(Scale.QUICK)) {
      if (v.settings().asMap().containsKey("modules")) {
        cases.put(v.name(), 2 * v.settings().text("modules").split(" ", -1).length);
      }
    }
    assertEquals(38, cases.get("S_2") + cases.get("S_3") + cases.get("S_4"));
    // Two verdicts each.
    assertEquals(16, cases.get("quantum torus, N = 2") + cases.get("quantum torus, N = 3"));
    for (Variant v : Protocol.variants(Scale.PAPER)) {
      int order = v.settings().asMap().containsKey("order") ? v.settings().integer("order") : 1;
      // 998244353 is not 1 modulo 3.
      assertEquals(
          order % 3 == 0 ? "1000003 2147483647" : "1000003 2147483647 998244353",
          v.settings().text("primes"),
          v.name());
    }
  }
}
