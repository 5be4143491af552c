package io.reprise.baselines.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.adversarial.ScoreBoard.Contender;
import io.reprise.baselines.adversarial.ScoreBoard.Standing;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompetitionTest {
  private static final Seed SEED = new Seed(9);
  private static final int N = 10;

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Ten images of one value 100, of the classes 0, 1, 2, 0, ... in batches of four. */
  private Competition competition() {
    byte[] values = new byte[N];
    Arrays.fill(values, (byte) 100);
    long[] labels = new long[N];
    Arrays.setAll(labels, i -> i % 3);
    return new Competition(
        engine,
        Competition.tasks(new PixelBatch(Shape.of(N, 1, 1, 1), values), labels, 3, 4, SEED));
  }

  private static Attack moving(int levels) {
    return (e, task) -> {
      byte[] values = task.clean().values();
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (task.clean().at(i) + levels);
      }
      return new PixelBatch(task.clean().shape(), values);
    };
  }

  /** Says a class for images that were changed, and another for those that were not. */
  private static Defence byFirst(int changed, int clean) {
    return (e, images, seed) -> {
      long[] classes = new long[images.size()];
      Arrays.setAll(classes, i -> images.at(i) == 100 ? clean : changed);
      return classes;
    };
  }

  @Test
  void everyBatchHasOneOfTheEpsilonsAsOftenAsAnyOther() {
    byte[] values = new byte[80];
    List<AttackTask> tasks =
        Competition.tasks(new PixelBatch(Shape.of(80, 1, 1, 1), values), new long[80], 5, 10, SEED);
    Map<Integer, Integer> counts = new HashMap<>();
    tasks.forEach(t -> counts.merge(t.epsilon(), 1, Integer::sum));
    assertEquals(Map.of(4, 2, 8, 2, 12, 2, 16, 2), counts);
    Set<Long> targets =
        tasks.stream().flatMap(t -> Arrays.stream(t.targets()).boxed()).collect(Collectors.toSet());
    assertEquals(Set.of(1L, 2L, 3L, 4L), targets);
    assertEquals(
        List.of(4, 4, 2), competition().tasks().stream().map(t -> t.clean().size()).toList());
    assertNotEquals(tasks.get(0).seed(), tasks.get(1).seed());
  }

  @Test
  void valuesOutOfReachAreMovedIntoItAndCounted() {
    Competition competition = competition();
    AttackEntry entry = competition.attack("far", Track.NON_TARGETED, moving(17));
    assertTrue(entry.counts());
    assertEquals(N, entry.outOfReach());
    for (int b = 0; b < 3; b++) {
      int epsilon = competition.tasks().get(b).epsilon();
      assertEquals(100 + epsilon, entry.images().get(b).at(0));
    }
    AttackEntry near = competition.attack("near", Track.NON_TARGETED, moving(-4));
    assertEquals(0, near.outOfReach());
    assertEquals(3, near.seconds().size());
    assertEquals(near, AttackEntry.restore(near.save()));
  }

  @Test
  void whatFailsSaysWhereAndIsKeptAsAFailure() {
    Competition competition = competition();
    Attack broken =
        (e, task) -> {
          if (task.clean().size() == 2) {
            throw new IllegalStateException("out of memory");
          }
          return task.clean();
        };
    AttackEntry attack = competition.attack("broken", Track.TARGETED, broken);
    assertFalse(attack.counts());
    assertEquals("batch 2: out of memory", attack.failure());
    assertEquals(attack, AttackEntry.restore(attack.save()));
    AttackEntry small =
        competition.attack(
            "small",
            Track.TARGETED,
            (e, task) -> new PixelBatch(Shape.of(1, 1, 1, 1), new byte[1]));
    assertTrue(small.failure().startsWith("batch 0: images of shape"), small.failure());
    DefenceEntry defence =
        competition.defend(
            "short",
            (e, images, seed) -> new long[1],
            List.of("a"),
            a -> competition.attack(a, Track.NON_TARGETED, moving(1)),
            SEED);
    assertEquals("a, batch 0: 1 classes for 4 images", defence.failure());
    assertEquals(defence, DefenceEntry.restore(defence.save()));
  }

  @Test
  void aBatchOfADefenceHasASeedOfItsOwn() {
    Competition competition = competition();
    AttackEntry images = competition.attack("a", Track.NON_TARGETED, moving(1));
    Defence random =
        (e, batch, seed) -> {
          long[] classes = new long[batch.size()];
          var generator = seed.generator();
          Arrays.setAll(classes, i -> generator.nextInt(1000));
          return classes;
        };
    List<Integer> one =
        competition.defend("r", random, List.of("a"), a -> images, SEED).classes().get("a");
    List<Integer> two =
        competition.defend("r", random, List.of("b", "a"), a -> images, SEED).classes().get("a");
    assertEquals(one, two);
    assertNotEquals(one.subList(0, 4), one.subList(4, 8));
  }

  @Test
  void scoresAreSumsOverThoseThatDidNotFail() {
    Competition competition = competition();
    List<AttackEntry> attacks =
        List.of(
            competition.attack("moves", Track.NON_TARGETED, moving(1)),
            competition.attack("stays", Track.TARGETED, moving(0)),
            AttackEntry.failed("broken", Track.NON_TARGETED, "batch 0: gone"));
    List<String> names = List.of("moves", "stays", "broken");
    Map<String, AttackEntry> byName =
        attacks.stream().collect(Collectors.toMap(AttackEntry::name, a -> a));
    List<DefenceEntry> defences =
        List.of(
            competition.defend("0 or 1", byFirst(1, 0), names, byName::get, SEED),
            DefenceEntry.failed("broken", "moves, batch 0: gone"),
            competition.defend("always 2", byFirst(2, 2), names, byName::get, SEED));
    assertEquals(Set.of("moves", "stays"), defences.get(0).classes().keySet());
    ScoreBoard board = competition.score(attacks, defences);
    // Classes 0, 1, 2 have 4, 3 and 3 images.
    assertEquals(new Outcome(3, 7, hits(competition, 1)), board.outcome("0 or 1", "moves"));
    assertEquals(4, board.outcome("0 or 1", "stays").correct());
    assertEquals(List.of("0 or 1", "always 2"), board.defences());
    assertEquals(
        List.of(
            new Standing("0 or 1", 1, 7, 7 / 20.0, 0.3),
            new Standing("always 2", 2, 6, 6 / 20.0, 0.3)),
        board.defenceRanking());
    assertEquals(
        List.of(new Standing("moves", 1, 14, 14 / 20.0, 0.7)),
        board.attackRanking(Track.NON_TARGETED));
    int hits = hits(competition, 0) + hits(competition, 2);
    Standing targeted = board.attackRanking(Track.TARGETED).get(0);
    assertEquals(hits, targeted.score());
    assertEquals(hits / 20.0, targeted.normalized());
  }

  private static int hits(Competition competition, int said) {
    return (int) competition.targets().stream().filter(t -> t == said).count();
  }

  private static ScoreBoard.Builder board(String... attacks) {
    return new ScoreBoard.Builder(
        4,
        Arrays.stream(attacks).map(a -> new Contender(a, Track.NON_TARGETED)).toList(),
        List.of("x", "y", "z"));
  }

  @Test
  void equalScoresShareARankAndTheNextIsLeftOut() {
    ScoreBoard board =
        board("a")
            .put("x", "a", new Outcome(2, 2, 0))
            .put("z", "a", new Outcome(3, 1, 0))
            .put("y", "a", new Outcome(3, 1, 1))
            .build();
    assertEquals(
        List.of("1 y", "1 z", "3 x"),
        board.defenceRanking().stream().map(s -> s.rank() + " " + s.name()).toList());
    assertEquals(
        new Standing("a", 1, 4, 4 / 12.0, 0.25), board.attackRanking(Track.NON_TARGETED).get(0));
    assertTrue(board.attackRanking(Track.TARGETED).isEmpty());
  }

  @Test
  void aMatrixWithHolesOrStrangersIsRefused() {
    ScoreBoard.Builder holes =
        board("a", "b")
            .put("x", "a", new Outcome(2, 2, 0))
            .put("x", "b", new Outcome(2, 2, 0))
            .put("y", "a", new Outcome(2, 2, 0));
    String message = assertThrows(IllegalArgumentException.class, holes::build).getMessage();
    assertEquals("'y' labelled the images of [a]: expected all of [a, b]", message);
    assertThrows(
        IllegalArgumentException.class, () -> board("a").put("x", "b", new Outcome(2, 2, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> board("a").put("x", "a", new Outcome(2, 3, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Outcome(2, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> board("a", "a"));
    ScoreBoard one = board("a").put("x", "a", new Outcome(2, 2, 0)).build();
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> one.outcome("y", "a"))
            .getMessage()
            .startsWith("no outcome of 'y' against 'a'"));
  }
}
