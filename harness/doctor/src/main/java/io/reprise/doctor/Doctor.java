package io.reprise.doctor;

import io.reprise.experiment.RunSettings;
import io.reprise.tensor.Device;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.Engines;
import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.NvidiaDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says what the suite sees of this machine, a line each: {@code ok}, {@code warning}, {@code
 * missing} or {@code broken}, what there is, and what to do.
 */
public final class Doctor {
  static final int BROKEN = 1;

  private Doctor() {}

  /**
   * Examines the machine that this runs on.
   *
   * @param out takes a line for each check as soon as it is made
   * @return 0 if papers run on the device of the settings, whatever else is missing; 1 if not
   */
  public static int examine(RunSettings settings, Consumer<String> out) {
    return examine(settings, NvidiaDriver.query(), out);
  }

  static int examine(RunSettings settings, NvidiaDriver driver, Consumer<String> out) {
    List<Check> all = new ArrayList<>();
    Consumer<Check> add =
        check -> {
          all.add(check);
          out.accept(check.line());
        };
    MachineChecks.all(settings.results()).forEach(add);
    Collection<EngineProvider> engines = Engines.all().values();
    engines.forEach(
        e -> EngineChecks.all(e.name(), settings.device(), settings.threads()).forEach(add));
    GpuChecks.all(driver, engines).forEach(add);
    CudaChecks.all(driver, engines, CudaFolders.ofThisMachine()).forEach(add);
    DataChecks.all(settings.data()).forEach(add);
    return conclude(all, settings.device(), out);
  }

  /**
   * What keeps papers from running on this machine with the engine and the device of some settings;
   * no other engine and no data are looked at.
   *
   * @param out takes a line for each check
   * @return a line for each check that found something broken
   */
  public static List<String> obstacles(RunSettings settings, Consumer<String> out) {
    EngineProvider engine = Engines.provider(settings.engine());
    List<Check> all = new ArrayList<>(MachineChecks.all(settings.results()));
    all.addAll(EngineChecks.all(settings.engine(), settings.device(), settings.threads()));
    all.addAll(GpuChecks.all(NvidiaDriver.query(), List.of(engine)));
    all.forEach(check -> out.accept(check.line()));
    return all.stream()
        .filter(c -> c.verdict() == Check.Verdict.BROKEN)
        .map(c -> c.subject() + ": " + c.finding())
        .toList();
  }

  static int conclude(List<Check> all, Device device, Consumer<String> out) {
    boolean works = all.stream().noneMatch(c -> c.verdict() == Check.Verdict.BROKEN);
    out.accept(
        works
            ? "Papers run here on " + device + "."
            : "Something that papers need does not work: see the lines that say broken.");
    return works ? 0 : BROKEN;
  }
}
