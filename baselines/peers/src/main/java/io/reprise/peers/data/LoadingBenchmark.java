package io.reprise.peers.data;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Dataset.Origin;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Loading;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.PictureFile;
import io.reprise.datasets.Preparation;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.folders.ImageFolder;
import io.reprise.nn.Batch;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.transform.CropImageTransform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Images a second on one thread: CIFAR-10's augmentation, and JPEGs of 500 x 375 in a folder to
 * random windows of 224 x 224, next to DataVec's loader.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LoadingBenchmark {
  private static final int BATCH = 128;
  private static final int FILES = 16;
  private static final int SIDE = 224;
  private static final int ROUNDS = 3;

  private Path folder;
  private Deque<Path> files;
  private Iterator<Batch> cifar;
  private ImageBatches cifarBatches;
  private Iterator<Batch> photos;
  private ImageBatches photoBatches;
  private NativeImageLoader dataVec;
  private int epoch;

  /** Writes the folder and opens the loaders. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = PhotoFolder.write(FILES / 2, 500, 375);
    ImageFolder list = ImageFolder.read(folder);
    files = new ArrayDeque<>(list.files().stream().map(ImageFolder.LabelledFile::file).toList());
    Preparation crop =
        new Preparation(
            Shape.of(3, SIDE, SIDE),
            List.of(new RandomResizedCrop(SIDE), new HorizontalFlip()),
            Normalisation.IMAGENET);
    photoBatches =
        ImageBatches.training(list, crop, FILES, new Seed(1)).loading(Loading.WHEN_ASKED);
    List<Augmentation> augmentations = List.of(new HorizontalFlip(), new RandomCrop(4));
    cifarBatches =
        ImageBatches.training(cifarSized(), BATCH, augmentations, new Seed(1))
            .loading(Loading.WHEN_ASKED);
    cifar = cifarBatches.epoch(0).iterator();
    photos = photoBatches.epoch(0).iterator();
    // Up to 150 pixels off each side, then resized: half the area on average, as in our window.
    dataVec = new NativeImageLoader(SIDE, SIDE, 3, new CropImageTransform(new Random(1), 150));
  }

  private static ImageClassification cifarSized() {
    byte[] pixels = new byte[10_240 * 3 * 32 * 32];
    new Seed(1).generator().nextBytes(pixels);
    ImageSet images = new ImageSet(Shape.of(3, 32, 32), 10, pixels, new int[10_240]);
    List<Double> half = List.of(0.5, 0.5, 0.5);
    return new ImageClassification("Noise", Origin.PROCEDURAL, images, images, half, half);
  }

  /** Flip, padded crop and normalisation of images of 32 x 32 in memory. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Batch cifarAugmentation() {
    if (!cifar.hasNext()) {
      cifar = cifarBatches.epoch(++epoch).iterator();
    }
    return cifar.next();
  }

  /** Decoding, random resized crop, flip and normalisation. */
  @Benchmark
  @OperationsPerInvocation(FILES)
  public Batch folderReprise() {
    if (!photos.hasNext()) {
      photos = photoBatches.epoch(++epoch).iterator();
    }
    return photos.next();
  }

  /** Decoding alone. */
  @Benchmark
  public Object decodeReprise() throws IOException {
    return PictureFile.read(nextFile());
  }

  /** Decoding, random crop and resize to floats, without flip and normalisation. */
  @Benchmark
  public Object folderDataVec() throws IOException {
    return dataVec.asMatrix(nextFile().toFile());
  }

  private Path nextFile() {
    Path next = files.remove();
    files.add(next);
    return next;
  }

  /** Removes the folder. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder.resolve("even"));
    Files.delete(folder.resolve("odd"));
    Files.delete(folder);
  }

  /**
   * Runs all of it on one thread, in rounds with a JVM for each, so that a machine that slows down
   * slows them all; then says how much of a training waits for batches.
   */
  public static void main(String[] args) throws RunnerException {
    Map<String, List<Double>> rounds = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult run : new Runner(options()).run()) {
        rounds
            .computeIfAbsent(run.getPrimaryResult().getLabel(), name -> new ArrayList<>())
            .add(run.getPrimaryResult().getScore());
      }
    }
    StringBuilder report = new StringBuilder("images a second on one thread, median of rounds\n");
    rounds.forEach(
        (name, scores) ->
            report.append(
                String.format(
                    Locale.ROOT,
                    "%-20s %9.1f   %s%n",
                    name,
                    scores.stream().sorted().toList().get(ROUNDS / 2),
                    scores)));
    for (Loading loading : List.of(Loading.WHEN_ASKED, Loading.DEFAULT)) {
      report.append(TrainingProfile.of(loading)).append('\n');
    }
    System.out.print(report);
  }

  private static Options options() {
    return new OptionsBuilder()
        .include(LoadingBenchmark.class.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .threads(1)
        .jvmArgs("-Xmx2g", "-XX:+UseSerialGC")
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(1)
        .measurementTime(TimeValue.seconds(3))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
