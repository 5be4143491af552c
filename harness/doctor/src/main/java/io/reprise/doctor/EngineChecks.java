package io.reprise.doctor;

import io.reprise.experiment.Program;
import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProbe;
import io.reprise.tensor.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One engine on one device, in a JVM of its own: what native code does to it, an illegal
 * instruction for example, is then a finding like any other.
 */
final class EngineChecks {
  private static final int PATIENCE_SECONDS = 180;
  private static final String ADVICE = "take the other engine with -Dengine=";

  private EngineChecks() {}

  /** Checks the engine, on the device, with the threads that the arguments name, in this JVM. */
  public static void main(String[] args) {
    inThisJvm(args[0], Device.parse(args[1]), Integer.parseInt(args[2]))
        .forEach(check -> Program.print(check.encode()));
  }

  /** Checks an engine in another JVM. */
  static List<Check> all(String engine, Device device, int threads) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+SuppressFatalErrorMessage",
            "-classpath",
            System.getProperty("java.class.path"),
            EngineChecks.class.getName(),
            engine,
            device.toString(),
            Integer.toString(threads));
    return outcome(subject(engine), command, PATIENCE_SECONDS);
  }

  static List<Check> outcome(String subject, List<String> command, int patienceSeconds) {
    Path log = null;
    try {
      log = Files.createTempFile("reprise-doctor", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        boolean ended = process.waitFor(patienceSeconds, TimeUnit.SECONDS);
        return checks(subject, read(log), ended ? process.exitValue() : null, patienceSeconds);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return List.of(Check.broken(subject, "could not be tried: " + e, ADVICE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Check.broken(subject, "was interrupted", ADVICE));
    } finally {
      delete(log);
    }
  }

  private static List<Check> checks(
      String subject, List<String> lines, Integer exitCode, int patienceSeconds) {
    List<Check> checks =
        new ArrayList<>(lines.stream().filter(Check::isEncoded).map(Check::decode).toList());
    if (exitCode == null) {
      checks.add(Check.broken(subject, "did not finish within " + patienceSeconds + " s", ADVICE));
    } else if (exitCode != 0 || checks.isEmpty()) {
      String last = lines.stream().limit(2).collect(Collectors.joining(" "));
      checks.add(
          Check.broken(subject, "its JVM ended with exit code " + exitCode + ": " + last, ADVICE));
    }
    return checks;
  }

  private static List<String> read(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
  }

  private static void delete(Path log) {
    if (log != null) {
      log.toFile().delete();
    }
  }

  static List<Check> inThisJvm(String name, Device device, int threads) {
    String subject = subject(name);
    List<Check> checks = new ArrayList<>();
    try (Engine engine = Engines.open(name, device, threads)) {
      checks.add(Check.ok(subject, versions(engine)));
      EngineProbe.run(engine);
      String step = TrainingProbe.run(engine);
      checks.add(Check.ok(subject + " computes", "a known convolution and gradient; " + step));
    } catch (DeviceUnavailableException e) {
      return List.of(Check.broken(subject, e.getMessage(), ""));
    } catch (RuntimeException | LinkageError e) {
      checks.add(Check.broken(subject, e.toString(), ADVICE));
      return checks;
    }
    if (device.kind() == Device.Kind.CPU) {
      try (Engine oneThread = Engines.open(name, device, 1)) {
        checks.add(ConvolutionSpeed.measure(oneThread).check(subject + " speed"));
      }
    }
    return checks;
  }

  private static String versions(Engine engine) {
    return "on "
        + engine.device()
        + ": "
        + engine.describe().entrySet().stream()
            .filter(e -> !e.getKey().equals("engine"))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String subject(String engine) {
    return "engine " + engine;
  }
}
