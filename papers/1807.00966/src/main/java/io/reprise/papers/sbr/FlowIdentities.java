package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.Detections;
import io.reprise.baselines.landmarks.LucasKanade;
import io.reprise.baselines.landmarks.RegistrationLoss;
import io.reprise.baselines.landmarks.RegistrationLoss.Pulled;
import io.reprise.experiment.Measurements;
import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What holds of the tracker and the registration loss whatever a detector has learned, checked on a
 * trial's engine with textures that move as is known.
 */
final class FlowIdentities {
  private static final int SIDE = 64;
  private static final int POINTS = 4;
  private static final int MOVES = 24;
  private static final double LONGEST_MOVE = 2;
  private static final double STEP = 1e-5;

  private final Engine engine;
  private final Seed seed;
  private final LucasKanade flow = new LucasKanade(LucasKanade.Settings.PUBLISHED);

  FlowIdentities(Engine engine, Seed seed) {
    this.engine = engine;
    this.seed = seed;
  }

  /** Measures all. */
  void measure(Measurements measurements) {
    try (Scope scope = engine.inference()) {
      track(measurements);
      register(measurements);
    }
    measurements.put(SupervisionByRegistration.FLOW_GRADIENT, gradient());
  }

  /** Single precision, as in training; moves of any direction, of up to two pixels. */
  private void track(Measurements measurements) {
    double error = 0;
    double roundTrip = 0;
    for (int i = 0; i < MOVES; i++) {
      UniformRandomProvider random = seed.named("move " + i).generator();
      double angle = 2 * Math.PI * random.nextDouble();
      double length = LONGEST_MOVE * random.nextDouble();
      MovingTexture texture =
          MovingTexture.drawn(
              SIDE, length * StrictMath.cos(angle), length * StrictMath.sin(angle), seed, i);
      double[] places = places(random);
      Tensor from = frame(texture, 0).cast(DType.FLOAT32);
      Tensor to = frame(texture, 1).cast(DType.FLOAT32);
      Tensor start = points(places).cast(DType.FLOAT32);
      Tensor there = flow.track(from, to, start).points();
      Tensor back = flow.track(to, from, there).points();
      Tensor exact = points(texture.moved(places, 1)).cast(DType.FLOAT32);
      error = Math.max(error, there.sub(exact).norm(2).max().item());
      roundTrip = Math.max(roundTrip, back.sub(start).norm(2).max().item());
    }
    measurements
        .put(SupervisionByRegistration.FLOW_ERROR, error)
        .put(SupervisionByRegistration.ROUND_TRIP, roundTrip);
  }

  /**
   * By whole pixels, since bilinear sampling is exact there, and in double precision, so that no
   * more than what steps have left is missing.
   */
  private void register(Measurements measurements) {
    MovingTexture texture = MovingTexture.drawn(SIDE, 1, -1, seed, MOVES);
    double[] places = places(seed.named("registered").generator());
    List<Tensor> frames = new ArrayList<>();
    for (int s = 0; s < FaceBatch.FRAMES; s++) {
      frames.add(frame(texture, s));
    }
    double coherent = 0;
    double linear = 0;
    for (Pulled pulled : Pulled.values()) {
      RegistrationLoss loss =
          new RegistrationLoss(flow, new RegistrationLoss.Settings(pulled, false, 0.3, 0, 1, 2));
      for (double offset : new double[] {0, 0.25, 0.5, 1}) {
        RegistrationLoss.Outcome outcome = loss.of(frames, offset(texture, places, offset));
        // The frame in the middle is that far from both tracks.
        double expected = 2 * offset;
        double missing = POINTS - outcome.reliableLandmarks();
        double difference = Math.abs(outcome.loss().item() - expected) + missing;
        if (offset == 0) {
          coherent = Math.max(coherent, difference);
        } else {
          linear = Math.max(linear, difference);
        }
      }
    }
    measurements
        .put(SupervisionByRegistration.COHERENT_LOSS, coherent)
        .put(SupervisionByRegistration.OFFSET_LOSS, linear);
  }

  /** True places, but to the right of them in the middle frame. */
  private List<Detections> offset(MovingTexture texture, double[] places, double pixels) {
    List<Detections> all = new ArrayList<>();
    for (int s = 0; s < FaceBatch.FRAMES; s++) {
      double[] xy = texture.moved(places, s);
      for (int i = 0; s == 1 && i < xy.length; i += 2) {
        xy[i] += pixels;
      }
      all.add(new Detections(points(xy), engine.full(1, Shape.of(1, POINTS))));
    }
    return all;
  }

  /** Of d q / d p, against central differences, as a share of the largest, double precision. */
  private double gradient() {
    MovingTexture texture = MovingTexture.drawn(SIDE, 0.7, 0.4, seed, MOVES + 1);
    double[] places = places(seed.named("differentiated").generator());
    double[] found;
    try (Scope scope = engine.scope()) {
      Tensor zero = engine.parameter(Shape.of(1, POINTS, 2), () -> new float[2 * POINTS]);
      Tensor p = zero.cast(DType.FLOAT64).add(points(places));
      found = engine.gradients(score(texture, p), List.of(p)).get(0).toDoubles();
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < places.length; i++) {
      double slope =
          (score(texture, places, i, STEP) - score(texture, places, i, -STEP)) / (2 * STEP);
      largest = Math.max(largest, Math.abs(slope));
      difference = Math.max(difference, Math.abs(slope - found[i]));
    }
    return difference / largest;
  }

  private double score(MovingTexture texture, double[] places, int i, double step) {
    double[] moved = places.clone();
    moved[i] += step;
    try (Scope scope = engine.inference()) {
      return score(texture, points(moved)).item();
    }
  }

  private Tensor score(MovingTexture texture, Tensor points) {
    double[] weights = new double[2 * POINTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 3 - 1.5;
    }
    Tensor q = flow.track(frame(texture, 0), frame(texture, 1), points).points();
    return q.mul(points(weights)).sum();
  }

  private Tensor frame(MovingTexture texture, int t) {
    return engine.tensor(texture.frame(t), Shape.of(1, 3, SIDE, SIDE));
  }

  private Tensor points(double[] xy) {
    return engine.tensor(xy, Shape.of(1, POINTS, 2));
  }

  /** Far enough from the border, and between pixels, where sampling has a slope. */
  private static double[] places(UniformRandomProvider random) {
    double[] xy = new double[2 * POINTS];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = 20 + random.nextInt(24) + 0.2 + 0.6 * random.nextDouble();
    }
    return xy;
  }
}
