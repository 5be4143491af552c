package io.reprise.tensor.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the NVIDIA driver says of this machine.
 *
 * @param loaded whether there is a driver
 * @param gpus its GPUs; empty if it does not tell
 * @param problem why no GPU is known, or empty if one is
 */
public record NvidiaDriver(boolean loaded, List<Gpu> gpus, String problem) {
  private static final String TOOL = "nvidia-smi";
  private static final List<String> QUERY =
      List.of(
          "--query-gpu=index,name,compute_cap,memory.total,driver_version",
          "--format=csv,noheader");
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
      List<Gpu> gpus = parse(output(tool, patience));
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

  /** What the tool prints: a few lines, which wait in the pipe until it has ended. */
  private static String output(String tool, Duration patience) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(QUERY);
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
