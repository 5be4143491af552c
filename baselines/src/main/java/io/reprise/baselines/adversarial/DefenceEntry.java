package io.reprise.baselines.adversarial;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a defence said of the images of all attacks of a competition.
 *
 * @param classes of every image in the order of the batches, by the attack's name; empty if it
 *     failed
 * @param seconds each batch took
 * @param failure why it does not count; empty if it counts
 */
public record DefenceEntry(
    String name, Map<String, List<Integer>> classes, List<Double> seconds, String failure) {
  /** Copies all. */
  public DefenceEntry {
    Map<String, List<Integer>> copy = new LinkedHashMap<>();
    classes.forEach((attack, said) -> copy.put(attack, List.copyOf(said)));
    classes = Collections.unmodifiableMap(copy);
    seconds = List.copyOf(seconds);
  }

  static DefenceEntry failed(String name, String failure) {
    return new DefenceEntry(name, Map.of(), List.of(), failure);
  }

  /** Whether it labelled all images. */
  public boolean counts() {
    return failure.isEmpty();
  }

  /** For files. */
  public Snapshot save() {
    Snapshot said = Snapshot.EMPTY;
    for (Map.Entry<String, List<Integer>> e : classes.entrySet()) {
      long[] values = e.getValue().stream().mapToLong(c -> c).toArray();
      said = said.with(e.getKey(), TensorData.of(values, Shape.of(values.length)));
    }
    return Snapshot.EMPTY
        .with("name", name)
        .with("failure", failure)
        .with(
            "seconds",
            TensorData.of(seconds.stream().mapToDouble(s -> s).toArray(), Shape.of(seconds.size())))
        .withPart("classes", said);
  }

  /** What {@link #save} gave. */
  public static DefenceEntry restore(Snapshot saved) {
    Map<String, List<Integer>> classes = new LinkedHashMap<>();
    saved
        .part("classes")
        .tensors()
        .forEach(
            (attack, said) ->
                classes.put(
                    attack, Arrays.stream(said.toLongs()).mapToObj(Math::toIntExact).toList()));
    return new DefenceEntry(
        saved.text("name"),
        classes,
        Arrays.stream(saved.tensor("seconds").toDoubles()).boxed().toList(),
        saved.text("failure"));
  }
}
