package io.reprise.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.experiment.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The JVM, the operating system, the processor, memory and disk. */
final class MachineChecks {
  private static final double GIBIBYTE = 1L << 30;

  /** What a paper's run takes: a heap of 3 GB, and native memory beside it. */
  private static final double MEMORY = 6;

  private static final double DISK = 2;
  private static final Set<String> FLAGS =
      Set.of("avx2", "fma", "avx512f", "avx512_vnni", "amx_tile");

  private MachineChecks() {}

  static List<Check> all(Path results) {
    List<Check> checks = new ArrayList<>();
    checks.add(jvm());
    checks.add(os(System.getProperty("os.name"), System.getProperty("os.arch")));
    checks.add(processor(Machine.cpu(), Machine.cpuFlags()));
    checks.add(cores(Runtime.getRuntime().availableProcessors(), system().getSystemLoadAverage()));
    checks.add(memory(system().getTotalMemorySize() / GIBIBYTE));
    checks.add(disk(results));
    return checks;
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static Check jvm() {
    return Check.ok(
        "JVM",
        String.format(
            Locale.ROOT,
            "%s %s of %s, heap up to %.1f GiB (a paper's run takes 3 GiB)",
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("java.vendor"),
            Runtime.getRuntime().maxMemory() / GIBIBYTE));
  }

  static Check os(String name, String architecture) {
    String found = name + " " + System.getProperty("os.version") + ", " + architecture;
    return name.equals("Linux") && architecture.equals("amd64")
        ? Check.ok("operating system", found)
        : Check.warning("operating system", found, "only Linux on x86-64 is tested");
  }

  static Check processor(String name, Set<String> flags) {
    List<String> known = FLAGS.stream().filter(flags::contains).sorted().toList();
    String found = name + (known.isEmpty() ? "" : ", " + String.join(" ", known));
    if (flags.isEmpty()) {
      return Check.ok("processor", found + ", instruction sets not known");
    }
    return flags.contains("avx2")
        ? Check.ok("processor", found)
        : Check.warning("processor", found + ", no avx2", "engine nd4j needs AVX2: take torch");
  }

  static Check cores(int cores, double load) {
    String found =
        cores + (load < 0 ? "" : String.format(Locale.ROOT, ", load average %.1f", load));
    return load > cores / 2.0
        ? Check.warning("cores", found, "other work runs: latencies will be off")
        : Check.ok("cores", found);
  }

  static Check memory(double gibibytes) {
    String found = String.format(Locale.ROOT, "%.1f GiB", gibibytes);
    return gibibytes < MEMORY
        ? Check.warning("memory", found, "a run takes up to " + (int) MEMORY + " GiB")
        : Check.ok("memory", found);
  }

  static Check disk(Path results) {
    try {
      double free = Files.getFileStore(results).getUsableSpace() / GIBIBYTE;
      String found = String.format(Locale.ROOT, "%.1f GiB free in %s", free, results);
      return free < DISK
          ? Check.warning("disk", found, "make room, or take another folder with -Dresults=")
          : Check.ok("disk", found);
    } catch (IOException e) {
      return Check.warning("disk", results + ": " + e, "take another folder with -Dresults=");
    }
  }
}
