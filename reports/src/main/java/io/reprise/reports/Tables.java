package io.reprise.reports;

import io.reprise.experiment.Cost;
import io.reprise.experiment.Effect;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Interval;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import java.io.StringWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** The tables for programs. A missing number is a missing value, and an empty cell in CSV. */
final class Tables {
  private static final int ALL_DECIMALS = 340;

  private Tables() {}

  /** One row a reported number, then one a measured metric of a variant. */
  static Table comparison(Comparison c) {
    Table table =
        Table.create("comparison")
            .addColumns(texts("paper", "table", "method", "model", "dataset", "setting"))
            .addColumns(texts("metric", "unit"))
            .addColumns(reals("reported"))
            .addColumns(texts("reported_status"))
            .addColumns(reals("reproduced", "std"))
            .addColumns(wholes("seeds"))
            .addColumns(texts("scale", "engine", "device", "data", "verdict"));
    Evidence e = c.evidence();
    for (Comparison.ReportedRow r : c.reported()) {
      Reported row = r.row();
      Reproduction found = r.found();
      add(
          table,
          c.paper().id(),
          row.table(),
          row.method(),
          row.model(),
          row.dataset(),
          row.setting(),
          row.metric(),
          row.unit(),
          row.value(),
          Comparison.words(row.status()),
          found.value(),
          found.std(),
          found.seeds() == 0 ? null : (long) found.seeds(),
          e.scale().id(),
          e.engine(),
          e.device(),
          found.data(),
          found.verdict().name());
    }
    for (Comparison.Measured m : c.measured()) {
      Variant v = m.variant();
      add(
          table,
          c.paper().id(),
          e.scale().id(),
          v.method(),
          v.model(),
          e.dataName(),
          v.setting(),
          m.metric().name(),
          m.metric().unit(),
          null,
          null,
          m.sample().mean(),
          m.sample().standardDeviation(),
          (long) m.sample().size(),
          e.scale().id(),
          e.engine(),
          e.device(),
          e.dataName(),
          null);
    }
    return table;
  }

  static Table claims(Comparison c) {
    Table table =
        Table.create("claims")
            .addColumns(texts("paper", "claim", "statement", "margin"))
            .addColumns(texts("scale", "engine", "device", "data", "verdict", "evidence"))
            .addColumns(wholes("n"))
            .addColumns(
                reals("mean_difference", "interval_low", "interval_high", "p", "p_adjusted"));
    Evidence e = c.evidence();
    for (Comparison.JudgedClaim j : c.claims()) {
      Optional<Finding.Statistics> s = j.finding().statistics();
      Optional<Effect> effect = s.map(Finding.Statistics::effect);
      Optional<Interval> interval = effect.map(Effect::interval);
      add(
          table,
          c.paper().id(),
          j.claim().id(),
          j.claim().statement(),
          j.claim().margin(),
          e.scale().id(),
          e.engine(),
          e.device(),
          e.dataName(),
          j.finding().verdict().name(),
          j.finding().evidence(),
          effect.map(x -> (long) x.n()).orElse(null),
          effect.map(Effect::mean).orElse(null),
          interval.map(Interval::low).orElse(null),
          interval.map(Interval::high).orElse(null),
          s.map(Finding.Statistics::p).orElse(null),
          s.map(Finding.Statistics::adjustedP).orElse(null));
    }
    return table;
  }

  static Table costs(Comparison c) {
    Table table =
        Table.create("costs")
            .addColumns(texts("paper", "network", "setting"))
            .addColumns(wholes("params", "macs"))
            .addColumns(reals("params_reduction", "macs_reduction"));
    for (Cost cost : c.evidence().costs()) {
      add(
          table,
          c.paper().id(),
          cost.network(),
          cost.setting(),
          count(cost.params()),
          count(cost.macs()),
          cost.paramsReduction(),
          cost.macsReduction());
    }
    return table;
  }

  static Table latency(Comparison c) {
    Table table =
        Table.create("latency")
            .addColumns(texts("paper", "network", "setting"))
            .addColumns(wholes("batch"))
            .addColumns(texts("engine", "device", "scale"))
            .addColumns(reals("mean_ms", "error_ms", "p50_ms", "p99_ms"))
            .addColumns(wholes("samples"))
            .addColumns(texts("noise"));
    for (LatencyResult l : c.evidence().latencies()) {
      Sample s = l.statistics();
      add(
          table,
          c.paper().id(),
          l.key().network(),
          l.key().setting(),
          (long) l.key().batch(),
          l.key().engine(),
          l.key().device(),
          c.evidence().scale().id(),
          s.mean(),
          s.halfWidth95(),
          s.percentile(50),
          s.percentile(99),
          (long) s.size(),
          l.noise().orElse(""));
    }
    return table;
  }

