package io.reprise.papers.sdoh;

import io.reprise.baselines.hashing.LinearHash;
import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.FeatureMatrix;
import io.reprise.datasets.retrieval.HammingRanking;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encoding one image, and ranking a whole database for one query by codes and by vectors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HashBenchmark {
  @Param({"128"})
  public int dimension;

  @Param({"64"})
  public int bits;

  /** How many items there are to rank; 1 where one image is encoded. */
  @Param({"59000"})
  public int items;

  private LinearHash hash;
  private float[] query;
  private BinaryCodes database;
  private FloatRanking vectors;

  /** Draws features, once a fork; times do not depend on what they are. */
  @Setup
  public void draw() {
    Seed seed = new Seed(1);
    hash = LinearHash.random(dimension, bits, seed.named("hash"));
    query = seed.named("query").normal(dimension);
    FeatureMatrix features =
        new FeatureMatrix(items, dimension, seed.named("items").normal(items * dimension));
    database = hash.codes(features);
    vectors = new FloatRanking(features);
  }

  /** From features to a packed code. */
  @Benchmark
  public BinaryCodes encode() {
    return BinaryCodes.ofSigns(List.of(hash.project(query)));
  }

  /** From features to the ranking: the query's code, all distances, and the items in order. */
  @Benchmark
  public HammingRanking rankCodes() {
    return HammingRanking.of(encode(), 0, database, item -> false);
  }

  /** From features to the ranking by Euclidean distance. */
  @Benchmark
  public int[] rankVectors() {
    return vectors.order(query);
  }
}
