package io.reprise.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which landmark takes the place of which when an image is mirrored: the left corner of the mouth
 * becomes the right one.
 *
 * @param partners for each landmark, counted from 0, the one on the other side, or itself
 */
public record MirrorOrder(List<Integer> partners) {
  /** For places without sides: no landmarks at all, or each stays what it is. */
  public static final MirrorOrder NONE = new MirrorOrder(List.of());

  /**
   * The 68 points of 300-W (Multi-PIE): jaw 0 to 16, brows 17 to 26, nose 27 to 35, eyes 36 to 47,
   * outer lips 48 to 59, inner lips 60 to 67.
   */
  public static final MirrorOrder FACE_68 = face68();

  /**
   * Checks that each landmark's partner has it as its own partner.
   *
   * @throws IllegalArgumentException naming the first landmark where this is not so
   */
  public MirrorOrder {
    partners = List.copyOf(partners);
    for (int i = 0; i < partners.size(); i++) {
      int partner = partners.get(i);
      if (partner < 0 || partner >= partners.size() || partners.get(partner) != i) {
        throw new IllegalArgumentException(
            "mirror order: landmark "
                + i
                + " has partner "
                + partner
                + ": expected one from 0 to "
                + (partners.size() - 1)
                + " whose own partner is "
                + i);
      }
    }
  }

  /**
   * Puts mirrored landmarks into the order of their names.
   *
   * @throws IllegalArgumentException if there is not one for each partner
   */
  public List<Point> reorder(List<Point> mirrored) {
    if (partners.isEmpty()) {
      return mirrored;
    }
    requireCount(mirrored.size());
    return partners.stream().map(mirrored::get).toList();
  }

  void requireCount(int landmarks) {
    if (!partners.isEmpty() && landmarks != partners.size()) {
      throw new IllegalArgumentException(
          landmarks + " landmarks: expected " + partners.size() + ", as in their mirror order");
    }
  }

  private static MirrorOrder face68() {
    List<Integer> partners = new ArrayList<>(IntStream.range(0, 68).boxed().toList());
    // Runs of points that are each other's mirror image, the first of one with the last.
    int[][] runs = {
      {0, 16}, {17, 26}, {31, 35}, {36, 45, 4}, {48, 54}, {55, 59}, {60, 64}, {65, 67}
    };
    for (int[] run : runs) {
      int pairs = run.length > 2 ? run[2] : run[1] - run[0] + 1;
      for (int i = 0; i < pairs; i++) {
        pair(partners, run[0] + i, run[1] - i);
      }
    }
    pair(partners, 40, 47); // lower lids
    pair(partners, 41, 46);
    return new MirrorOrder(partners);
  }

  private static void pair(List<Integer> partners, int a, int b) {
    partners.set(a, b);
    partners.set(b, a);
  }
}
