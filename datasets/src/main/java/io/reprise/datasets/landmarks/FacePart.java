package io.reprise.datasets.landmarks;

/** What a pixel of a face shows, with the labels of iCNN (arXiv 1806.02479). */
public enum FacePart {
  /** With skin and hair. */
  BACKGROUND(0),
  LEFT_BROW(1),
  RIGHT_BROW(2),
  LEFT_EYE(3),
  RIGHT_EYE(4),
  NOSE(5),
  UPPER_LIP(6),
  INNER_MOUTH(7),
  LOWER_LIP(8);

  private final int label;

  FacePart(int label) {
    this.label = label;
  }

  /** From 0 to 8. */
  public int label() {
    return label;
  }
}
