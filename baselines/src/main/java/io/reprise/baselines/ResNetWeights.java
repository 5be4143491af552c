package io.reprise.baselines;

import io.reprise.datasets.files.NpyFile;
import io.reprise.datasets.files.NumericArray;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of a residual network that classifies ImageNet: torchvision's, as NumPy arrays by
 * name, {@code conv1.weight} to {@code layer4.2.bn3.running_var}. The classifier behind them is
 * left as it is, since networks that start from these have other classes.
 */
public final class ResNetWeights {
  private static final Pattern BLOCK = Pattern.compile("stage(\\d+)_block(\\d+)\\.(.+)");
  private static final Pattern LAYER = Pattern.compile("conv(\\d)\\.(conv|norm)");
  private static final Map<String, String> NORM =
      Map.of(
          "scale", "weight",
          "shift", "bias",
          "runningMean", "running_mean",
          "runningVariance", "running_var");

  private final Path file;

  /**
   * Not read yet.
   *
   * @param file of the kind {@code .npz}
   */
  public ResNetWeights(Path file) {
    this.file = file;
  }

  /**
   * Overwrites all weights and statistics but the classifier's.
   *
   * @throws IOException if the file cannot be read, or an array is missing or of another shape,
   *     naming it
   */
  public void load(ResNet network) throws IOException {
    Map<String, NumericArray> arrays = NpyFile.readAll(file);
    Map<String, Tensor> all = new LinkedHashMap<>(network.parameters());
    all.putAll(network.buffers());
    for (Map.Entry<String, Tensor> entry : all.entrySet()) {
      if (entry.getKey().startsWith("classifier.")) {
        continue;
      }
      String name = name(entry.getKey());
      NumericArray array = arrays.get(name);
      if (array == null || !array.shape().equals(entry.getValue().shape())) {
        throw new IOException(
            file
                + ": array '"
                + name
                + "' is "
                + (array == null ? "missing" : array.shape())
                + ": expected "
                + entry.getValue().shape()
                + " of torchvision's residual network");
      }
      Module.set(entry.getValue(), array.floats());
    }
  }

  /** torchvision's name of one of our paths. */
  static String name(String path) {
    int dot = path.lastIndexOf('.');
    String leaf = NORM.getOrDefault(path.substring(dot + 1), path.substring(dot + 1));
    String part = path.substring(0, dot);
    Matcher block = BLOCK.matcher(part);
    if (!block.matches()) {
      return (part.endsWith("norm") ? "bn1." : "conv1.") + leaf;
    }
    String layer = block.group(3);
    Matcher branch = LAYER.matcher(layer);
    String inside =
        branch.matches()
            ? (branch.group(2).equals("norm") ? "bn" : "conv") + branch.group(1)
            : layer.endsWith("norm") ? "downsample.1" : "downsample.0";
    return "layer" + block.group(1) + "." + block.group(2) + "." + inside + "." + leaf;
  }
}
