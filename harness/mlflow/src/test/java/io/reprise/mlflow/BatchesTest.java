package io.reprise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.LogBatch;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

class BatchesTest {
  private static List<Param> params(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> Param.newBuilder().setKey("p" + i).setValue("v").build())
        .toList();
  }

  private static List<RunTag> tags(int n, String value) {
    return IntStream.range(0, n)
        .mapToObj(i -> RunTag.newBuilder().setKey("t" + i).setValue(value).build())
        .toList();
  }

  private static List<Metric> metrics(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> Metric.newBuilder().setKey("m").setValue(i).setStep(i).build())
        .toList();
  }

  private static <T> List<T> all(List<LogBatch> batches, Function<LogBatch, List<T>> part) {
    return batches.stream().flatMap(b -> part.apply(b).stream()).toList();
  }

  @Test
  void whatFitsIsOneRequest() {
    List<LogBatch> batches = Batches.of(params(100), tags(100, "v"), metrics(800));
    assertEquals(1, batches.size());
    assertEquals(params(100), batches.get(0).getParamsList());
    assertEquals(tags(100, "v"), batches.get(0).getTagsList());
    assertEquals(metrics(800), batches.get(0).getMetricsList());
    assertEquals(List.of(), Batches.of(List.of(), List.of(), List.of()));
  }

  @Test
  void everythingIsSentOnceAndInOrder() {
    for (int[] n :
        new int[][] {{101, 0, 0}, {0, 101, 0}, {0, 0, 1001}, {100, 100, 801}, {250, 330, 5000}}) {
      List<LogBatch> batches = Batches.of(params(n[0]), tags(n[1], "v"), metrics(n[2]));
      assertTrue(batches.size() > 1);
      assertEquals(params(n[0]), all(batches, LogBatch::getParamsList));
      assertEquals(tags(n[1], "v"), all(batches, LogBatch::getTagsList));
      assertEquals(metrics(n[2]), all(batches, LogBatch::getMetricsList));
      for (LogBatch b : batches) {
        assertTrue(b.getParamsCount() <= 100 && b.getTagsCount() <= 100);
        assertTrue(b.getParamsCount() + b.getTagsCount() + b.getMetricsCount() <= 1000);
      }
    }
  }

  @Test
  void aRequestIsNoLongerThanAMegabyteHoweverItsCharactersAreEscaped() {
    List<RunTag> tags = tags(100, "<".repeat(5000));
    List<LogBatch> batches = Batches.of(List.of(), tags, List.of());
    assertEquals(tags, all(batches, LogBatch::getTagsList));
    for (LogBatch b : batches) {
      int characters = b.getTagsList().stream().mapToInt(t -> t.getValue().length()).sum();
      assertTrue("\\u003c".length() * characters < 1_000_000, characters + " characters");
    }
  }
}
