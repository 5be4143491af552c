package io.reprise.reports;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModelException;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Variant;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison as one HTML page that loads nothing. Its look is in {@code report.ftlh}. */
final class HtmlPage {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HtmlPage() {}

  static String of(Comparison c, Instant now) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlPage.class, "");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    StringWriter page = new StringWriter();
    try {
      configuration.getTemplate("report.ftlh", "UTF-8").process(model(c, now), page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("report.ftlh: " + e.getMessage(), e);
    }
    return page.toString();
  }

  private static Map<String, Object> model(Comparison c, Instant now) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("c", c);
    model.put("date", DATE.format(now));
    model.put("metrics", c.metrics().stream().map(m -> metric(c, m)).toList());
    model.put("settings", settings(c.variants()));
    model.put(
        "curves",
        c.curves().entrySet().stream().map(e -> curves(e.getKey(), e.getValue())).toList());
    model.put("tables", tables(c));
    model.put(
        "claimCounts", Comparison.counts(c.claims().stream().map(j -> j.finding().verdict())));
    return model;
  }

  private static Map<String, Object> metric(Comparison c, Metric metric) {
    List<Comparison.Measured> measured =
        c.measured().stream().filter(m -> m.metric().equals(metric)).toList();
    Charts.Range range =
        Charts.Range.of(measured.stream().map(Comparison.Measured::sample).toList());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Comparison.Measured m : measured) {
      rows.add(Map.of("measured", m, "strip", markup(Charts.strip(m.sample(), range))));
    }
    return Map.of(
        "metric",
        metric,
        "low",
        Numbers.brief(range.low()),
        "high",
        Numbers.brief(range.high()),
        "rows",
        rows);
  }

  /** The settings that all variants share, and those in which they differ. */
  private static Map<String, Object> settings(List<Variant> variants) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (Variant v : variants) {
      v.settings().asMap().forEach((k, x) -> values.computeIfAbsent(k, n -> list()).add(x));
    }
    Map<String, String> shared = new LinkedHashMap<>();
    List<String> differing = new ArrayList<>();
    values.forEach(
        (name, all) -> {
          if (all.size() == variants.size() && all.stream().distinct().count() == 1) {
            shared.put(name, all.get(0).toString());
          } else {
            differing.add(name);
          }
        });
    List<List<String>> rows = new ArrayList<>();
    for (Variant v : variants) {
      List<String> row = new ArrayList<>(List.of(v.name()));
      differing.forEach(n -> row.add(String.valueOf(v.settings().asMap().getOrDefault(n, ""))));
      rows.add(row);
    }
    return Map.of("shared", shared, "differing", differing, "rows", rows);
  }

  private static List<Object> list() {
    return new ArrayList<>();
  }

  private static Map<String, Object> curves(String name, List<Comparison.Curve> all) {
    Charts.Range range =
        Charts.Range.of(all.stream().map(Comparison.Curve::epochs).flatMap(List::stream).toList());
    int epochs = all.stream().mapToInt(k -> k.epochs().size()).max().orElse(0);
    List<Map<String, Object>> panels = new ArrayList<>();
    for (Comparison.Curve curve : all) {
      panels.add(
          Map.of(
              "variant",
              curve.variant(),
              "chart",
              markup(Charts.panel(curve, all, range, epochs))));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int e = 0; e < epochs; e++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(e + 1)));
      for (Comparison.Curve curve : all) {
        Sample s = e < curve.epochs().size() ? curve.epochs().get(e) : new Sample(List.of());
        row.add(Numbers.plusMinus(s.mean(), s.standardDeviation()));
      }
      rows.add(row);
    }
    return Map.of("name", name, "panels", panels, "rows", rows);
  }

  /** The reported numbers by the paper's tables, in order of appearance. */
  private static List<Map<String, Object>> tables(Comparison c) {
    Map<String, List<Comparison.ReportedRow>> byTable = new LinkedHashMap<>();
    for (Comparison.ReportedRow r : c.reported()) {
      byTable.computeIfAbsent(r.row().table(), t -> new ArrayList<>()).add(r);
    }
    List<Map<String, Object>> tables = new ArrayList<>();
    byTable.forEach(
        (name, rows) ->
            tables.add(
                Map.of(
                    "name",
                    name,
                    "rows",
                    rows,
                    "counts",
                    Comparison.counts(rows.stream().map(r -> r.found().verdict())),
                    "sources",
                    rows.stream().map(r -> r.row().source()).distinct().toList())));
    return tables;
  }

  private static TemplateHTMLOutputModel markup(String svg) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(svg);
    } catch (TemplateModelException e) {
      throw new IllegalStateException("chart: " + e.getMessage(), e);
    }
  }
}
