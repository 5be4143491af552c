package io.reprise.experiment;

import io.reprise.tensor.Device;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How trials are executed. Nothing here may change what a trial measures.
 *
 * @param fork whether trials run in other JVMs than the run, one at a time in each
 * @param jobs how many trials run at once
 * @param devices those that trials are shared out to, each trial having one; empty where all run on
 *     the device of the settings
 * @param checkpoint time between checkpoints of a training; zero for one after every step
 * @param timeout after which a trial is ended; only where that is in another JVM
 */
public record Execution(
    boolean fork, int jobs, List<Device> devices, Duration checkpoint, Optional<Duration> timeout) {
  private static final int NANOS_OF_MICRO_MINUTE = 60_000;

  /** Each takes memory for a JVM and for what it trains. */
  private static final int MOST_JOBS_BY_DEFAULT = 4;

  /** In the JVM of the run, with a checkpoint every ten minutes. */
  public static final Execution HERE =
      new Execution(false, 1, List.of(), Duration.ofMinutes(10), Optional.empty());

  /** Checks that what may hang can be ended, and what runs at once is apart. */
  public Execution {
    devices = List.copyOf(devices);
    if (!fork && devices.size() > 1) {
      throw new IllegalArgumentException(
          "fork 'false' with "
              + devices.size()
              + " devices: expected fork 'true', since each trial has a JVM on one device");
    }
    if (!fork && jobs > 1) {
      throw new IllegalArgumentException(
          "fork 'false' with jobs '"
              + jobs
              + "': expected fork 'true', since trials that run at once have JVMs of their own");
    }
    if (!fork && timeout.isPresent()) {
      throw new IllegalArgumentException(
          "fork 'false' with timeout '"
              + minutes(timeout.get())
              + "': expected fork 'true', since only a JVM can be ended");
    }
  }

  /**
   * Reads the options {@code fork}, {@code jobs}, {@code devices}, {@code checkpoint} and {@code
   * timeout}.
   *
   * @param first the only device, unless the options name several
   */
  static Execution parse(UnaryOperator<String> option, Scale scale, Device first) {
    List<Device> devices = devices(option);
    Optional<Duration> timeout = minutes("timeout", RunSettings.value(option, "timeout", ""));
    if (timeout.filter(Duration::isZero).isPresent()) {
      throw new IllegalArgumentException("timeout '0': expected more than no minutes");
    }
    int jobs =
        RunSettings.count(
            option, "jobs", devices.isEmpty() ? jobs(option, scale, first) : devices.size());
    return new Execution(
        RunSettings.flag(
            option,
            "fork",
            scale == Scale.PAPER || timeout.isPresent() || jobs > 1 || devices.size() > 1),
        jobs,
        devices,
        minutes("checkpoint", RunSettings.value(option, "checkpoint", "")).orElse(HERE.checkpoint),
        timeout);
  }

  /**
   * The devices that the options name in place of one.
   *
   * @return empty if there is no such option
   * @throws IllegalArgumentException if there is one device too
   */
  static List<Device> devices(UnaryOperator<String> option) {
    String text = RunSettings.value(option, "devices", "");
    String one = RunSettings.value(option, "device", "");
    if (!text.isEmpty() && !one.isEmpty()) {
      throw new IllegalArgumentException(
          "devices '" + text + "' with device '" + one + "': expected one of both options");
    }
    return text.isEmpty() ? List.of() : Device.parseList(text);
  }

  /**
   * How many trials run at once unless the user says so. The networks of scale quick are so small
   * that threads of one operation mostly wait for each other: trials beside each other, each with
   * its share of the processors, take half to two thirds of the time.
   */
  private static int jobs(UnaryOperator<String> option, Scale scale, Device device) {
    return scale == Scale.QUICK
            && device.equals(Device.CPU)
            && RunSettings.flag(option, "fork", true)
        ? Math.min(MOST_JOBS_BY_DEFAULT, Runtime.getRuntime().availableProcessors())
        : 1;
  }

  /**
   * Reads a time in minutes.
   *
   * @return empty for an empty text
   * @throws IllegalArgumentException naming the value, if it is none
   */
  public static Optional<Duration> minutes(String name, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException(
          name + " '" + text + "': expected minutes, such as 90 or 0.5");
    }
    long microMinutes = new BigDecimal(text).movePointRight(6).longValueExact();
    return Optional.of(Duration.ofNanos(microMinutes * NANOS_OF_MICRO_MINUTE));
  }

  /** A time as the options take it, for example {@code 0.5}. */
  static String minutes(Duration time) {
    return BigDecimal.valueOf(time.toNanos() / NANOS_OF_MICRO_MINUTE, 6)
        .stripTrailingZeros()
        .toPlainString();
  }
}