  /** One row a paper. */
  static Table summary(List<Summary> papers) {
    Table table =
        Table.create("summary")
            .addColumns(texts("paper", "title", "scale", "data", "data_origin"))
            .addColumns(texts("engine", "device"))
            .addColumns(wholes("trials_planned", "trials_finished", "trials_failed"));
    for (String what : List.of("claims", "numbers")) {
      for (Verdict v : Verdict.values()) {
        table.addColumns(wholes(what + "_" + v.name().toLowerCase(Locale.ROOT)));
      }
    }
    table.addColumns(texts("last_run"));
    for (Summary p : papers) {
      List<Object> cells = new ArrayList<>();
      cells.addAll(List.of(p.paper(), p.title(), p.scale(), p.data(), p.dataOrigin()));
      cells.addAll(List.of(p.engine(), p.device()));
      cells.addAll(List.of((long) p.planned(), (long) p.finished(), (long) p.failed()));
      for (Map<Verdict, Integer> counts : List.of(p.claims(), p.numbers())) {
        for (Verdict v : Verdict.values()) {
          cells.add((long) counts.getOrDefault(v, 0));
        }
      }
      cells.add(p.lastRun());
      add(table, cells.toArray());
    }
    return table;
  }

  /** One row a metric of a variant or a network's time. */
  static Table difference(Difference d) {
    Table table =
        Table.create("difference")
            .addColumns(texts("paper", "what", "metric", "unit", "first", "second"))
            .addColumns(texts("scale", "data"))
            .addColumns(reals("first_mean", "first_std"))
            .addColumns(wholes("first_n"))
            .addColumns(reals("second_mean", "second_std"))
            .addColumns(wholes("second_n"))
            .addColumns(reals("difference", "interval_low", "interval_high", "p", "p_adjusted"))
            .addColumns(texts("found"));
    for (Difference.Change c : d.changes()) {
      add(
          table,
          d.after().paper().id(),
          c.what(),
          c.metric(),
          c.unit(),
          d.beforeName(),
          d.afterName(),
          d.after().evidence().scale().id(),
          d.after().evidence().dataName(),
          c.before().mean(),
          c.before().standardDeviation(),
          (long) c.before().size(),
          c.after().mean(),
          c.after().standardDeviation(),
          (long) c.after().size(),
          c.effect().map(Effect::mean).orElse(null),
          c.effect().map(e -> e.interval().low()).orElse(null),
          c.effect().map(e -> e.interval().high()).orElse(null),
          c.p(),
          c.adjustedP(),
          c.found());
    }
    return table;
  }

  private static Long count(double value) {
    return Double.isFinite(value) ? Math.round(value) : null;
  }

  private static Column<?>[] texts(String... names) {
    return Stream.of(names).map(StringColumn::create).toArray(Column<?>[]::new);
  }

  private static Column<?>[] wholes(String... names) {
    return Stream.of(names).map(LongColumn::create).toArray(Column<?>[]::new);
  }

  private static Column<?>[] reals(String... names) {
    return Stream.of(names).map(Tables::real).toArray(Column<?>[]::new);
  }

  private static DoubleColumn real(String name) {
    DecimalFormat plain = new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    plain.setMaximumFractionDigits(ALL_DECIMALS);
    DoubleColumn column = DoubleColumn.create(name);
    column.setPrintFormatter(new NumberColumnFormatter(plain, ""));
    return column;
  }

  /** Adds a row: null and what is not finite become missing values. */
  private static void add(Table table, Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      Column<?> column = table.column(i);
      if (cells[i] == null || (cells[i] instanceof Double d && !Double.isFinite(d))) {
        column.appendMissing();
      } else if (cells[i] instanceof Double d) {
        column.appendObj(Numbers.tenDigits(d));
      } else {
        column.appendObj(cells[i]);
      }
    }
  }

  /**
   * A table as CSV with a header. Cells with commas or line breaks, and those that begin with a
   * quote, are in quotes; quotes in these are doubled.
   */
  static String csv(Table table) {
    StringWriter out = new StringWriter();
    table
        .write()
        .usingOptions(
            CsvWriteOptions.builder(out)
                .usePrintFormatters(true)
                .ignoreLeadingWhitespaces(false)
                .ignoreTrailingWhitespaces(false)
                .lineEnd("\n")
                .build());
    return out.toString();
  }
}
