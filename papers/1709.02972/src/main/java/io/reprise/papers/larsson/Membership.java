package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A finite certificate for F^alpha(V) with V of infinite dimension over sl_2: which v_k t^n lie in
 * the span of words in the algebra's elements, applied to one vector. Each letter moves indices by
 * one at most, so vectors are kept whole and nothing is cut off.
 */
final class Membership {
  /** Indices asked for go from minus this to this, and those of a random start to half of it. */
  private static final int ASKED = 2;

  private final WeightModule v;
  private final Shift alpha;
  private final List<IntVector> window;
  private final List<IntVector> steps;

  /** In a window of degrees of Z^2, with steps that stay in it. */
  Membership(WeightModule v, Shift alpha, List<IntVector> window, List<IntVector> steps) {
    alpha.requireFaithful(v.field(), window);
    this.v = v;
    this.alpha = alpha;
    this.window = window;
    this.steps = steps;
  }

  /**
   * What was found.
   *
   * @param letters the least length of words that was enough, or the longest that was tried
   * @param found how many of those asked for lie in the span
   * @param asked how many v_k t^n were asked for
   * @param whole whether the span has all that words of this length can reach at all, in each
   *     degree; ranks do not go up modulo a prime, so it does then over the rational numbers too
   */
  record Found(int letters, int found, int asked, boolean whole) {
    boolean isComplete() {
      return found == asked;
    }
  }

  /** A vector of a degree. */
  private record Placed(IntVector n, Map<Integer, Long> vector) {}

  /** From v_0 in degree 0. */
  Found fromZero(int longest) {
    return from(new Placed(IntVector.zero(2), Map.of(0, 1L)), 0, longest);
  }

  /** From a random vector of three neighbouring indices at most, in a random degree. */
  Found fromRandom(int longest, UniformRandomProvider random) {
    Map<Integer, Long> vector = new TreeMap<>();
    int width = ASKED / 2;
    for (int k = -width; k <= width; k++) {
      if (v.has(k)) {
        vector.put(k, 1 + random.nextLong(v.field().p() - 1));
      }
    }
    return from(new Placed(window.get(random.nextInt(window.size())), vector), width, longest);
  }

  private Found from(Placed start, int width, int longest) {
    int reach = width + longest;
    Map<IntVector, Echelon> spans = new HashMap<>();
    window.forEach(n -> spans.put(n, new Echelon(v.field(), 2 * reach + 1)));
    List<Placed> fresh = new ArrayList<>();
    keep(start, spans, reach, fresh);
    Found found = count(spans, reach, width, 0);
    for (int letters = 1; letters <= longest && !found.isComplete(); letters++) {
      List<Placed> next = new ArrayList<>();
      for (Placed x : fresh) {
        letter(x, spans, reach, next);
      }
      fresh = next;
      found = count(spans, reach, width + letters, letters);
    }
    return found;
  }

  private void letter(Placed x, Map<IntVector, Echelon> spans, int reach, List<Placed> next) {
    long[] shifted = alpha.modulo(v.field(), x.n);
    for (IntVector r : steps) {
      IntVector to = x.n.plus(r);
      if (spans.containsKey(to)) {
        for (VectorField d : VectorField.basis(r)) {
          keep(new Placed(to, v.image(d, shifted, x.vector)), spans, reach, next);
        }
      }
    }
  }

  private static void keep(Placed x, Map<IntVector, Echelon> spans, int reach, List<Placed> fresh) {
    long[] entries = new long[2 * reach + 1];
    x.vector.forEach((k, c) -> entries[k + reach] = c);
    if (spans.get(x.n).insert(entries)) {
      fresh.add(x);
    }
  }

  private Found count(Map<IntVector, Echelon> spans, int reach, int width, int letters) {
    int asked = 0;
    int found = 0;
    boolean whole = true;
    for (Echelon span : spans.values()) {
      for (int k = -ASKED; k <= ASKED; k++) {
        if (v.has(k)) {
          asked++;
          if (k + reach >= 0 && k - reach <= 0 && span.contains(unit(k, reach))) {
            found++;
          }
        }
      }
      int possible = 0;
      for (int k = -width; k <= width; k++) {
        possible += v.has(k) ? 1 : 0;
      }
      whole &= span.rank() == possible;
    }
    return new Found(letters, found, asked, whole);
  }

  private static long[] unit(int k, int reach) {
    long[] unit = new long[2 * reach + 1];
    unit[k + reach] = 1;
    return unit;
  }

  /** How many random pairs do not act on a random v_k t^n as their bracket does. */
  int bracketErrors(UniformRandomProvider random, int pairs) {
    FieldSampler sampler = new FieldSampler(2, random);
    int errors = 0;
    for (int i = 0; i < pairs; i++) {
      VectorField a = sampler.field();
      VectorField b = sampler.field();
      Placed x = basis(random);
      Map<Integer, Long> commutator =
          v.difference(apply(a, apply(b, x)).vector, apply(b, apply(a, x)).vector);
      if (!commutator.equals(apply(a.bracket(b), x).vector)) {
        errors++;
      }
    }
    return errors;
  }

  /** How many random u, r, s break the core lemma, see {@link LarssonModule#coreLemmaErrors}. */
  int coreLemmaErrors(UniformRandomProvider random, int samples) {
    FieldSampler sampler = new FieldSampler(2, random);
    int errors = 0;
    for (int i = 0; i < samples; i++) {
      IntVector u = sampler.vector();
      VectorField r = sampler.along(u);
      VectorField s = sampler.along(u);
      Placed x = basis(random);
      VectorField sum = new VectorField(u, r.r().plus(s.r()));
      VectorField still = new VectorField(u, IntVector.zero(2));
      Map<Integer, Long> left =
          v.difference(apply(r, apply(s, x)).vector, apply(sum, apply(still, x)).vector);
      long[] none = {0, 0};
      Map<Integer, Long> right = v.image(r, none, v.image(s, none, x.vector));
      if (!left.equals(right)) {
        errors++;
      }
    }
    return errors;
  }

  private Placed basis(UniformRandomProvider random) {
    int k = random.nextInt(2 * ASKED + 1) - ASKED;
    return new Placed(window.get(random.nextInt(window.size())), Map.of(v.has(k) ? k : -k, 1L));
  }

  private Placed apply(VectorField x, Placed to) {
    return new Placed(to.n.plus(x.r()), v.image(x, alpha.modulo(v.field(), to.n), to.vector));
  }
}
