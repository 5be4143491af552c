package io.reprise.experiment;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a result has to say of the machine and the software that made it. */
final class Provenance {
  private Provenance() {}

  /** Machine and software, with the load average of now. */
  static Map<String, String> of(Map<String, String> engine) {
    Map<String, String> all = new TreeMap<>();
    engine.forEach((k, v) -> all.put("engine." + k, v));
    all.put("time", Instant.now().toString());
    all.put("commit", git("rev-parse", "HEAD"));
    String changes = git("status", "--porcelain");
    all.put("dirty", changes.equals("unknown") ? changes : String.valueOf(!changes.isEmpty()));
    all.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    all.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    all.put("cpu", Machine.cpu());
    all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put("load", load());
    return all;
  }

  static String load() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String git(String... arguments) {
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = "git";
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? out : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
