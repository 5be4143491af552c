package io.reprise.tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where tensors live: {@code cpu}, or {@code cuda} with the index of a GPU.
 *
 * @param index 0 for the CPU
 */
public record Device(Kind kind, int index) {
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** The kinds of device. */
  public enum Kind {
    CPU,
    CUDA;

    /** {@code cpu} or {@code cuda}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    if (text.matches("cuda(:\\d{1,3})?")) {
      return new Device(Kind.CUDA, text.length() > 4 ? Integer.parseInt(text.substring(5)) : 0);
    }
    throw new IllegalArgumentException(
        "device '" + text + "' is unknown: expected cpu, cuda or cuda:N");
  }

  /**
   * Reads several with commas between, as {@link #parse}; of GPUs the index alone will do: {@code
   * cuda:0,cuda:1} is {@code 0,1}.
   *
   * @throws IllegalArgumentException if one is none, if they are of two kinds, or if a GPU is there
   *     twice
   */
  public static List<Device> parseList(String text) {
    List<Device> devices = new ArrayList<>();
    Set<Device> gpus = new HashSet<>();
    for (String part : text.split(",", -1)) {
      String one = part.strip();
      Device device = parse(one.matches("\\d{1,3}") ? "cuda:" + one : one);
      if (device.kind == Kind.CUDA && !gpus.add(device)) {
        throw new IllegalArgumentException(
            "devices '" + text + "': " + device + " is there twice: expected each GPU once");
      }
      devices.add(device);
      if (device.kind != devices.get(0).kind) {
        throw new IllegalArgumentException(
            "devices '" + text + "': expected devices of one kind, since results are compared");
      }
    }
    return List.copyOf(devices);
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
