package io.reprise.mlflow;

import java.util.ArrayList;
import java.util.List;
import org.mlflow.api.proto.Service.LogBatch;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

/**
 * Divides what is logged of a run into requests that MLflow takes: at most 1000 metrics, 100
 * parameters and 100 tags, 1000 of all together, and 1 MB of JSON.
 */
final class Batches {
  static final int ALL = 1000;
  static final int PARAMS = 100;
  static final int TAGS = 100;
  static final int BYTES = 1_000_000;

  /** More than field names, indentation and numbers of an entry take. */
  private static final int OVERHEAD = 200;

  /** What a character takes at most, as an escape of JSON. */
  private static final int ESCAPE = 6;

  private final List<LogBatch> full = new ArrayList<>();
  private LogBatch.Builder current = LogBatch.newBuilder();
  private int bytes;

  private Batches() {}

  /** The requests, in order: parameters first, then tags, then metrics. */
  static List<LogBatch> of(List<Param> params, List<RunTag> tags, List<Metric> metrics) {
    Batches batches = new Batches();
    for (Param p : params) {
      batches.room(p.getKey(), p.getValue(), batches.current.getParamsCount() < PARAMS);
      batches.current.addParams(p);
    }
    for (RunTag t : tags) {
      batches.room(t.getKey(), t.getValue(), batches.current.getTagsCount() < TAGS);
      batches.current.addTags(t);
    }
    for (Metric m : metrics) {
      batches.room(m.getKey(), "", true);
      batches.current.addMetrics(m);
    }
    batches.close();
    return batches.full;
  }

  /** Begins another request if one more entry does not fit. */
  private void room(String key, String value, boolean fits) {
    int more = OVERHEAD + ESCAPE * (key.length() + value.length());
    if (!fits || count() == ALL || bytes + more > BYTES) {
      close();
    }
    bytes += more;
  }

  private int count() {
    return current.getParamsCount() + current.getTagsCount() + current.getMetricsCount();
  }

  private void close() {
    if (count() > 0) {
      full.add(current.build());
    }
    current = LogBatch.newBuilder();
    bytes = 0;
  }
}
