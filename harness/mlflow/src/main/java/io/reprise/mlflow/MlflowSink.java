package io.reprise.mlflow;

import io.reprise.experiment.Paper;
import io.reprise.experiment.ResultStore;
import io.reprise.experiment.Run;
import io.reprise.experiment.TrialResult;
import io.reprise.reports.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * Sends the stored trials of runs to an MLflow tracking server: an experiment a paper, a run a
 * result. Only reads what is stored.
 *
 * <p>A result is sent once: a tag holds its file's SHA-256, and one that has a run that ended is
 * left alone. What was cut off is a run that has not ended; it is deleted and written anew. Trials
 * that were run again are other results, and get runs of their own.
 */
public final class MlflowSink implements AutoCloseable {
  /** Long enough for the client to wait out a server that asks it to slow down. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TrackingServer server;

  MlflowSink(TrackingServer server) {
    this.server = server;
  }

  /**
   * Prepares to send; nothing is asked of the server yet. Credentials are taken from the variables
   * that MLflow's own clients know.
   *
   * @param uri for example {@code http://localhost:5000}
   * @throws IllegalArgumentException if that is no URI of a server
   */
  public static MlflowSink to(String uri) {
    return to(uri, System::getenv, PATIENCE);
  }

  /** As above, with other variables. */
  static MlflowSink to(String uri, UnaryOperator<String> variables, Duration patience) {
    URI server = parse(uri);
    return new MlflowSink(
        new TrackingServer(
            server,
            new BasicMlflowHostCreds(
                server.toString(),
                variables.apply("MLFLOW_TRACKING_USERNAME"),
                variables.apply("MLFLOW_TRACKING_PASSWORD"),
                variables.apply("MLFLOW_TRACKING_TOKEN"),
                "true".equals(variables.apply("MLFLOW_TRACKING_INSECURE_TLS"))),
            patience));
  }

  private static URI parse(String text) {
    String shown = text.replaceFirst("//[^/]*@", "//...@");
    URI uri;
    try {
      uri = new URI(text.replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw refused(shown, e);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "mlflow '"
              + shown
              + "': expected no user in it; MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
              + " take one");
    }
    if (!List.of("http", "https").contains(String.valueOf(uri.getScheme()))
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw refused(shown, null);
    }
    return uri;
  }

  private static IllegalArgumentException refused(String shown, Exception cause) {
    return new IllegalArgumentException(
        "mlflow '" + shown + "': expected a server's URI, such as http://localhost:5000", cause);
  }

  /**
   * Sends every stored trial of a run, also those that failed, unless the server has it.
   *
   * @param print takes a line that says how many were sent, and where they are
   * @throws UncheckedIOException if the server cannot be reached or refuses; what was sent stays,
   *     and sending again goes on
   */
  public void send(Run<?> run, Consumer<String> print) {
    Paper paper = run.experiment().paper();
    List<TrialRun> trials = trials(run, print);
    if (trials.isEmpty()) {
      print.accept("mlflow: " + paper.id() + " has no stored trial to send");
      return;
    }
    String experiment =
        server.experiment(
            "Reprise " + paper.id(),
            Limits.text(paper.title() + ", " + paper.venue() + ", " + paper.url(), Limits.TAG));
    Map<String, List<Service.Run>> there = byResult(server.runs(experiment));
    int sent = 0;
    for (TrialRun trial : trials) {
      if (!isWhole(there.getOrDefault(trial.result(), List.of()))) {
        server.write(experiment, trial);
        sent++;
      }
    }
    print.accept(
        String.format(
            Locale.ROOT,
            "mlflow: %d of %d trials of %s sent, %d were there: %s",
            sent,
            trials.size(),
            paper.id(),
            trials.size() - sent,
            server.pageOf(experiment)));
  }

  /** Whether one of a result's runs has all of it; the others, cut off or twins, are deleted. */
  private boolean isWhole(List<Service.Run> same) {
    Optional<Service.Run> whole = same.stream().filter(MlflowSink::hasEnded).findFirst();
    same.stream().filter(r -> !whole.equals(Optional.of(r))).forEach(server::delete);
    return whole.isPresent();
  }

  private static List<TrialRun> trials(Run<?> run, Consumer<String> print) {
    Path results = run.settings().results();
    ResultStore store = new ResultStore(results, print);
    List<TrialRun> trials = new ArrayList<>();
    String caution = Comparison.of(run).fullCaution();
    for (Run.Planned planned : run.plan()) {
      Optional<TrialResult> result = store.find(planned.key());
      if (result.isPresent()) {
        Path file = store.file(planned.key());
        String place = results.relativize(file).toString().replace('\\', '/');
        try {
          trials.add(
              TrialRun.of(
                  planned,
                  result.get(),
                  place,
                  DigestUtils.sha256Hex(Files.readAllBytes(file)),
                  Files.getLastModifiedTime(file).toInstant(),
                  caution));
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
      }
    }
    return trials;
  }

  /** Runs by the result they hold, those of each result always in the same order. */
  private static Map<String, List<Service.Run>> byResult(List<Service.Run> runs) {
    Map<String, List<Service.Run>> all = new HashMap<>();
    runs.stream()
        .sorted(Comparator.comparing((Service.Run r) -> r.getInfo().getRunId()))
        .forEach(
            r ->
                r.getData().getTagsList().stream()
                    .filter(t -> t.getKey().equals(TrialRun.RESULT))
                    .map(RunTag::getValue)
                    .forEach(v -> all.computeIfAbsent(v, x -> new ArrayList<>()).add(r)));
    return all;
  }

  private static boolean hasEnded(Service.Run run) {
    RunStatus status = run.getInfo().getStatus();
    return status != RunStatus.RUNNING && status != RunStatus.SCHEDULED;
  }

  @Override
  public void close() {
    server.close();
  }
}
