package io.reprise.baselines.landmarks;

import io.reprise.datasets.files.NpyFile;
import io.reprise.datasets.files.NumericArray;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The weights of VGG-16, trained to classify ImageNet, that published detectors of landmarks start
 * from: torchvision's, as NumPy arrays by name, {@code features.0.weight} to {@code
 * features.21.bias}.
 */
public final class VggWeights {
  /** torchvision's numbers of the convolutions up to conv4_3. */
  private static final List<Integer> LAYERS = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21);

  private final Path file;

  /**
   * Not read yet.
   *
   * @param file of the kind {@code .npz}
   */
  public VggWeights(Path file) {
    this.file = file;
  }

  /**
   * Overwrites the first convolutions of a {@link PoseMachine} or {@link StyleAggregatedNetwork} on
   * VGG-16.
   *
   * @throws IOException if the file cannot be read, or an array is missing or of another shape,
   *     naming it
   */
  public void load(Module detector) throws IOException {
    Map<String, NumericArray> arrays = NpyFile.readAll(file);
    List<Tensor> parameters =
        detector.parameters().entrySet().stream()
            .filter(e -> e.getKey().startsWith("features."))
            .map(Map.Entry::getValue)
            .toList();
    for (int i = 0; i < 2 * LAYERS.size(); i++) {
      Tensor parameter = parameters.get(i);
      String kind = parameter.shape().rank() == 1 ? "bias" : "weight";
      String name = "features." + LAYERS.get(i / 2) + "." + kind;
      NumericArray array = arrays.get(name);
      if (array == null || !array.shape().equals(parameter.shape())) {
        throw new IOException(
            file
                + ": array '"
                + name
                + "' is "
                + (array == null ? "missing" : array.shape())
                + ": expected "
                + parameter.shape()
                + " of torchvision's VGG-16");
      }
      Module.set(parameter, array.floats());
    }
  }
}
