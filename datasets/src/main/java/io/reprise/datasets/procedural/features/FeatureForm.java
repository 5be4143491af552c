package io.reprise.datasets.procedural.features;

/**
 * The form of a set of {@link ClusteredFeatures}.
 *
 * @param kind what the values look like
 * @param dimension values a vector, at least 16
 * @param classes at least 2
 * @param mostLabels of one vector, from 1 to {@code classes}; each has from 1 to this many
 */
public record FeatureForm(Kind kind, int dimension, int classes, int mostLabels) {
  /** What the values look like. */
  public enum Kind {
    /** Between 0 and 1, most of them about one half, as the energies of GIST are bounded. */
    BOUNDED,
    /** At least 0 and often 0, as a network's fully connected layer gives them after ReLU. */
    RECTIFIED
  }

  /** 512 bounded values in 10 classes, as GIST vectors of CIFAR-10. */
  public static final FeatureForm GIST = new FeatureForm(Kind.BOUNDED, 512, 10, 1);

  /**
   * 4,096 rectified values in 10 classes, as those of the first layers after VGG-16's last pool.
   */
  public static final FeatureForm CNN = new FeatureForm(Kind.RECTIFIED, 4_096, 10, 1);

  /** Checks the ranges. */
  public FeatureForm {
    if (dimension < ClusteredFeatures.LATENT) {
      throw new IllegalArgumentException(
          "feature dimension " + dimension + ": expected at least " + ClusteredFeatures.LATENT);
    }
    if (classes < 2 || mostLabels < 1 || mostLabels > classes) {
      throw new IllegalArgumentException(
          "features of "
              + classes
              + " classes, up to "
              + mostLabels
              + " labels each: expected at least 2 classes, and from 1 label to one a class");
    }
  }

  /** The same with other numbers of classes and labels. */
  public FeatureForm withLabels(int classes, int mostLabels) {
    return new FeatureForm(kind, dimension, classes, mostLabels);
  }
}
