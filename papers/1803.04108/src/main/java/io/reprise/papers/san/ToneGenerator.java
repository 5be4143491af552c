package io.reprise.papers.san;

import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * A generator for pictures that are too small to be halved twice: it keeps every detail and moves
 * levels alone. {@code tanh(atanh(x) + 2 d)}, where d comes of a 3x3 and two 1x1 convolutions that
 * see the pixels and the mean and deviation of each channel of the whole image.
 */
final class ToneGenerator extends Module {
  private static final int WIDTH = 16;

  /** So that the inverse of tanh stays finite. */
  private static final double MOST = 0.97;

  private static final double STRENGTH = 2;
  private static final double EPSILON = 1e-6;
  private static final ConvLayer XAVIER =
      (at, in, out, kernel, options) ->
          new Conv2d(at, in, out, kernel, options, true, Initializer.xavierNormal());

  private final Module pixels;
  private final Linear whole;
  private final Module hidden;
  private final Module change;

  ToneGenerator(LayerContext at) {
    pixels = child("pixels", XAVIER.build(at.at("pixels"), 3, WIDTH, 3, Op.Conv2d.of(1, 1)));
    // A map that is the same everywhere adds the same to every pixel: no need to make the map.
    whole =
        child("whole", new Linear(at.at("whole"), 2 * 3, WIDTH, false, Initializer.xavierNormal()));
    hidden = child("hidden", XAVIER.build(at.at("hidden"), WIDTH, WIDTH, 1, Op.Conv2d.PLAIN));
    change = child("change", XAVIER.build(at.at("change"), WIDTH, 3, 1, Op.Conv2d.PLAIN));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor mean = x.mean(2, 3);
    Tensor deviation = x.variance(false, 2, 3).add(EPSILON).sqrt();
    Tensor statistics = whole.forward(mean.concat(1, deviation), mode).unsqueeze(2).unsqueeze(3);
    Tensor y = pixels.forward(x, mode).add(statistics).relu();
    Tensor d = change.forward(hidden.forward(y, mode).relu(), mode);
    Tensor inside = x.clamp(-MOST, MOST);
    Tensor inverse = inside.add(1).div(inside.neg().add(1)).log().mul(0.5);
    return inverse.add(d.mul(STRENGTH)).tanh();
  }
}
