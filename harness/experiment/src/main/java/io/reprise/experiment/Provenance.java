package io.reprise.experiment;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.tensor.Device;
import io.reprise.tensor.cuda.NvidiaDriver;
import io.reprise.tensor.cuda.VisibleGpus;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a result has to say of the machine and the software that made it. */
public final class Provenance {
  /** Variables that native libraries take their threads from. */
  private static final Pattern VARIABLE =
      Pattern.compile("(G?OMP|KMP|MKL|OPENBLAS)_.*|CUDA_.*|CUBLAS_.*");

  private static final String UNKNOWN = "unknown";

  private Provenance() {}

  /**
   * Machine and software, with the load of now.
   *
   * @param device where the work runs; the state of a GPU is asked for
   * @param engine what the engine says of itself; empty if there is none
   */
  public static Map<String, String> of(Device device, Map<String, String> engine) {
    Map<String, String> all = new TreeMap<>();
    engine.forEach((k, v) -> all.put("engine." + k, v));
    all.put("time", Instant.now().toString());
    all.putAll(source());
    all.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    all.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    all.put("cpu", Machine.cpu());
    all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put("memory", gibibytes(system().getTotalMemorySize()));
    all.put("jvm.heap", gibibytes(Runtime.getRuntime().maxMemory()));
    all.put(
        "jvm.flags",
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-D"))
            .collect(Collectors.joining(" ")));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (VARIABLE.matcher(name).matches()) {
                all.put("env." + name, value);
              }
            });
    all.put("load", load());
    all.putAll(gpu(device, ""));
    return all;
  }

  /** What may have changed while the work ran. */
  static Map<String, String> after(Device device) {
    Map<String, String> all = new TreeMap<>(gpu(device, ".after"));
    all.put("load.after", load());
    return all;
  }

  private static Map<String, String> gpu(Device device, String suffix) {
    Map<String, String> all = new TreeMap<>();
    if (device.kind() == Device.Kind.CUDA) {
      NvidiaDriver.state(VisibleGpus.here().id(device.index()))
          .forEach((name, value) -> all.put("gpu." + name + suffix, value));
    }
    return all;
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  private static String load() {
    return String.format(Locale.ROOT, "%.2f", system().getSystemLoadAverage());
  }

  /** Which code this is: what a bundle's launcher says of it, or what git does. */
  private static Map<String, String> source() {
    String bundled = System.getProperty("commit");
    if (bundled != null) {
      return Map.of("commit", bundled, "dirty", System.getProperty("dirty", UNKNOWN));
    }
    String changes = git("status", "--porcelain");
    return Map.of(
        "commit",
        git("rev-parse", "HEAD"),
        "dirty",
        changes.equals(UNKNOWN) ? UNKNOWN : String.valueOf(!changes.isEmpty()));
  }

  private static String git(String... arguments) {
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = "git";
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process process =
          new ProcessBuilder(command)
              .directory(new File(System.getProperty("base", ".")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? out : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
