package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The matrices of {@link SlModules#hook}. */
final class Hook {
  private Hook() {}

  /** Of sl_d with d of at least 3. */
  static SlModule of(int d) {
    // A tensor a (x) bc with b below c is the vector (a, b, c).
    List<Map<IntVector, Long>> basis = new ArrayList<>();
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        if (a != b) {
          Map<IntVector, Long> vector = new HashMap<>();
          add(vector, a, a, b, 1);
          basis.add(vector);
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        for (int k = j + 1; k < d; k++) {
          basis.add(Map.of(IntVector.of(i, j, k), 1L, IntVector.of(j, i, k), 1L));
          basis.add(Map.of(IntVector.of(k, i, j), 1L, IntVector.of(j, i, k), 1L));
        }
      }
    }
    return SlModules.module(
        "hook",
        d,
        (i, j) ->
            SlModules.byColumns(
                basis.size(), column -> coordinates(apply(basis.get(column), i, j), d)));
  }

  private static void add(Map<IntVector, Long> vector, int a, int b, int c, long factor) {
    if (b < c) {
      vector.merge(IntVector.of(a, b, c), factor, Math::addExact);
    } else if (c < b) {
      vector.merge(IntVector.of(a, c, b), -factor, Math::addExact);
    }
  }

  private static Map<IntVector, Long> apply(Map<IntVector, Long> vector, int i, int j) {
    Map<IntVector, Long> image = new HashMap<>();
    vector.forEach(
        (abc, factor) -> {
          int a = abc.get(0);
          int b = abc.get(1);
          int c = abc.get(2);
          if (a == j) {
            add(image, i, b, c, factor);
          }
          if (b == j) {
            add(image, a, i, c, factor);
          }
          if (c == j) {
            add(image, a, b, i, factor);
          }
        });
    return image;
  }

  /** In the order of the basis: those of a (x) ab first, then pairs of each three. */
  private static Map<Integer, Long> coordinates(Map<IntVector, Long> vector, int d) {
    Map<Integer, Long> all = new HashMap<>();
    int place = 0;
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        if (a != b) {
          IntVector sorted = a < b ? IntVector.of(a, a, b) : IntVector.of(a, b, a);
          all.put(place++, (a < b ? 1 : -1) * vector.getOrDefault(sorted, 0L));
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        for (int k = j + 1; k < d; k++) {
          all.put(place++, vector.getOrDefault(IntVector.of(i, j, k), 0L));
          all.put(place++, vector.getOrDefault(IntVector.of(k, i, j), 0L));
        }
      }
    }
    return all;
  }
}
