package io.reprise.datasets.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  @TempDir private Path root;

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(root.resolve("merkmal-\u00e4-" + name), content);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String refusal(Executable read) {
    return assertThrows(IOException.class, read).getMessage();
  }

  @Test
  void readsVectorsWithTheirLengthBeforeThem() throws IOException {
    byte[] content = new byte[24];
    little(content).putInt(2).putFloat(1.5f).putFloat(-2).putInt(2).putFloat(3).putFloat(4);
    FeatureMatrix features = VectorFile.read(write("a.fvecs", content));
    assertEquals(2, features.rows());
    assertArrayEquals(new float[] {1.5f, -2}, features.row(0));
    assertEquals(4, features.at(1, 1));

    little(content).putInt(2).putInt(-7).putInt(8).putInt(2).putInt(9).putInt(10);
    assertArrayEquals(new float[] {-7, 8}, VectorFile.read(write("a.ivecs", content)).row(0));
    byte[] bytes = {3, 0, 0, 0, 1, (byte) 255, 2};
    assertArrayEquals(new float[] {1, 255, 2}, VectorFile.read(write("a.bvecs", bytes)).row(0));
  }

  @Test
  void refusesVectorsThatAreCutShortOrOfOtherLengths() throws IOException {
    byte[] content = new byte[24];
    little(content).putInt(2).putFloat(1).putFloat(2).putInt(3);
    Path other = write("a.fvecs", content);
    assertEquals(
        other + " offset 12: a vector of length 3: expected 2",
        refusal(() -> VectorFile.read(other)));
    Path cut = write("b.fvecs", Arrays.copyOf(content, 23));
    assertEquals(
        cut + " has 23 bytes: expected a multiple of 12, for vectors of 2",
        refusal(() -> VectorFile.read(cut)));
    Path empty = write("c.fvecs", new byte[0]);
    assertEquals(
        empty + " offset 0: a vector of length 0: expected from 1 to 16777216",
        refusal(() -> VectorFile.read(empty)));
    little(content).putInt(2).putFloat(1).putFloat(2).putInt(2).putFloat(3).putFloat(Float.NaN);
    Path nan = write("d.fvecs", content);
    assertEquals(
        nan + ": row 1 column 1 is NaN: expected a finite number",
        refusal(() -> VectorFile.read(nan)));
    assertEquals(
        root.resolve("e.ivecs") + " is missing: expected a file",
        refusal(() -> VectorFile.read(root.resolve("e.ivecs"))));
  }

  @Test
  void readsTextAndRefusesUnevenLines() throws IOException {
    Path file = write("x.csv", "1, 2.5,-3e1\n4 5\t6\n".getBytes(StandardCharsets.UTF_8));
    FeatureMatrix features = VectorFile.read(file);
    assertArrayEquals(new float[] {1, 2.5f, -30}, features.row(0));
    assertArrayEquals(new float[] {4, 5, 6}, features.row(1));
    Files.writeString(file, "1,2\n3\n");
    assertEquals(
        file + " line 2: 1 values: expected 2 as in the first line",
        refusal(() -> VectorFile.read(file)));
    Files.writeString(file, "1,x\n");
    assertEquals(
        file + " line 1: value 'x': expected a number", refusal(() -> VectorFile.read(file)));
    Path mat = write("x.mat", new byte[1]);
    assertEquals(
        mat + ": ending 'mat': expected fvecs, ivecs, bvecs, npy, csv or txt",
        refusal(() -> VectorFile.read(mat)));
  }

  private static byte[] npy(String descr, String shape, byte... data) {
    String header =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] bytes = new byte[10 + header.length() + data.length];
    little(bytes)
        .put((byte) 0x93)
        .put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .put(data);
    return bytes;
  }

  @Test
  void readsArraysOfTwoAxes() throws IOException {
    FeatureMatrix features =
        VectorFile.read(
            write("x.npy", npy("|u1", "(2, 2)", (byte) 1, (byte) 2, (byte) 3, (byte) 4)));
    assertArrayEquals(new float[] {3, 4}, features.row(1));
    Path flat = write("y.npy", npy("|u1", "(1,)", (byte) 1));
    assertEquals(
        flat + " is of shape [1]: expected two axes", refusal(() -> VectorFile.read(flat)));
  }

  @Test
  void readsLabelsAndRefusesThoseOutOfRange() throws IOException {
    Path text = write("y.txt", "0\n2\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(0, 2), VectorFile.labels(text, 3));
    assertEquals(
        text + " line 2: label '2': expected a whole number from 0 to 1",
        refusal(() -> VectorFile.labels(text, 2)));
    Path array = write("y.npy", npy("|i1", "(2,)", (byte) 1, (byte) -1));
    assertEquals(
        array + " element 1: label -1.0: expected from 0 to 9",
        refusal(() -> VectorFile.labels(array, 10)));
    Path good = write("z.npy", npy("|i1", "(2,)", (byte) 9, (byte) 0));
    assertEquals(List.of(9, 0), VectorFile.labels(good, 10));
  }
}
