package io.reprise.baselines.adversarial;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an attack made of all batches of a competition.
 *
 * @param images adversarial images of each batch, in reach of the clean ones; empty if it failed
 * @param outOfReach how many values the harness had to move into reach
 * @param seconds each batch took
 * @param failure why it does not count; empty if it counts
 */
public record AttackEntry(
    String name,
    Track track,
    List<PixelBatch> images,
    long outOfReach,
    List<Double> seconds,
    String failure) {
  /** Copies the lists. */
  public AttackEntry {
    images = List.copyOf(images);
    seconds = List.copyOf(seconds);
    if (images.isEmpty() == failure.isEmpty()) {
      throw new IllegalArgumentException(
          "attack '" + name + "' with " + images.size() + " batches and failure '" + failure + "'");
    }
  }

  static AttackEntry failed(String name, Track track, String failure) {
    return new AttackEntry(name, track, List.of(), 0, List.of(), failure);
  }

  /** Whether it produced all images. */
  public boolean counts() {
    return failure.isEmpty();
  }

  /** For files. */
  public Snapshot save() {
    Snapshot saved =
        Snapshot.EMPTY
            .with("name", name)
            .with("track", track.name())
            .with("failure", failure)
            .with("outOfReach", outOfReach)
            .with("batches", images.size())
            .with(
                "seconds",
                TensorData.of(
                    seconds.stream().mapToDouble(s -> s).toArray(), Shape.of(seconds.size())));
    for (int b = 0; b < images.size(); b++) {
      saved = saved.withPart("batch" + b, images.get(b).save());
    }
    return saved;
  }

  /** What {@link #save} gave. */
  public static AttackEntry restore(Snapshot saved) {
    List<PixelBatch> images = new ArrayList<>();
    for (int b = 0; b < saved.number("batches"); b++) {
      images.add(PixelBatch.restore(saved.part("batch" + b)));
    }
    return new AttackEntry(
        saved.text("name"),
        Track.valueOf(saved.text("track")),
        images,
        saved.number("outOfReach"),
        Arrays.stream(saved.tensor("seconds").toDoubles()).boxed().toList(),
        saved.text("failure"));
  }
}
