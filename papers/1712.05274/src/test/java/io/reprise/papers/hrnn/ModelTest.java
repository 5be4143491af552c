package io.reprise.papers.hrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Snapshot;
import io.reprise.papers.hrnn.Level.Kind;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Lstm.Design DESIGN = Lstm.Design.of(1, 6, 1).withDropout(0.2);
  private static final int EVENTS = 5;

  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engines.open(Device.CPU, 1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Hierarchy model(int depth) {
    LayerContext at = LayerContext.root(engine, new Seed(1));
    return new Hierarchy(at, Hierarchy.levels(depth, EVENTS, 3, 4), DESIGN);
  }

  /** Two bars; profiles need not fit events here. */
  private static Score score(int seed) {
    return new Score()
        .with(Kind.BAR, row(seed, 2, 4))
        .with(Kind.BEAT, row(seed + 1, 8, 3))
        .with(Kind.NOTE, row(seed + 2, 32, EVENTS));
  }

  private static int[] row(int seed, int n, int symbols) {
    int[] row = new int[n];
    var random = new Seed(seed).generator();
    Arrays.setAll(row, i -> random.nextInt(symbols));
    return row;
  }

  /** Symbols of the step before and of 16 and 32 steps before, the place, the beat, the bar. */
  @Test
  void aNoteIsToldWhatWasAndItsBeatAndBar() {
    Level note = Hierarchy.levels(3, EVENTS, 3, 4).get(2);
    assertEquals(3 * EVENTS + 16 + 3 + 4, note.inputs());
    int[] notes = new int[32];
    notes[20] = 3;
    notes[5] = 2;
    notes[21] = 4; // what is to be predicted
    int[] beats = new int[8];
    beats[5] = 2;
    Score score =
        new Score().with(Kind.NOTE, notes).with(Kind.BEAT, beats).with(Kind.BAR, new int[] {0, 1});
    float[] x = new float[note.inputs()];
    note.fill(x, 0, score, 21);
    assertEquals(1, x[3], "one step back");
    assertEquals(1, x[EVENTS + 2], "16 steps back");
    assertEquals(1, x[3 * EVENTS + 5], "place 21 mod 16");
    assertEquals(1, x[3 * EVENTS + 16 + 2], "the beat of step 21");
    assertEquals(1, x[3 * EVENTS + 16 + 3 + 1], "the bar of step 21");
    float sum = 0;
    for (float v : x) {
      sum += v;
    }
    assertEquals(5, sum, "nothing from 32 steps back, before the start");
  }

  /** The totals derived beforehand, by the formula and by the networks themselves. */
  @Test
  void sizesAreThoseOfTheCard() {
    List<Long> found = CostFormula.expected().stream().map(CostFormula.Expected::weights).toList();
    assertEquals(List.of(931_366L, 65_009L, 1_758_766L, 40_201L, 2_641_470L, 63_445L), found);
    Hierarchy three = model(3);
    assertEquals(
        Protocol.parameters(Hierarchy.levels(3, EVENTS, 3, 4), DESIGN), three.parameters());
    Lstm.Design wide =
        Protocol.widened(DESIGN, Hierarchy.levels(1, EVENTS, 3, 4).get(0), three.parameters());
    assertEquals(0, wide.hidden() % 8);
    assertThrows(IllegalArgumentException.class, () -> Hierarchy.levels(4, EVENTS, 3, 4));
  }

  /** Zero weights give every symbol the same probability. */
  @Test
  void anUntrainedChainOfEqualChancesTakesTheLogarithmsOfItsSymbols() {
    Hierarchy model = model(3);
    for (Subnetwork s : model.subnetworks()) {
      s.network()
          .parameters()
          .forEach((name, p) -> Module.set(p, new float[(int) p.shape().elements()]));
    }
    double bits = 2 * 2 + 8 * log2(3) + 32 * log2(EVENTS);
    assertArrayEquals(new double[] {bits, bits}, model.bits(List.of(score(1), score(5))), 1e-4);
    // All rows of profiles are equally likely and say nothing of the notes.
    double notes = 8 * log2(EVENTS);
    ExactChecks checks = new ExactChecks(model, List.of(score(1)));
    assertEquals(notes - (2 + 2 * log2(3) + notes), checks.chainExcess(), 1e-4);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void checksHoldOfAModelAndSeeWhenTheFutureLeaks() {
    Hierarchy model = model(3);
    ExactChecks checks = new ExactChecks(model, List.of(score(1), score(9)));
    assertTrue(checks.chainExcess() < 0);
    assertEquals(0, checks.futureLeak(), 1e-6);
    assertEquals(0, checks.carryDifference(), 1e-5);
    // The past does change what follows, and so does a level above.
    Subnetwork note = model.subnetworks().get(2);
    Score score = score(1);
    int[] other = score.symbols(Kind.NOTE).clone();
    other[3] = (other[3] + 1) % EVENTS;
    float[] before = note.logits(score);
    float[] after = note.logits(score.with(Kind.NOTE, other));
    assertArrayEquals(Arrays.copyOf(before, 4 * EVENTS), Arrays.copyOf(after, 4 * EVENTS), 1e-6f);
    assertTrue(Math.abs(before[4 * EVENTS] - after[4 * EVENTS]) > 1e-6);
    int[] beats = score.symbols(Kind.BEAT).clone();
    beats[1] = (beats[1] + 1) % 3;
    float[] guided = note.logits(score.with(Kind.BEAT, beats));
    assertArrayEquals(Arrays.copyOf(before, 4 * EVENTS), Arrays.copyOf(guided, 4 * EVENTS), 1e-6f);
    assertTrue(Math.abs(before[4 * EVENTS] - guided[4 * EVENTS]) > 1e-6);
  }

  /** One level alone: its sampled frequencies are its own probabilities. */
  @Test
  void samplesHaveTheModelsProbabilities() {
    Hierarchy model = model(1);
    List<Score> melodies = model.generate(2000, 1, new Seed(3));
    double[] first = new double[EVENTS];
    melodies.forEach(m -> first[m.symbols(Kind.NOTE)[0]] += 1.0 / melodies.size());
    float[] logits = model.subnetworks().get(0).logits(melodies.get(0));
    double sum = 0;
    for (int e = 0; e < EVENTS; e++) {
      sum += Math.exp(logits[e]);
    }
    for (int e = 0; e < EVENTS; e++) {
      assertEquals(Math.exp(logits[e]) / sum, first[e], 0.04);
    }
    assertEquals(16, melodies.get(0).symbols(Kind.NOTE).length);
    assertArrayEquals(
        melodies.get(7).symbols(Kind.NOTE),
        model.generate(8, 1, new Seed(3)).get(7).symbols(Kind.NOTE),
        "a melody does not depend on how many there are");
    assertNotEquals(
        Arrays.toString(melodies.get(7).symbols(Kind.NOTE)),
        Arrays.toString(model.generate(8, 1, new Seed(4)).get(7).symbols(Kind.NOTE)));
  }

  @Test
  void aGradientIsClippedToANormOverAllWeights() {
    Tensor a = engine.tensor(new float[] {3, 0}, Shape.of(2));
    Tensor b = engine.tensor(new float[] {4}, Shape.of(1));
    LevelTraining.clip(List.of(a, b), 10);
    assertEquals(4, b.toFloats()[0]);
    LevelTraining.clip(List.of(a, b), 1);
    assertEquals(0.6f, a.toFloats()[0], 1e-6f);
    assertEquals(0.8f, b.toFloats()[0], 1e-6f);
  }

  private static final LevelTraining TRAINING = new LevelTraining(4, 2, 0.02, 5, new Seed(2));

  private static final List<Score> TRAIN =
      List.of(score(1), score(1), score(1), score(1), score(1));

  /** All training melodies are one: it is learned, others get worse and the best epoch stays. */
  @Test
  void trainingEndsWithTheEpochThatIsBestOnOtherMelodies() {
    Subnetwork note = model(3).subnetworks().get(2);
    List<Score> other = List.of(score(50), score(60));
    double[] before = note.bits(TRAIN);
    List<Double> bits =
        new LevelTraining(12, 2, 0.05, 5, new Seed(2)).train(note, TRAIN, other, Checkpoints.NONE);
    assertEquals(12, bits.size());
    double best = bits.stream().min(Double::compare).orElseThrow();
    assertTrue(best < bits.get(11), bits::toString);
    assertEquals(best, Arrays.stream(note.bits(other)).average().orElseThrow(), 1e-9);
    List<Double> same =
        new LevelTraining(12, 2, 0.05, 5, new Seed(2))
            .train(model(3).subnetworks().get(2), TRAIN, TRAIN, Checkpoints.NONE);
    assertTrue(same.get(11) < before[0] / 2, same::toString);
  }

  /** Checkpoints after every step, of which the training goes on from one. */
  private static Checkpoints going(Optional<Snapshot> from, Consumer<Snapshot> keep) {
    return new Checkpoints() {
      @Override
      public Optional<Snapshot> latest() {
        return from;
      }

      @Override
      public boolean due() {
        return true;
      }

      @Override
      public void save(Snapshot state) {
        keep.accept(state);
      }
    };
  }

  @Test
  void aTrainingThatWasCutShortEndsAsAnUnbrokenOne() {
    List<Score> validation = List.of(score(50));
    List<Snapshot> states = new ArrayList<>();
    Subnetwork whole = model(2).subnetworks().get(1);
    List<Double> bits =
        TRAINING.train(whole, TRAIN, validation, going(Optional.empty(), states::add));
    assertEquals(12, states.size());
    for (int step : new int[] {0, 4, 8}) {
      Subnetwork again = model(2).subnetworks().get(1);
      assertEquals(
          bits,
          TRAINING.train(again, TRAIN, validation, going(Optional.of(states.get(step)), s -> {})));
      assertArrayEquals(whole.logits(score(1)), again.logits(score(1)));
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertEquals(
        "batch 0, rate 1.0, clip 5.0: expected at least 1, and numbers above 0",
        assertThrows(
                IllegalArgumentException.class, () -> new LevelTraining(1, 0, 1, 5, new Seed(1)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LevelTraining(1, 1, 0, 5, new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> new Score().symbols(Kind.BAR));
  }

  @Test
  void guidanceCountsWhatWasAskedFor() {
    EventMelody melody = MelodyTest.bars("N---N---NNNNNNNN", "N---N---N---N---");
    Profiles profiles = Profiles.exact(List.of(melody), 2, 2);
    Score right = Score.of(melody, profiles);
    assertEquals(1, Guidance.beatsFollowBars(List.of(right), profiles));
    assertEquals(1, Guidance.notesFollowBeats(List.of(right), profiles, melody.vocabulary()));
    int[] beats = right.symbols(Kind.BEAT).clone();
    beats[0] = 1 - beats[0];
    beats[1] = 1 - beats[1];
    Score wrong = right.with(Kind.BEAT, beats);
    // Both beats of the first bar are now those of no bar; it is nearer to neither by much.
    assertEquals(6 / 8.0, Guidance.notesFollowBeats(List.of(wrong), profiles, melody.vocabulary()));
    int[] bars = {right.symbols(Kind.BAR)[1], right.symbols(Kind.BAR)[1]};
    assertEquals(0.5, Guidance.beatsFollowBars(List.of(right.with(Kind.BAR, bars)), profiles));
  }
}
