package io.reprise.datasets.procedural.probes;

import io.reprise.datasets.Picture;
import io.reprise.nn.Adam;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Trains probes on pictures, to see how hard a generated task is. One thread, so repeatable. */
public final class Probing implements AutoCloseable {
  private static final int BATCH = 16;

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final Seed seed;

  public Probing(Seed seed) {
    this.seed = seed;
  }

  public LayerContext at(String name) {
    return LayerContext.root(engine, seed).at(name);
  }

  /** Trains with Adam, a cosine and the mean square error to {@code targets}, one row a picture. */
  public void regress(
      Module model, List<Picture> pictures, float[][] targets, int epochs, double rate) {
    train(
        model,
        pictures,
        epochs,
        rate,
        (rows, out) -> {
          int width = targets[0].length;
          float[] wanted = new float[rows.length * width];
          for (int i = 0; i < rows.length; i++) {
            System.arraycopy(targets[rows[i]], 0, wanted, i * width, width);
          }
          return out.mseLoss(engine.tensor(wanted, Shape.of(rows.length, width)));
        });
  }

  /** Trains with Adam, a cosine and the cross entropy. */
  public void classify(
      Module model, List<Picture> pictures, int[] labels, int epochs, double rate) {
    train(
        model,
        pictures,
        epochs,
        rate,
        (rows, out) -> {
          long[] wanted = Arrays.stream(rows).mapToLong(r -> labels[r]).toArray();
          return out.crossEntropy(engine.tensor(wanted, Shape.of(rows.length)), 0);
        });
  }

  private void train(
      Module model,
      List<Picture> pictures,
      int epochs,
      double rate,
      BiFunction<int[], Tensor, Tensor> loss) {
    Adam adam = new Adam(model.parameters(), Adam.Settings.DEFAULT);
    List<Tensor> parameters = List.copyOf(model.parameters().values());
    for (int e = 0; e < epochs; e++) {
      int[] order = seed.named("epoch " + e).permutation(pictures.size());
      for (int from = 0; from + BATCH <= order.length; from += BATCH) {
        double done = (e + (double) from / order.length) / epochs;
        int[] rows = Arrays.copyOfRange(order, from, from + BATCH);
        try (Scope step = engine.scope()) {
          Tensor out = model.forward(input(pictures, rows), Mode.TRAIN);
          adam.step(
              engine.gradients(loss.apply(rows, out), parameters),
              rate / 2 * (1 + Math.cos(Math.PI * done)));
        }
      }
    }
  }

  /** What a model gives for each picture. */
  public float[][] predict(Module model, List<Picture> pictures) {
    return outputs(pictures, x -> model.forward(x, Mode.EVALUATE));
  }

  /** What the last linear map of a probe sees of each picture. */
  public float[][] features(ConvProbe model, List<Picture> pictures) {
    return outputs(pictures, x -> model.features(x, Mode.EVALUATE));
  }

  private float[][] outputs(List<Picture> pictures, Function<Tensor, Tensor> forward) {
    float[][] all = new float[pictures.size()][];
    for (int from = 0; from < all.length; from += BATCH) {
      int[] rows = new int[Math.min(BATCH, all.length - from)];
      int start = from;
      Arrays.setAll(rows, i -> start + i);
      try (Scope scope = engine.inference()) {
        Tensor out = forward.apply(input(pictures, rows));
        float[] values = out.toFloats();
        int width = out.shape().dim(1);
        for (int i = 0; i < rows.length; i++) {
          all[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
      }
    }
    return all;
  }

  /** The share of pictures whose largest output is their label. */
  public double accuracy(Module model, List<Picture> pictures, int[] labels) {
    return accuracy(predict(model, pictures), labels);
  }

  static double accuracy(float[][] scores, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int k = 1; k < scores[i].length; k++) {
        best = scores[i][k] > scores[i][best] ? k : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private Tensor input(List<Picture> pictures, int[] rows) {
    Shape image = pictures.get(0).shape();
    int size = Math.toIntExact(image.elements());
    float[] values = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels(pictures.get(rows[i])), 0, values, i * size, size);
    }
    Shape batch = Shape.of(rows.length, image.dim(0), image.dim(1), image.dim(2));
    return engine.tensor(values, batch);
  }

  /** All values, scaled to [-1, 1]. */
  public static float[] pixels(Picture picture) {
    byte[] bytes = picture.pixels();
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes[i]) / 127.5f - 1;
    }
    return values;
  }

  /** The mean of each channel, scaled as {@link #pixels}. */
  public static float[] meanColour(Picture picture) {
    float[] pixels = pixels(picture);
    float[] mean = new float[picture.channels()];
    int plane = pixels.length / mean.length;
    for (int i = 0; i < pixels.length; i++) {
      mean[i / plane] += pixels[i] / plane;
    }
    return mean;
  }

  @Override
  public void close() {
    engine.close();
  }
}
