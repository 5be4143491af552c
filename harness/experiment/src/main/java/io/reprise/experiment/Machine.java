package io.reprise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the operating system tells of the processor. */
public final class Machine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The processor's name, or its architecture where the system does not tell. */
  public static String cpu() {
    return cpuinfo("model name").orElse(System.getProperty("os.arch"));
  }

  /** The processor's features, such as {@code avx2}; empty where the system does not tell. */
  public static Set<String> cpuFlags() {
    return cpuinfo("flags").map(flags -> Set.copyOf(List.of(flags.split("\\s+")))).orElse(Set.of());
  }

  /** The first value of a field, on Linux. */
  private static Optional<String> cpuinfo(String field) {
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(l -> l.startsWith(field))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
