package io.reprise.reports;

import io.reprise.experiment.ResultTable;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trials' tables of one name, one of each variant that has one. Public for the page's template.
 */
public record TableGroup(String name, List<Shown> shown) {
  /** Copies the list. */
  public TableGroup {
    shown = List.copyOf(shown);
  }

  /** In the order in which the variants first have them. */
  static List<TableGroup> of(Comparison c) {
    Map<String, List<Shown>> byName = new LinkedHashMap<>();
    for (Variant v : c.variants()) {
      Map<String, Map<Integer, ResultTable>> bySeed = new LinkedHashMap<>();
      for (TrialResult t : c.evidence().trialsOf(v.name())) {
        for (ResultTable table : t.tables()) {
          bySeed
              .computeIfAbsent(table.name(), n -> new LinkedHashMap<>())
              .put(t.key().seed(), table);
        }
      }
      bySeed.forEach(
          (name, tables) ->
              byName
                  .computeIfAbsent(name, n -> new ArrayList<>())
                  .add(
                      new Shown(
                          v.name(),
                          List.copyOf(tables.keySet()),
                          tables.values().iterator().next(),
                          tables.values().stream().distinct().count() == 1)));
    }
    List<TableGroup> groups = new ArrayList<>();
    byName.forEach((name, shown) -> groups.add(new TableGroup(name, shown)));
    return groups;
  }

  /** As {@code results.json} has them. */
  static List<Map<String, Object>> described(Comparison c) {
    return of(c).stream()
        .flatMap(g -> g.shown().stream())
        .map(
            s ->
                Json.object(
                    "name", s.table().name(),
                    "variant", s.variant(),
                    "seeds", s.seeds(),
                    "same_in_all_seeds", s.same(),
                    "caption", s.table().caption(),
                    "columns", s.table().columns(),
                    "rows", s.table().rows()))
        .toList();
  }

  /** What the tables' columns are, each caption once. */
  public List<String> captions() {
    return shown.stream().map(s -> s.table().caption()).distinct().toList();
  }

  /**
   * A variant's table.
   *
   * @param seeds of all its trials that have one; that of the first is shown
   * @param same whether they all have the same cells
   */
  public record Shown(String variant, List<Integer> seeds, ResultTable table, boolean same) {
    /** Copies the seeds. */
    public Shown {
      seeds = List.copyOf(seeds);
    }

    /** How the seeds compare. */
    public String seedsInWords() {
      int n = seeds.size();
      return n == 1
          ? "seed " + seeds.get(0)
          : same
              ? "the same in all " + n + " seeds"
              : "seed " + seeds.get(0) + "; other seeds of " + n + " have other cells";
    }

    /** Whether all cells of a column are numbers or empty. */
    public boolean numeric(int column) {
      return table.rows().stream().allMatch(r -> r.get(column).matches("(-?\\d+(\\.\\d+)?)?"));
    }
  }
}
