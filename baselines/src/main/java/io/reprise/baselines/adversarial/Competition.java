package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The competition's harness (the organisers' {@code master.py}): every attack changes the same
 * batches without seeing a defence, its images are moved into reach and rounded to 8 bits, and
 * every defence labels them all. What fails counts for nobody, see {@link ScoreBoard}.
 */
public final class Competition {
  /** The largest changes that the competition drew from, in levels of 1/255. */
  public static final List<Integer> EPSILONS = List.of(4, 8, 12, 16);

  private final Engine engine;
  private final List<AttackTask> tasks;

  /**
   * Of batches of images.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Competition(Engine engine, List<AttackTask> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("competition of 0 batches: expected at least 1");
    }
    this.engine = engine;
    this.tasks = List.copyOf(tasks);
  }

  /**
   * Cuts images into batches that all have one epsilon; each epsilon comes as often as any other,
   * one more at most, in a random order. The targets are drawn from the other classes.
   *
   * @param labels of the images
   * @param batchSize of all batches but the last
   */
  public static List<AttackTask> tasks(
      PixelBatch images, long[] labels, int classes, int batchSize, Seed seed) {
    int batches = (images.size() + batchSize - 1) / batchSize;
    int[] order = seed.named("epsilons").permutation(batches);
    UniformRandomProvider random = seed.named("targets").generator();
    Shape shape = images.shape();
    List<AttackTask> tasks = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      int from = b * batchSize;
      int to = Math.min(images.size(), from + batchSize);
      int each = Math.toIntExact(shape.elements() / shape.dim(0));
      PixelBatch some =
          new PixelBatch(
              shape.with(0, to - from),
              Arrays.copyOfRange(images.values(), from * each, to * each));
      long[] own = Arrays.copyOfRange(labels, from, to);
      long[] targets =
          Arrays.stream(own).map(t -> (t + 1 + random.nextInt(classes - 1)) % classes).toArray();
      tasks.add(
          new AttackTask(
              some,
              own,
              targets,
              EPSILONS.get(order[b] % EPSILONS.size()),
              seed.named("batch " + b)));
    }
    return tasks;
  }

  /** The batches. */
  public List<AttackTask> tasks() {
    return tasks;
  }

  /** How many images there are. */
  public int images() {
    return tasks.stream().mapToInt(t -> t.clean().size()).sum();
  }

  /** The clean images as an attack that does nothing, to see what defences say of them. */
  public AttackEntry clean(String name) {
    return attack(name, Track.NON_TARGETED, (e, task) -> task.clean());
  }

  /**
   * Lets an attack change all batches. If it throws, or gives other shapes than it got, it has
   * failed; values out of reach are moved into it and counted.
   */
  public AttackEntry attack(String name, Track track, Attack attack) {
    List<PixelBatch> all = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    long outOfReach = 0;
    for (int b = 0; b < tasks.size(); b++) {
      AttackTask task = tasks.get(b);
      try (Scope scope = engine.scope()) {
        PixelBatch given = timed(seconds, () -> attack.perturb(engine, task));
        outOfReach += given.beyond(task.clean(), task.epsilon());
        all.add(given.within(task.clean(), task.epsilon()));
      } catch (RuntimeException e) {
        return AttackEntry.failed(name, track, "batch " + b + ": " + e.getMessage());
      }
    }
    return new AttackEntry(name, track, all, outOfReach, seconds, "");
  }

  /**
   * Lets a defence label the images of all attacks that count. If it throws, or gives not one class
   * an image, it has failed.
   *
   * @param attacks their names
   * @param images gives what an attack made, when it is its turn
   * @param seed each batch of each attack has its own below it
   */
  public DefenceEntry defend(
      String name,
      Defence defence,
      List<String> attacks,
      Function<String, AttackEntry> images,
      Seed seed) {
    Map<String, List<Integer>> classes = new LinkedHashMap<>();
    List<Double> seconds = new ArrayList<>();
    for (String attack : attacks) {
      AttackEntry entry = images.apply(attack);
      if (!entry.counts()) {
        continue;
      }
      List<Integer> said = new ArrayList<>();
      for (int b = 0; b < tasks.size(); b++) {
        Seed own = seed.named(attack).named("batch " + b);
        PixelBatch batch = entry.images().get(b);
        try (Scope scope = engine.scope()) {
          long[] labels = timed(seconds, () -> defence.classes(engine, batch, own));
          if (labels.length != batch.size()) {
            throw new IllegalArgumentException(
                labels.length + " classes for " + batch.size() + " images");
          }
          Arrays.stream(labels).forEach(c -> said.add(Math.toIntExact(c)));
        } catch (RuntimeException e) {
          return DefenceEntry.failed(name, attack + ", batch " + b + ": " + e.getMessage());
        }
      }
      classes.put(attack, said);
    }
    return new DefenceEntry(name, classes, seconds, "");
  }

  private static <T> T timed(List<Double> seconds, Supplier<T> work) {
    long start = System.nanoTime();
    T outcome = work.get();
    seconds.add((System.nanoTime() - start) / 1e9);
    return outcome;
  }

  /** The true classes of all images in the order of the batches. */
  public List<Integer> labels() {
    return all(AttackTask::labels);
  }

  /** The target classes of all images in the order of the batches. */
  public List<Integer> targets() {
    return all(AttackTask::targets);
  }

  private List<Integer> all(Function<AttackTask, long[]> of) {
    return tasks.stream()
        .flatMap(t -> Arrays.stream(of.apply(t)).mapToObj(Math::toIntExact))
        .toList();
  }

  /** Counts what a defence said of an attack's images. */
  public Outcome outcome(DefenceEntry defence, String attack) {
    List<Integer> said = defence.classes().get(attack);
    if (said == null) {
      throw new IllegalArgumentException(
          "'"
              + defence.name()
              + "' said nothing of '"
              + attack
              + "'; it labelled "
              + defence.classes().keySet());
    }
    return Outcome.of(said, labels(), targets());
  }

  /** Puts all together; the clean images, if they are among the attacks, are none. */
  public ScoreBoard score(List<AttackEntry> attacks, List<DefenceEntry> defences) {
    ScoreBoard.Builder board =
        new ScoreBoard.Builder(
            images(),
            attacks.stream().map(a -> new ScoreBoard.Contender(a.name(), a.track())).toList(),
            defences.stream().map(DefenceEntry::name).toList());
    for (DefenceEntry defence : defences) {
      for (AttackEntry attack : attacks) {
        if (defence.counts() && attack.counts()) {
          board.put(defence.name(), attack.name(), outcome(defence, attack.name()));
        }
      }
    }
    return board.build();
  }

  /** For each epsilon in use, the images that have it, by their places in the order of batches. */
  public Map<Integer, List<Integer>> byEpsilon() {
    Map<Integer, List<Integer>> places = new TreeMap<>();
    int from = 0;
    for (AttackTask task : tasks) {
      int to = from + task.clean().size();
      List<Integer> own = IntStream.range(from, to).boxed().toList();
      places.merge(task.epsilon(), own, (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
      from = to;
    }
    return places;
  }
}
