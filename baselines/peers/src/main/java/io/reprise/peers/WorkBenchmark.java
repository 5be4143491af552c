package io.reprise.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Times one peer at one work, from a batch in Java to updated weights or probabilities in Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WorkBenchmark {
  @Param({""})
  public String peer;

  @Param({""})
  public String work;

  @Param({"1"})
  public int threads;

  private Work todo;
  private PeerNetwork net;

  /** Builds the network, once a fork. */
  @Setup
  public void open() {
    todo = Work.named(work);
    net = Peer.named(peer).open(Task.race(todo.network(), threads));
  }

  /** The timed work. */
  @Benchmark
  public Object run() {
    return todo.run(net);
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    net.close();
  }
}
