package io.reprise.papers.sbr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.LucasKanade;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.baselines.landmarks.RegistrationLoss;
import io.reprise.baselines.landmarks.RegistrationLoss.Pulled;
import io.reprise.baselines.landmarks.VggWeights;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.nn.LayerContext;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPartsTest {
  private static final FaceSet DRAWN =
      DrawnFaces.generate(new DrawnFaces.Sizes(6, 2, 4, 1, 3), new Seed(2));
  private static final HeatMaps MAPS = new HeatMaps(4, 3, 2);

  @TempDir private Path folder;

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final Detector detector =
      new Detector(LayerContext.root(engine, new Seed(3)), Protocol.SMALL, MAPS);

  @AfterEach
  void close() {
    engine.close();
  }

  private static FaceBatch batch() {
    return new FaceBatches(
            DRAWN.labelled(),
            DRAWN.videos(),
            new FaceBatches.Plan(2, 2, 1),
            new RandomCrop(3),
            MAPS,
            new Seed(4))
        .epoch(0)
        .iterator()
        .next();
  }

  private Objective objective(double omega, double leastScore) {
    return new Objective(
        detector,
        engine,
        new RegistrationLoss(
            new LucasKanade(new LucasKanade.Settings(5, 4, 2)),
            new RegistrationLoss.Settings(Pulled.ALL, false, leastScore, 0, 50, 100)),
        omega,
        true);
  }

  @Test
  void theLossIsThatOfDetectionPlusOmegaTimesThatOfRegistration() {
    double detection = objective(0, -1).loss(batch()).item();
    double once = objective(1, -1).loss(batch()).item();
    double thrice = objective(3, -1).loss(batch()).item();
    assertTrue(once - detection > 1e-3, detection + " and " + once);
    assertEquals(3, (thrice - detection) / (once - detection), 1e-2);
  }

  @Test
  void reliableLandmarksAreCountedByEpochAlsoAcrossACheckpoint() {
    Objective first = objective(1, -1);
    first.loss(batch());
    Objective second = objective(1, -1);
    second.restore(first.save());
    second.loss(batch());
    second.afterEpoch(1, detector.network(), null);
    double share = second.reliableShares().get(0);
    assertTrue(share > 0 && share <= 1, "share " + share);
    Objective third = objective(1, -1);
    third.restore(second.save());
    assertEquals(second.reliableShares(), third.reliableShares());
    Objective never = objective(1, 1e9);
    never.loss(batch());
    assertThrows(IllegalStateException.class, () -> never.afterEpoch(1, detector.network(), null));
  }

  @Test
  void aClassifiersConvolutionsAreTakenOverByName() throws IOException {
    List<Integer> widths = List.of(2, 2, 0, 3, 3, 0, 4, 4, 4, 0, 5, 5, 5);
    Detector small =
        new Detector(
            LayerContext.root(engine, new Seed(3)),
            new PoseMachineDesign(widths, 3, 3, 3, 2, 13),
            HeatMaps.PUBLISHED);
    List<Map.Entry<String, Tensor>> all = List.copyOf(small.network().parameters().entrySet());
    List<Integer> layers = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21);
    Map<String, Shape> arrays = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      String kind = i % 2 == 0 ? "weight" : "bias";
      arrays.put("features." + layers.get(i / 2) + "." + kind, all.get(i).getValue().shape());
    }
    Path file = folder.resolve("vgg16.npz");
    write(file, arrays);
    float[] stage = all.get(20).getValue().toFloats();
    new VggWeights(file).load(small.network());
    for (int i = 0; i < 20; i++) {
      float[] values = all.get(i).getValue().toFloats();
      int position = List.copyOf(arrays.keySet()).indexOf(name(layers, i));
      assertEquals(position + 0.5f, values[values.length - 1], all.get(i).getKey());
    }
    assertArrayEquals(stage, all.get(20).getValue().toFloats());

    arrays.put("features.10.bias", Shape.of(9));
    write(file, arrays);
    String message =
        assertThrows(IOException.class, () -> new VggWeights(file).load(small.network()))
            .getMessage();
    assertTrue(message.contains("'features.10.bias' is [9]: expected [4]"), message);
  }

  private static String name(List<Integer> layers, int i) {
    return "features." + layers.get(i / 2) + "." + (i % 2 == 0 ? "weight" : "bias");
  }

  /** Array number i holds i + 0.5 everywhere. */
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
