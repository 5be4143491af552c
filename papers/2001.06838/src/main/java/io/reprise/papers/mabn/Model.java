package io.reprise.papers.mabn;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.normalization.NormalizedStyle;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import java.util.Collections;
import java.util.List;

/** The networks that are trained here, on images of 32x32. */
enum Model {
  /** See {@link PlainNetwork}. */
  PLAIN("plain CNN", 0, 0),
  /** Bottlenecks as in ResNet-50, one a stage, down to maps of 2x2. */
  RESNET_14("ResNet-14", 1, 8),
  /** As above, two a stage and twice as wide: for full trainings. */
  RESNET_26("ResNet-26", 2, 16);

  private static final int STAGES = 4;
  private static final int EXPANSION = 4;

  private final String title;
  private final int blocks;
  private final int width;

  Model(String title, int blocks, int width) {
    this.title = title;
    this.blocks = blocks;
    this.width = width;
  }

  String title() {
    return title;
  }

  Module build(LayerContext at, NormalizedStyle style, int classes) {
    return this == PLAIN
        ? new PlainNetwork(at, style, classes)
        : new ResNet(at, design(classes).withStyle(style));
  }

  private ResNet.Design design(int classes) {
    List<Integer> widths = List.of(width, 2 * width, 4 * width, 8 * width);
    return new ResNet.Design(
            Collections.nCopies(STAGES, blocks), widths, classes, true, false, true)
        .withStreams(2 * width, widths.stream().map(w -> EXPANSION * w).toList())
        .withStrides(Collections.nCopies(STAGES, 2));
  }

  /** The normalisation whose statistics are watched: the last one of the last branch. */
  String watched() {
    return this == PLAIN
        ? PlainNetwork.lastNormalization()
        : "stage" + STAGES + "_block" + (blocks - 1) + ".conv3.norm";
  }
}
