package io.reprise.datasets.procedural.faces;

import java.util.List;

/**
 * The classes of face parsing, as in the labels of the Helen data set. Left and right are those of
 * the picture.
 */
public enum FaceRegion {
  BACKGROUND(0, 0),
  SKIN(1, 0),
  LEFT_BROW(2, 1),
  RIGHT_BROW(3, 2),
  LEFT_EYE(4, 3),
  RIGHT_EYE(5, 4),
  NOSE(6, 5),
  UPPER_LIP(7, 6),
  INNER_MOUTH(8, 7),
  LOWER_LIP(9, 8),
  HAIR(10, 0);

  private static final List<FaceRegion> ALL = List.of(values());

  private final int label;
  private final int part;

  FaceRegion(int label, int part) {
    this.label = label;
    this.part = part;
  }

  /** The label in {@link Face#regions()}, from 0 in the order here. */
  public int label() {
    return label;
  }

  /** The region of a label. */
  public static FaceRegion of(int label) {
    return ALL.get(label);
  }

  /**
   * The label in the nine classes of arXiv 1806.02479, where skin and hair count as background: 1
   * and 2 brows, 3 and 4 eyes, 5 nose, 6 upper lip, 7 inner mouth, 8 lower lip.
   */
  public int part() {
    return part;
  }
}
