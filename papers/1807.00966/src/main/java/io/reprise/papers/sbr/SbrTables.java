package io.reprise.papers.sbr;

import io.reprise.baselines.costs.SbrNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.papers.sbr.Protocol.Method;

/** Which of this module's numbers answers which printed one. */
final class SbrTables {
  /** Errors and areas count as equal within a tenth of a point, and half a point. */
  private static final double ERROR_BAND = 0.1;

  private static final double AREA_BAND = 0.5;

  private SbrTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("params")) {
      return Reproduction.exact(
          new SbrNetworks().networks().get(0).costs().parameters() / 1e6,
          row,
          "parameters of the pose machine for 68 points; the printed one is quoted of another"
              + " paper's detector of its kind");
    }
    if (row.table().equals("300W context") || row.method().equals("DGCM")) {
      return Reproduction.notRun("another paper's method, quoted for comparison");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper, 300-W, AFLW and 300-VW");
    }
    String data =
        row.dataset().equals("AFLW") ? PublishedFaces.AFLW : PublishedFaces.THREE_HUNDRED_W;
    Metric metric = metric(row);
    Sample sample = evidence.sample(Protocol.name(data, method(row)), metric);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of " + Protocol.name(data, method(row)))
        : Reproduction.mean(
            sample,
            row,
            metric.equals(SupervisionByRegistration.AUC) ? AREA_BAND : ERROR_BAND,
            metric.better(),
            data);
  }

  private static Method method(Reported row) {
    return switch (row.method()) {
      case "CPM+SBR" -> Method.SBR;
      case "CPM+SBR+PAM" -> Method.PAM;
      default -> {
        if (!row.method().startsWith("CPM")) {
          throw new IllegalArgumentException(
              "method '" + row.method() + "' of " + row.title() + ": expected one of CPM");
        }
        yield Method.CPM;
      }
    };
  }

  private static Metric metric(Reported row) {
    if (row.metric().equals("auc")) {
      return SupervisionByRegistration.AUC;
    }
    return switch (row.setting().replaceFirst(",.*", "")) {
      case "common" -> SupervisionByRegistration.NME_COMMON;
      case "challenging" -> SupervisionByRegistration.NME_CHALLENGING;
      case "full" -> SupervisionByRegistration.NME;
      default ->
          throw new IllegalArgumentException(
              "setting '"
                  + row.setting()
                  + "' of "
                  + row.title()
                  + ": expected common, challenging or full");
    };
  }
}
