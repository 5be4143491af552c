package io.reprise.papers.san;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.landmarks.FaceSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Faces in several styles that a detector is trained and judged on. Face {@code i} of a training
 * source is the same in all of them, but for its style; so it is with test sources of styles.
 *
 * @param main the name of the training source and the test part that most variants are about
 * @param styles the names of the styles
 * @param mixture if {@code main} is one, the number of each training face's style; else empty
 * @param training faces by the name of a style, and of {@code main} if that is a mixture
 * @param tests parts to judge on by name, those of the styles among them if there are any
 */
record StyledSet(
    String name,
    Origin origin,
    String checksum,
    int landmarks,
    String main,
    List<String> styles,
    List<Integer> mixture,
    Map<String, FaceSource> training,
    Map<String, FaceSource> tests)
    implements Dataset {
  /** Copies the collections and checks that the main parts are there. */
  StyledSet {
    styles = List.copyOf(styles);
    mixture = List.copyOf(mixture);
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
    for (Map<String, FaceSource> part : List.of(training, tests)) {
      if (!part.containsKey(main) || part.values().stream().anyMatch(s -> s.size() == 0)) {
        throw new IllegalArgumentException(
            name + " with parts " + part.keySet() + ": expected '" + main + "' and faces in each");
      }
    }
  }

  /**
   * Training faces.
   *
   * @throws IllegalArgumentException if there are none of that name
   */
  FaceSource training(String part) {
    return found(part, training);
  }

  /**
   * Test faces.
   *
   * @throws IllegalArgumentException if there are none of that name
   */
  FaceSource test(String part) {
    return found(part, tests);
  }

  private FaceSource found(String part, Map<String, FaceSource> all) {
    FaceSource source = all.get(part);
    if (source == null) {
      throw new IllegalArgumentException(
          "part '" + part + "' of " + name + ": expected one of " + all.keySet());
    }
    return source;
  }
}
