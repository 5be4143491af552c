package io.reprise.experiment;

import io.reprise.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The JVMs of a run's trials. One that is done with a trial takes the next: starting one costs more
 * than a short trial. Each has one device; where there are several, a trial gets a JVM on one of
 * those with the fewest trials. On each device as many are open as trials have run there at once.
 */
final class TrialJvms implements AutoCloseable {
  private final String paper;
  private final List<Lane> lanes = new ArrayList<>();
  private boolean closed;

  TrialJvms(String paper, RunSettings settings) {
    this.paper = paper;
    List<Device> devices = settings.execution().devices();
    (devices.isEmpty() ? List.of(settings.device()) : devices)
        .forEach(device -> lanes.add(new Lane(settings.on(device))));
  }

  /** A device with its JVMs. */
  private static final class Lane {
    private final RunSettings settings;
    private final List<TrialJvm> idle = new ArrayList<>();
    private int busy;

    Lane(RunSettings settings) {
      this.settings = settings;
    }
  }

  /** A JVM for one trial; as many at once as are asked for. */
  final class Lease implements AutoCloseable {
    private final Lane lane;
    private final TrialJvm jvm;

    private Lease(Lane lane, TrialJvm jvm) {
      this.lane = lane;
      this.jvm = jvm;
    }

    Device device() {
      return lane.settings.device();
    }

    /** Gives the JVM back. */
    @Override
    public void close() {
      giveBack(this);
    }
  }

  /** As {@link TrialJvm#run}. */
  TrialResult run(Run.Planned planned, Path handover, Consumer<String> log) {
    try (Lease lease = take()) {
      return lease.jvm.run(planned, handover, log);
    }
  }

  synchronized Lease take() {
    Lane lane =
        lanes.stream()
            .min(Comparator.comparingInt((Lane l) -> l.busy).thenComparing(l -> l.idle.isEmpty()))
            .orElseThrow();
    lane.busy++;
    return new Lease(
        lane,
        lane.idle.isEmpty()
            ? new TrialJvm(paper, lane.settings)
            : lane.idle.remove(lane.idle.size() - 1));
  }

  private synchronized void giveBack(Lease lease) {
    lease.lane.busy--;
    if (closed || !lease.jvm.isRunning()) {
      lease.jvm.close();
    } else {
      lease.lane.idle.add(lease.jvm);
    }
  }

  /** Ends those that are idle, and the others once their trial has ended. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Lane lane : lanes) {
      lane.idle.forEach(TrialJvm::close);
      lane.idle.clear();
    }
  }
}
