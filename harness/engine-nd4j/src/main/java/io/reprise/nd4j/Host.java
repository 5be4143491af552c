package io.reprise.nd4j;

import io.reprise.tensor.DType;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between Java arrays and the memory of values, a block at a time, in memory order. */
final class Host {
  private Host() {}

  static void write(Value to, float[] values) {
    if (values.length > 0) {
      new FloatPointer(written(to)).put(values);
    }
  }

  static void write(Value to, long[] values) {
    if (values.length > 0) {
      new LongPointer(written(to)).put(values);
    }
  }

  /** Converts to the type of the value, which is floating. */
  static void write(Value to, double[] values) {
    if (to.dtype() == DType.FLOAT64) {
      if (values.length > 0) {
        new DoublePointer(written(to)).put(values);
      }
    } else {
      float[] f = new float[values.length];
      for (int i = 0; i < f.length; i++) {
        f[i] = (float) values[i];
      }
      write(to, f);
    }
  }

  static float[] floats(Value of) {
    float[] out = new float[Math.toIntExact(of.shape().elements())];
    if (out.length > 0) {
      new FloatPointer(read(of)).get(out);
    }
    return out;
  }

  static double[] doubles(Value of) {
    double[] out = new double[Math.toIntExact(of.shape().elements())];
    if (out.length > 0) {
      new DoublePointer(read(of)).get(out);
    }
    return out;
  }

  /** Of either floating type. */
  static double[] numbers(Value of) {
    if (of.dtype() == DType.FLOAT64) {
      return doubles(of);
    }
    float[] f = floats(of);
    double[] out = new double[f.length];
    Arrays.setAll(out, i -> f[i]);
    return out;
  }

  /** Truth is 1. */
  static long[] longs(Value of) {
    long[] out = new long[Math.toIntExact(of.shape().elements())];
    if (out.length == 0) {
      return out;
    }
    if (of.dtype() == DType.BOOL) {
      byte[] bytes = new byte[out.length];
      new BytePointer(read(of)).get(bytes);
      Arrays.setAll(out, i -> bytes[i]);
    } else {
      new LongPointer(read(of)).get(out);
    }
    return out;
  }

  /** The memory of a value, for reading. */
  static Pointer read(Value of) {
    INDArray array = of.flat();
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    return array.data().addressPointer();
  }

  /** The memory of a value, for writing. */
  static Pointer written(Value to) {
    INDArray array = to.flat();
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    return array.data().addressPointer();
  }
}
