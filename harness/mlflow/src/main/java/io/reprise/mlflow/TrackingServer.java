package io.reprise.mlflow;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.LogBatch;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.Page;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** An MLflow tracking server; what goes wrong is told as {@link ServerCalls} says. */
final class TrackingServer implements AutoCloseable {
  private static final int RUNS_PER_PAGE = 1000;

  private final URI uri;
  private final MlflowClient client;
  private final ServerCalls calls;

  /**
   * Nothing is asked yet.
   *
   * @param uri without a slash at the end
   * @param patience how long an answer may take
   */
  TrackingServer(URI uri, BasicMlflowHostCreds credentials, Duration patience) {
    this.uri = uri;
    this.client = new MlflowClient(credentials);
    this.calls = new ServerCalls(uri, patience);
  }

  /**
   * The id of an experiment, which is made if there is none.
   *
   * @param note its description if it is made
   */
  String experiment(String name, String note) {
    Optional<Experiment> there = find(name);
    if (there.isEmpty()) {
      Optional<String> made = calls.ask("experiments/create", () -> create(name, note));
      if (made.isPresent()) {
        return made.get();
      }
      there = find(name);
    }
    Experiment experiment =
        there.orElseThrow(
            () ->
                calls.failure(
                    "has an experiment '" + name + "' and does not show it",
                    "one that can be written",
                    null));
    if (experiment.getLifecycleStage().equals("deleted")) {
      throw calls.failure(
          "has experiment '" + name + "' among its deleted ones",
          "it restored, or deleted for good",
          null);
    }
    return experiment.getExperimentId();
  }

  private Optional<Experiment> find(String name) {
    return calls.ask("experiments/get-by-name", () -> client.getExperimentByName(name));
  }

  /** Makes an experiment; empty if another client was faster. */
  private Optional<String> create(String name, String note) {
    CreateExperiment request =
        CreateExperiment.newBuilder()
            .setName(name)
            .addTags(ExperimentTag.newBuilder().setKey("mlflow.note.content").setValue(note))
            .build();
    try {
      return Optional.of(client.createExperiment(request));
    } catch (MlflowHttpException e) {
      if (ServerCalls.isRefusal(e, "RESOURCE_ALREADY_EXISTS")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Where a person sees an experiment. */
  String pageOf(String experiment) {
    return uri + "/#/experiments/" + experiment;
  }

  /** All runs of an experiment that are not deleted. */
  List<Run> runs(String experiment) {
    List<Run> all = new ArrayList<>();
    Page<Run> page =
        calls.ask(
            "runs/search",
            () -> client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, RUNS_PER_PAGE));
    page.getItems().forEach(all::add);
    while (page.hasNextPage()) {
      page = calls.ask("runs/search", page::getNextPage);
      page.getItems().forEach(all::add);
    }
    return all;
  }

  /** Deletes a run so that it can be restored. */
  void delete(Run run) {
    calls.tell("runs/delete", () -> client.deleteRun(run.getInfo().getRunId()));
  }

  /** Writes a run. The server has it as running until all of it is there. */
  void write(String experiment, TrialRun run) {
    CreateRun request =
        CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setRunName(run.name())
            .setStartTime(run.start())
            .addAllTags(run.identity())
            .build();
    String id = calls.ask("runs/create", () -> client.createRun(request)).getRunId();
    for (LogBatch b : Batches.of(run.params(), run.tags(), run.metrics())) {
      calls.tell(
          "runs/log-batch",
          () -> client.logBatch(id, b.getMetricsList(), b.getParamsList(), b.getTagsList()));
    }
    calls.tell("runs/update", () -> client.setTerminated(id, run.status(), run.end()));
  }

  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
