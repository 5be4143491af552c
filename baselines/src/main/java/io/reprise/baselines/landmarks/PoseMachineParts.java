package io.reprise.baselines.landmarks;

import io.reprise.nn.Conv2d;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The convolutions of pose machines: all with a bias, with ReLU between them. */
final class PoseMachineParts {
  /** As published, and for every last convolution of a stage: maps start near 0. */
  static final Initializer SMALL = Initializer.normal(0, 0.01);

  private PoseMachineParts() {}

  /** The first convolutions, whose weights come from a classifier: {@code [N, 3, H, W]}. */
  static Module base(LayerContext at, PoseMachineDesign design) {
    Sequential.Builder all = new Sequential.Builder(at);
    int in = 3;
    for (int width : design.base()) {
      if (width == PoseMachineDesign.POOL) {
        all.then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
        continue;
      }
      int from = in;
      Initializer kaiming = Initializer.kaimingNormal(Initializer.Fan.OUT);
      all.add(c -> new Conv2d(c, from, width, 3, Op.Conv2d.of(1, 1), true, kaiming));
      all.then(Tensor::relu);
      in = width;
    }
    return all.build();
  }

  /** The base and two convolutions. */
  static Module features(LayerContext at, PoseMachineDesign design) {
    return new Sequential.Builder(at)
        .add(c -> base(c, design))
        .add(c -> conv(c, design.baseWidth(), design.middle(), 3, design.start()))
        .then(Tensor::relu)
        .add(c -> conv(c, design.middle(), design.width(), 3, design.start()))
        .then(Tensor::relu)
        .build();
  }

  /** From the features to maps. */
  static Module firstStage(LayerContext at, PoseMachineDesign design) {
    int w = design.width();
    return stage(
        at,
        w,
        List.of(w, w, w, w, design.hidden(), design.maps()),
        List.of(3, 3, 3, 3, 1, 1),
        design.start());
  }

  /** From features and maps to better maps. */
  static Module laterStage(LayerContext at, PoseMachineDesign design, int in) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(8, design.width()));
    widths.add(design.maps());
    return stage(at, in, widths, List.of(7, 7, 7, 3, 3, 3, 3, 1, 1), design.start());
  }

  private static Module stage(
      LayerContext at, int in, List<Integer> widths, List<Integer> kernels, Initializer start) {
    Sequential.Builder all = new Sequential.Builder(at);
    int from = in;
    for (int i = 0; i < widths.size(); i++) {
      int input = from;
      int width = widths.get(i);
      int kernel = kernels.get(i);
      Initializer own = i + 1 < widths.size() ? start : SMALL;
      if (i > 0) {
        all.then(Tensor::relu);
      }
      all.add(c -> conv(c, input, width, kernel, own));
      from = width;
    }
    return all.build();
  }

  private static Module conv(LayerContext at, int in, int out, int kernel, Initializer start) {
    return new Conv2d(at, in, out, kernel, Op.Conv2d.of(1, kernel / 2), true, start);
  }
}
