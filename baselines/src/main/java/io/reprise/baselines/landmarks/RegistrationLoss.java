package io.reprise.baselines.landmarks;

import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The registration loss of SBR (arXiv 1807.00966): in a video a landmark that is detected in one
 * frame and followed to the next should be where it is detected there. No labels are needed.
 *
 * <p>With the detections L, the forward tracks f of those in the first frame, the backward tracks b
 * of those in the last one, and the tracks g of f's end back to the start, a landmark counts if it
 * is reliable: detected with enough score in every frame, near its tracks, and where f and g agree.
 * The loss of a landmark is the sum of distances {@code |L - f| + |L - b|} of the frames that are
 * pulled, and that of a batch the mean over its reliable landmarks, 0 if there is none.
 */
public final class RegistrationLoss {
  private final LucasKanade flow;
  private final Settings settings;

  /** Which frames are pulled to the tracks. */
  public enum Pulled {
    /**
     * Those between the first and the last. That is what the released code does: there a sequence
     * ends in frames whose tracks start in themselves, which leaves nothing to pull.
     */
    BETWEEN,
    /** All: the last to the forward track, too, and the first to the backward one. */
    ALL
  }

  /**
   * What counts.
   *
   * @param pulled which frames
   * @param throughFlow whether gradients flow through the tracks, as the paper describes it, or to
   *     the detections alone, as in both configurations that were released
   * @param leastScore that a detection needs in every frame
   * @param nearest distances below it, in pixels, count as unreliable: the released code drops what
   *     has no gradient of its root. 0 keeps all
   * @param roundTrip the most pixels between forward and returning track
   * @param farthest the most pixels between detection and track
   */
  public record Settings(
      Pulled pulled,
      boolean throughFlow,
      double leastScore,
      double nearest,
      double roundTrip,
      double farthest) {
    /** Those of the released configurations, for faces in 256x256 pixels. */
    public static final Settings PUBLISHED = new Settings(Pulled.BETWEEN, false, 0.3, 1e-5, 1, 2);

    /** Checks the numbers. */
    public Settings {
      if (!(nearest >= 0 && nearest < roundTrip && nearest < farthest)) {
        throw new IllegalArgumentException(
            "registration: distances from "
                + nearest
                + " to "
                + roundTrip
                + " and "
                + farthest
                + ": expected 0 or more, and less than both");
      }
    }
  }

  /**
   * What a batch came to.
   *
   * @param loss a scalar
   * @param reliable {@code [N, K]}, boolean, without gradient
   */
  public record Outcome(Tensor loss, Tensor reliable) {
    /** How many landmarks are reliable. */
    public int reliableLandmarks() {
      int n = 0;
      for (long one : reliable.toLongs()) {
        n += (int) one;
      }
      return n;
    }
  }

  public RegistrationLoss(LucasKanade flow, Settings settings) {
    this.flow = flow;
    this.settings = settings;
  }

  /**
   * The loss of sequences of frames.
   *
   * @param frames from first to last, each {@code [N, C, H, W]}
   * @param detections in each of them
   * @throws IllegalArgumentException if there are too few frames, their sizes differ, or there are
   *     not as many detections
   */
  public Outcome of(List<Tensor> frames, List<Detections> detections) {
    requireSequence(frames, detections);
    int last = frames.size() - 1;
    List<Tensor> found = detections.stream().map(Detections::points).toList();
    List<Tensor> starts =
        settings.throughFlow ? found : found.stream().map(Tensor::stopGradient).toList();

    Tensor reliable = scored(detections);
    List<Tensor> forward = new ArrayList<>(List.of(starts.get(0)));
    for (int s = 1; s <= last; s++) {
      LucasKanade.Tracks tracks = flow.track(frames.get(s - 1), frames.get(s), forward.get(s - 1));
      forward.add(tracks.points());
      reliable = reliable.and(tracks.trusted());
    }
    List<Tensor> backward = new ArrayList<>(Collections.nCopies(last + 1, starts.get(last)));
    Tensor returning = forward.get(last).stopGradient();
    int k = found.get(0).shape().dim(1);
    for (int s = last - 1; s >= 0; s--) {
      // Both lead from the same frame to the same one.
      LucasKanade.Tracks both =
          flow.track(frames.get(s + 1), frames.get(s), backward.get(s + 1).concat(1, returning));
      backward.set(s, both.points().slice(1, 0, k));
      returning = both.points().slice(1, k, 2 * k).stopGradient();
      reliable =
          reliable
              .and(both.trusted().slice(1, 0, k))
              .and(both.trusted().slice(1, k, 2 * k))
              .and(within(forward.get(s), returning, settings.roundTrip));
    }
    return outcome(found, forward, backward, reliable);
  }

  private Outcome outcome(
      List<Tensor> found, List<Tensor> forward, List<Tensor> backward, Tensor reliable) {
    int last = found.size() - 1;
    List<Tensor> distances = new ArrayList<>();
    Tensor counted = reliable;
    for (int s = 0; s <= last; s++) {
      boolean pulled = settings.pulled == Pulled.ALL || (s > 0 && s < last);
      for (Tensor track : tracksTo(s, last, forward, backward)) {
        counted = counted.and(within(found.get(s), track, settings.farthest));
        if (pulled) {
          distances.add(found.get(s).sub(track).norm(2));
        }
      }
    }
    Tensor sum = distances.stream().reduce(Tensor::add).orElseThrow();
    Tensor weights = counted.cast(sum.dtype());
    Tensor loss = sum.mul(weights).sum().div(weights.sum().maximum(1));
    return new Outcome(loss, counted);
  }

  /** The tracks that start in another frame than this one. */
  private static List<Tensor> tracksTo(
      int frame, int last, List<Tensor> forward, List<Tensor> backward) {
    List<Tensor> tracks = new ArrayList<>();
    if (frame > 0) {
      tracks.add(forward.get(frame));
    }
    if (frame < last) {
      tracks.add(backward.get(frame));
    }
    return tracks;
  }

  private Tensor scored(List<Detections> detections) {
    return detections.stream()
        .map(d -> d.scores().stopGradient().ge(settings.leastScore))
        .reduce(Tensor::and)
        .orElseThrow();
  }

  private Tensor within(Tensor a, Tensor b, double most) {
    Tensor distance = a.stopGradient().sub(b.stopGradient()).norm(2);
    return distance.ge(settings.nearest).and(distance.le(most));
  }

  private void requireSequence(List<Tensor> frames, List<Detections> detections) {
    int least = settings.pulled == Pulled.ALL ? 2 : 3;
    if (frames.size() < least || frames.size() != detections.size()) {
      throw new IllegalArgumentException(
          "registration of "
              + frames.size()
              + " frames with "
              + detections.size()
              + " detections, pulling "
              + settings.pulled
              + ": expected at least "
              + least
              + " frames, and as many");
    }
    Shape first = frames.get(0).shape();
    Shape points = detections.get(0).points().shape();
    for (int s = 1; s < frames.size(); s++) {
      if (!frames.get(s).shape().equals(first)
          || !detections.get(s).points().shape().equals(points)) {
        throw new IllegalArgumentException(
            "registration: frame "
                + s
                + " is "
                + frames.get(s).shape()
                + " with detections "
                + detections.get(s).points().shape()
                + ": expected "
                + first
                + " and "
                + points
                + " as in the first");
      }
    }
  }
}
