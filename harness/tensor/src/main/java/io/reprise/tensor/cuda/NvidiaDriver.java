package io.reprise.tensor.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the NVIDIA driver says of this machine.
 *
 * @param loaded whether there is a driver
 * @param gpus its GPUs; empty if it does not tell
 * @param problem why no GPU is known, or empty if one is
 */
public record NvidiaDriver(boolean loaded, List<Gpu> gpus, String problem) {
  private static final String TOOL = "nvidia-smi";
  private static final String FORMAT = "--format=csv,noheader";
  private static final List<String> QUERY =
      List.of("--query-gpu=index,name,compute_cap,memory.total,driver_version", FORMAT);
  private static final List<String> STATE =
      List.of(
          "name",
          "driver_version",
          "clocks.sm",
          "clocks.max.sm",
          "clocks.mem",
          "temperature.gpu",
          "power.draw",
          "power.limit",
          "utilization.gpu");

  /** What the bits of the reasons mean, from the lowest (NVML's {@code nvmlClocksEventReasons}). */
  private static final List<String> LIMITS =
      List.of(
          "idle",
          "application clocks",
          "power cap",
          "hardware slowdown",
          "sync boost",
          "software thermal slowdown",
          "hardware thermal slowdown",
          "power brake",
          "display clocks");

  private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Copies the list. */
  public NvidiaDriver {
    gpus = List.copyOf(gpus);
  }

  /** Asks the driver of this machine by its tool {@code nvidia-smi}. */
  public static NvidiaDriver query() {
    return query(TOOL, KERNEL_MODULE, PATIENCE);
  }

  /**
   * @param tool the program to ask
   * @param kernelModule the file that exists where the driver is loaded (on Linux)
   */
  static NvidiaDriver query(String tool, Path kernelModule, Duration patience) {
    boolean loaded = Files.exists(kernelModule);
    try {
      List<Gpu> gpus = parse(output(tool, QUERY, patience));
      return gpus.isEmpty()
          ? new NvidiaDriver(loaded, gpus, tool + " lists no GPU")
          : new NvidiaDriver(true, gpus, "");
    } catch (IOException | IllegalArgumentException e) {
      String absent = loaded ? "" : ", and " + kernelModule + " does not exist";
      return new NvidiaDriver(loaded, List.of(), e.getMessage() + absent);
    }
  }

  /**
   * Reads what {@code nvidia-smi} prints.
   *
   * @throws IllegalArgumentException if a line is not what was asked for
   */
  static List<Gpu> parse(String csv) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : csv.lines().filter(l -> !l.isBlank()).toList()) {
      String[] cells = line.split(",", -1);
      if (cells.length != 5 || !cells[0].strip().matches("\\d{1,4}")) {
        throw new IllegalArgumentException(
            TOOL
                + " printed '"
                + line.strip()
                + "': expected index, name, compute capability, memory, driver version");
      }
      gpus.add(
          new Gpu(
              Integer.parseInt(cells[0].strip()),
              cells[1].strip(),
              ComputeCapability.parse(cells[2].strip()),
              cells[3].strip(),
              cells[4].strip()));
    }
    return gpus;
  }

  /**
   * How a GPU is doing now, by field: clocks, temperature, power, and why it is not clocked higher.
   *
   * @param id the GPU's number or name, as {@code nvidia-smi} has it
   * @return only {@code state}, with the reason, if the driver does not tell
   */
  public static Map<String, String> state(String id) {
    return state(TOOL, id, PATIENCE);
  }

  static Map<String, String> state(String tool, String id, Duration patience) {
    IOException last = null;
    // Drivers from version 535 on have the first name, all older ones only the second.
    for (String reasons :
        List.of("clocks_event_reasons.active", "clocks_throttle_reasons.active")) {
      List<String> fields = new ArrayList<>(STATE);
      fields.add(reasons);
      try {
        return state(
            fields,
            output(
                tool,
                List.of("--id=" + id, "--query-gpu=" + String.join(",", fields), FORMAT),
                patience));
      } catch (IOException e) {
        last = e;
      }
    }
    return Map.of("state", "unknown: " + last.getMessage());
  }

  /**
   * How much memory of a GPU a process holds, in MiB.
   *
   * @param id the GPU's number or name, as {@code nvidia-smi} has it
   * @return empty if the driver does not tell, as in a container, which has its own numbers of
   *     processes
   */
  public static OptionalLong memoryOf(long process, String id) {
    return memoryOf(TOOL, process, id, PATIENCE);
  }

  static OptionalLong memoryOf(String tool, long process, String id, Duration patience) {
    Pattern line = Pattern.compile("\\s*" + process + "\\s*,\\s*(\\d{1,9}) MiB\\s*");
    try {
      return output(
              tool,
              List.of("--id=" + id, "--query-compute-apps=pid,used_gpu_memory", FORMAT),
              patience)
          .lines()
          .map(line::matcher)
          .filter(Matcher::matches)
          .mapToLong(m -> Long.parseLong(m.group(1)))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static Map<String, String> state(List<String> fields, String csv) throws IOException {
    String[] cells = csv.strip().split(",", -1);
    if (cells.length != fields.size()) {
      throw new IOException(
          TOOL + " printed '" + csv.strip() + "': expected " + String.join(", ", fields));
    }
    Map<String, String> state = new TreeMap<>();
    for (int i = 0; i < STATE.size(); i++) {
      state.put(fields.get(i), cells[i].strip());
    }
    state.put("clocks.limited", limits(cells[STATE.size()].strip()));
    return state;
  }

  /** The reasons in a bit mask, or the text itself where it is none. */
  private static String limits(String mask) {
    if (!mask.matches("0x[0-9a-fA-F]{1,15}")) {
      return mask;
    }
    long bits = Long.decode(mask);
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < LIMITS.size(); i++) {
      if ((bits >> i & 1) == 1) {
        reasons.add(LIMITS.get(i));
      }
    }
    long unknown = bits >> LIMITS.size() << LIMITS.size();
    if (unknown != 0) {
      reasons.add("0x" + Long.toHexString(unknown));
    }
    return reasons.isEmpty() ? "no" : String.join(", ", reasons);
  }

  /** What the tool prints: a few lines, which wait in the pipe until it has ended. */
  private static String output(String tool, List<String> query, Duration patience)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(query);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(tool + " is not found", e);
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(tool + " does not answer within " + patience.toSeconds() + " s");
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            tool
                + " failed with exit code "
                + process.exitValue()
                + ": "
                + text.strip().replaceAll("\\s+", " "));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(tool + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
