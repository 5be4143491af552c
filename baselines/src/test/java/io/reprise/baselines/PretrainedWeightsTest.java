package io.reprise.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.baselines.landmarks.StyleAggregatedNetwork;
import io.reprise.baselines.landmarks.VggWeights;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of classifiers are taken over by torchvision's names. */
class PretrainedWeightsTest {
  @TempDir private Path folder;

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext at = LayerContext.root(engine, new Seed(3));

  @AfterEach
  void close() {
    engine.close();
  }

  private static PoseMachineDesign design(int stages) {
    List<Integer> widths = List.of(2, 2, 0, 3, 3, 0, 4, 4, 4, 0, 5, 5, 5);
    return new PoseMachineDesign(widths, 3, 3, 3, stages, 13);
  }

  @Test
  void aDetectorOfTwoImagesStartsFromConvolutionsOfVgg() throws IOException {
    requireStartFromVgg(new StyleAggregatedNetwork(at, design(3), Optional.empty()));
  }

  @Test
  void aPoseMachineStartsFromConvolutionsOfVgg() throws IOException {
    requireStartFromVgg(new PoseMachine(at, design(2)));
  }

  private void requireStartFromVgg(Module detector) throws IOException {
    List<Map.Entry<String, Tensor>> all = List.copyOf(detector.parameters().entrySet());
    List<Integer> layers = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21);
    Map<String, Shape> arrays = new TreeMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      String name = "features." + layers.get(i / 2) + (i % 2 == 0 ? ".weight" : ".bias");
      arrays.put(name, all.get(i).getValue().shape());
      paths.put(all.get(i).getKey(), name);
    }
    Path file = folder.resolve("vgg16.npz");
    write(file, arrays);
    float[] behind = all.get(20).getValue().toFloats();
    new VggWeights(file).load(detector);
    requireTaken(detector.parameters(), paths, arrays);
    assertArrayEquals(behind, all.get(20).getValue().toFloats());

    arrays.put("features.10.bias", Shape.of(9));
    write(file, arrays);
    String message =
        assertThrows(IOException.class, () -> new VggWeights(file).load(detector)).getMessage();
    assertTrue(message.contains("'features.10.bias' is [9]: expected [4]"), message);
  }

  @Test
  void aResidualNetworkStartsFromAnImageNetClassifierButForItsClasses() throws IOException {
    ResNet.Design design = new ResNet.Design(List.of(1, 2), List.of(2, 3), 4, true, true, true);
    ResNet network = new ResNet(at, design);
    Map<String, Tensor> all = new LinkedHashMap<>(network.parameters());
    all.putAll(network.buffers());
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("stem.conv.weight", "conv1.weight");
    paths.put("stem.norm.runningMean", "bn1.running_mean");
    paths.put("stage1_block0.conv2.conv.weight", "layer1.0.conv2.weight");
    paths.put("stage2_block1.conv3.norm.scale", "layer2.1.bn3.weight");
    paths.put("stage2_block1.conv3.norm.shift", "layer2.1.bn3.bias");
    paths.put("stage2_block0.projection.conv.weight", "layer2.0.downsample.0.weight");
    paths.put("stage2_block0.projection.norm.runningVariance", "layer2.0.downsample.1.running_var");
    paths.forEach((path, name) -> assertEquals(name, ResNetWeights.name(path)));
    Map<String, Shape> arrays = new TreeMap<>();
    all.forEach(
        (path, t) -> {
          if (!path.startsWith("classifier.")) {
            arrays.put(ResNetWeights.name(path), t.shape());
          }
        });
    assertEquals(all.size() - 2, arrays.size());
    Path file = folder.resolve("resnet.npz");
    write(file, arrays);
    float[] classes = network.parameters().get("classifier.weight").toFloats();
    new ResNetWeights(file).load(network);
    requireTaken(all, paths, arrays);
    assertArrayEquals(classes, network.parameters().get("classifier.weight").toFloats());

    arrays.remove("layer1.0.bn1.running_var");
    write(file, arrays);
    String message =
        assertThrows(IOException.class, () -> new ResNetWeights(file).load(network)).getMessage();
    assertTrue(message.contains("'layer1.0.bn1.running_var' is missing"), message);
  }

  /** Array number i, in the order of names, holds i + 0.5 everywhere. */
  private static void requireTaken(
      Map<String, Tensor> tensors, Map<String, String> paths, Map<String, Shape> arrays) {
    List<String> names = List.copyOf(arrays.keySet());
    paths.forEach(
        (path, name) -> {
          float[] values = tensors.get(path).toFloats();
          assertEquals(names.indexOf(name) + 0.5f, values[values.length - 1], path);
        });
  }

  private static void write(Path file, Map<String, Shape> arrays) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      int i = 0;
      for (Map.Entry<String, Shape> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(npy(array.getValue(), i++ + 0.5f));
        zip.closeEntry();
      }
    }
  }

  private static byte[] npy(Shape shape, float value) {
    StringBuilder extents = new StringBuilder();
    for (int d : shape.toArray()) {
      extents.append(d).append(", ");
    }
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
    int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    byte[] text =
        (header + " ".repeat(padded - header.length() - 1) + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + padded + 4 * (int) shape.elements())
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    bytes.put((byte) 1).put((byte) 0).putShort((short) padded).put(text);
    for (int i = 0; i < shape.elements(); i++) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
