package io.reprise.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Processor time since the system started, on Linux, in its ticks.
 *
 * @param total of all processors
 * @param busy of it, what was used, also by other machines on the same hardware
 * @param own of it, what this process and its ended children used
 */
record ProcessorTime(long total, long busy, long own) {
  private static final Path SYSTEM = Path.of("/proc/stat");
  private static final Path PROCESS = Path.of("/proc/self/stat");

  /** The time of now; empty where the system does not tell. */
  static Optional<ProcessorTime> now() {
    try {
      return Optional.of(parse(Files.readString(SYSTEM), Files.readString(PROCESS)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code /proc/stat} and {@code /proc/self/stat}, see the manual page proc(5). */
  static ProcessorTime parse(String system, String process) {
    String[] ticks = system.lines().findFirst().orElseThrow().split(" +", -1);
    long total = 0;
    // User, nice, system, idle, iowait, irq, softirq, steal; what guests take is in user already.
    for (int i = 1; i <= 8; i++) {
      total += Long.parseLong(ticks[i]);
    }
    long idle = Long.parseLong(ticks[4]) + Long.parseLong(ticks[5]);
    // The name in brackets may hold blanks; utime is the 12th field after it.
    String[] fields = process.substring(process.lastIndexOf(')') + 2).split(" ", -1);
    long own = 0;
    for (int i = 11; i <= 14; i++) {
      own += Long.parseLong(fields[i]);
    }
    return new ProcessorTime(total, total - idle, own);
  }

  /** The share of the machine that other programs have taken since an earlier time. */
  double othersSince(ProcessorTime start) {
    double all = total - start.total;
    double others = (busy - start.busy) - (own - start.own);
    return all > 0 ? Math.max(0, others / all) : Double.NaN;
  }
}
