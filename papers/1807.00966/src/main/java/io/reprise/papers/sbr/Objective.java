package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.Detections;
import io.reprise.baselines.landmarks.RegistrationLoss;
import io.reprise.nn.Classification;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The loss of a batch: {@code l = l_det + omega l_reg}, and how many landmarks the registration
 * found reliable. It counts these over an epoch, and so is a listener of the training.
 */
final class Objective implements Classification.Listener {
  private final Detector detector;
  private final Engine engine;
  private final RegistrationLoss registration;
  private final double omega;
  private final boolean required;
  private final List<Double> shares = new ArrayList<>();
  private long reliable;
  private long seen;

  /**
   * For one training.
   *
   * @param omega the weight of the registration loss; with 0 it is not computed
   * @param required whether a first epoch without a reliable landmark is an error
   */
  Objective(
      Detector detector,
      Engine engine,
      RegistrationLoss registration,
      double omega,
      boolean required) {
    this.detector = detector;
    this.engine = engine;
    this.registration = registration;
    this.omega = omega;
    this.required = required;
  }

  /** The loss of a batch, a scalar. */
  Tensor loss(FaceBatch batch) {
    int faces = batch.labelled().size();
    int sequences = omega > 0 ? batch.sequences() : 0;
    Tensor labelled = batch.labelled().inputs(engine);
    Tensor frames = sequences > 0 ? batch.frames(engine) : labelled;
    Tensor all = sequences > 0 ? labelled.concat(0, frames) : labelled;
    List<Tensor> stages = detector.network().stages(all, Mode.TRAIN);
    Tensor loss = batch.labelled().loss(stages.stream().map(s -> s.slice(0, 0, faces)).toList());
    if (sequences == 0) {
      return loss;
    }
    Tensor maps = stages.get(stages.size() - 1).slice(0, faces, all.shape().dim(0));
    return loss.add(registration(frames, maps).mul(omega));
  }

  private Tensor registration(Tensor frames, Tensor maps) {
    List<Detections> found = detector.maps().detect(maps).split(FaceBatch.FRAMES);
    int sequences = frames.shape().dim(0) / FaceBatch.FRAMES;
    List<Tensor> inOrder = new ArrayList<>();
    for (int s = 0; s < FaceBatch.FRAMES; s++) {
      inOrder.add(frames.slice(0, s * sequences, (s + 1) * sequences));
    }
    RegistrationLoss.Outcome outcome = registration.of(inOrder, found);
    reliable += outcome.reliableLandmarks();
    seen += outcome.reliable().shape().elements();
    return outcome.loss();
  }

  /** The share of landmarks that were reliable in each epoch, of trainings with videos. */
  List<Double> reliableShares() {
    return List.copyOf(shares);
  }

  /**
   * Starts counting anew.
   *
   * @throws IllegalStateException if no landmark was reliable in the first epoch: what is lost
   *     later was lost by the training, and shows in what is measured
   */
  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    if (required && epoch == 1 && seen > 0 && reliable == 0) {
      throw new IllegalStateException(
          "registration loss never active in epoch "
              + epoch
              + ": none of "
              + seen
              + " landmarks reliable; check the least score");
    }
    if (seen > 0) {
      shares.add((double) reliable / seen);
    }
    reliable = 0;
    seen = 0;
  }

  @Override
  public Snapshot save() {
    double[] all = shares.stream().mapToDouble(d -> d).toArray();
    return Snapshot.EMPTY
        .with("reliable", reliable)
        .with("seen", seen)
        .with("shares", TensorData.of(all, Shape.of(all.length)));
  }

  @Override
  public void restore(Snapshot saved) {
    reliable = saved.number("reliable");
    seen = saved.number("seen");
    shares.clear();
    DoubleStream.of(saved.tensor("shares").toDoubles()).forEach(shares::add);
  }
}
