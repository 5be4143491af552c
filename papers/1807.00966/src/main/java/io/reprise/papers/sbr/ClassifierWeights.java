package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.datasets.files.NpyFile;
import io.reprise.datasets.files.NumericArray;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The weights of VGG-16, trained to classify ImageNet, that the paper's detector starts from. */
final class ClassifierWeights {
  /** Where they lie in the data folder. */
  static final String FILE = "vgg16.npz";

  static final String WORDS =
      "torchvision's weights of VGG-16 as NumPy arrays by name, features.0.weight to"
          + " features.21.bias";

  /** torchvision's numbers of the convolutions up to conv4_3. */
  private static final List<Integer> LAYERS = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21);

  private final Path file;

  ClassifierWeights(Path file) {
    this.file = file;
  }

  /**
   * Overwrites a detector's first convolutions.
   *
   * @throws UncheckedIOException if the file cannot be read, or an array is missing or of another
   *     shape, naming it
   */
  void load(PoseMachine detector) {
    try {
      Map<String, NumericArray> arrays = NpyFile.readAll(file);
      List<Map.Entry<String, Tensor>> parameters = List.copyOf(detector.parameters().entrySet());
      for (int i = 0; i < 2 * LAYERS.size(); i++) {
        Tensor parameter = parameters.get(i).getValue();
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
                  + "; the file has to hold "
                  + WORDS);
        }
        Module.set(parameter, array.floats());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
