package io.reprise.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStepTest {
  @ParameterizedTest
  @ValueSource(strings = {"raw-torch", "raw-torch-channels-last"})
  void aPeerDoesTheSameWork(String peer) {
    try (TrainingStep own = TrainingBenchmark.open("reprise-torch")) {
      double[] losses = new double[5];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = own.runAndReadLoss();
      }
      try (TrainingStep other = TrainingBenchmark.open(peer)) {
        for (double loss : losses) {
          assertEquals(loss, other.runAndReadLoss(), 1e-3 * loss);
        }
      }
    }
  }
}
