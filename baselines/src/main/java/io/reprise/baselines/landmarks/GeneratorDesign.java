package io.reprise.baselines.landmarks;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;

/**
 * Makes generators that give images another style: from {@code [N, 3, H, W]} in [-1, 1] to the same
 * shape, in (-1, 1).
 */
@FunctionalInterface
public interface GeneratorDesign {
  /** A generator with its first weights. */
  Module build(LayerContext at);
}
