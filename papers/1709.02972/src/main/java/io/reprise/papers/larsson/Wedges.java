package io.reprise.papers.larsson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Exterior powers of Z^d with the k-subsets of 0..d-1, in lexicographic order, as basis. */
final class Wedges {
  private Wedges() {}

  /** Each subset as its sorted members; for k = 0 the empty one. */
  static List<IntVector> subsets(int d, int k) {
    List<IntVector> all = new ArrayList<>();
    collect(d, k, new int[k], 0, 0, all);
    return all;
  }

  private static void collect(int d, int k, int[] members, int at, int least, List<IntVector> all) {
    if (at == k) {
      all.add(IntVector.of(members));
      return;
    }
    for (int m = least; m < d; m++) {
      members[at] = m;
      collect(d, k, members, at + 1, m + 1, all);
    }
  }

  /** E_ij on the k-th exterior power: each j becomes i, and the sign is that of sorting. */
  static IntegerMatrix derivation(int d, int k, int i, int j) {
    List<IntVector> basis = subsets(d, k);
    return SlModules.byColumns(
        basis.size(),
        column -> {
          IntVector subset = basis.get(column);
          int at = indexOf(subset, j);
          if (at < 0 || (i != j && indexOf(subset, i) >= 0)) {
            return Map.of();
          }
          int[] members = new int[k];
          for (int m = 0; m < k; m++) {
            members[m] = m == at ? i : subset.get(m);
          }
          int sign = sort(members);
          return Map.of(basis.indexOf(IntVector.of(members)), (long) sign);
        });
  }

  /** x to e_i ^ x, from the k-th exterior power to the next. */
  static IntegerMatrix wedge(int d, int k, int i) {
    List<IntVector> from = subsets(d, k);
    List<IntVector> to = subsets(d, k + 1);
    return IntegerMatrix.of(
        to.size(),
        from.size(),
        (row, column) -> {
          IntVector subset = from.get(column);
          if (indexOf(subset, i) >= 0) {
            return 0;
          }
          int[] members = new int[k + 1];
          members[0] = i;
          for (int m = 0; m < k; m++) {
            members[m + 1] = subset.get(m);
          }
          int sign = sort(members);
          return to.get(row).equals(IntVector.of(members)) ? sign : 0;
        });
  }

  private static int indexOf(IntVector subset, int member) {
    for (int m = 0; m < subset.dimension(); m++) {
      if (subset.get(m) == member) {
        return m;
      }
    }
    return -1;
  }

  /** Sorts distinct members and gives the sign of the permutation. */
  private static int sort(int[] members) {
    int sign = 1;
    for (int i = 1; i < members.length; i++) {
      for (int j = i; j > 0 && members[j - 1] > members[j]; j--) {
        int swapped = members[j];
        members[j] = members[j - 1];
        members[j - 1] = swapped;
        sign = -sign;
      }
    }
    return sign;
  }
}
