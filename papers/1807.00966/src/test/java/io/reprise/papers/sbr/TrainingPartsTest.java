package io.reprise.papers.sbr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.LucasKanade;
import io.reprise.baselines.landmarks.RegistrationLoss;
import io.reprise.baselines.landmarks.RegistrationLoss.Pulled;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.LayerContext;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingPartsTest {
  private static final FaceSet DRAWN =
      DrawnFaces.generate(new DrawnFaces.Sizes(6, 2, 4, 1, 3), new Seed(2));
  private static final HeatMaps MAPS = new HeatMaps(4, 3, 2);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final Detector detector =
      new Detector(LayerContext.root(engine, new Seed(3)), Protocol.SMALL, MAPS);

  @AfterEach
  void close() {
    engine.close();
  }

  private static FaceBatch batch() {
    return new FaceBatches(
            DRAWN.labelled(),
            DRAWN.videos(),
            new FaceBatches.Plan(2, 2, 1),
            new RandomCrop(3),
            MAPS,
            new Seed(4))
        .epoch(0)
        .iterator()
        .next();
  }

  private Objective objective(double omega, double leastScore) {
    return new Objective(
        detector,
        engine,
        new RegistrationLoss(
            new LucasKanade(new LucasKanade.Settings(5, 4, 2)),
            new RegistrationLoss.Settings(Pulled.ALL, false, leastScore, 0, 50, 100)),
        omega,
        true);
  }

  @Test
  void theLossIsThatOfDetectionPlusOmegaTimesThatOfRegistration() {
    double detection = objective(0, -1).loss(batch()).item();
    double once = objective(1, -1).loss(batch()).item();
    double thrice = objective(3, -1).loss(batch()).item();
    assertTrue(once - detection > 1e-3, detection + " and " + once);
    assertEquals(3, (thrice - detection) / (once - detection), 1e-2);
  }

  @Test
  void reliableLandmarksAreCountedByEpochAlsoAcrossACheckpoint() {
    Objective first = objective(1, -1);
    first.loss(batch());
    Objective second = objective(1, -1);
    second.restore(first.save());
    second.loss(batch());
    second.afterEpoch(1, detector.network(), null);
    double share = second.reliableShares().get(0);
    assertTrue(share > 0 && share <= 1, "share " + share);
    Objective third = objective(1, -1);
    third.restore(second.save());
    assertEquals(second.reliableShares(), third.reliableShares());
    Objective never = objective(1, 1e9);
    never.loss(batch());
    assertThrows(IllegalStateException.class, () -> never.afterEpoch(1, detector.network(), null));
  }
}
