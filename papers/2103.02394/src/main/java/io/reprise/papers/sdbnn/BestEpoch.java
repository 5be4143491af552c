package io.reprise.papers.sdbnn;

import io.reprise.nn.Classification;
import io.reprise.nn.Module;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.function.ToDoubleFunction;

/**
 * Remembers the accuracy of the best epoch on the test images, beside what another listener does:
 * the number that the authors' code prints, and no fair estimate.
 */
final class BestEpoch implements Classification.Listener {
  private final Classification.Listener other;
  private final ToDoubleFunction<Module> evaluation;
  private double accuracy;

  /**
   * Nothing is evaluated yet.
   *
   * @param evaluation gives a model's accuracy in percent
   */
  BestEpoch(Classification.Listener other, ToDoubleFunction<Module> evaluation) {
    this.other = other;
    this.evaluation = evaluation;
  }

  /** In percent; 0 before the first epoch has ended. */
  double accuracy() {
    return accuracy;
  }

  @Override
  public void begin(Module model, Optimizer optimizer) {
    accuracy = 0;
    other.begin(model, optimizer);
  }

  @Override
  public void afterStep(Module model, Optimizer optimizer) {
    other.afterStep(model, optimizer);
  }

  @Override
  public void afterEpoch(int epoch, Module model, Optimizer optimizer) {
    accuracy = Math.max(accuracy, evaluation.applyAsDouble(model));
    other.afterEpoch(epoch, model, optimizer);
  }

  @Override
  public void report(Classification.Epoch epoch) {
    other.report(epoch);
  }

  @Override
  public Snapshot save() {
    return Snapshot.EMPTY
        .with("accuracy", TensorData.of(new double[] {accuracy}, Shape.of(1)))
        .withPart("other", other.save());
  }

  @Override
  public void restore(Snapshot saved) {
    accuracy = saved.tensor("accuracy").toDoubles()[0];
    other.restore(saved.part("other"));
  }
}
