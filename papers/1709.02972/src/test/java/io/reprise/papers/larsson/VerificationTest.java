package io.reprise.papers.larsson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  private static final PrimeField FIELD = new PrimeField(1_000_003);
  private static final Seed SEED = new Seed(3);
  private static final String GENERIC = "1/2 1/3 1/5 2/7";
  private static final String ZERO = "0 0 0 0";

  private static Windows windows(int d, Shift alpha, boolean three) {
    return Windows.lattice(d, 1, new Windows.Extents(d == 2 ? 2 : 1, 1, 1, three), alpha);
  }

  private static Decision decide(SlModule v, String shift, boolean three, int bracketErrors) {
    Shift alpha = Shift.parse(shift, v.rank());
    LarssonModule f = new LarssonModule(v, alpha, FIELD, LarssonModule.Action.LARSSON);
    return new Verification(f, windows(v.rank(), alpha, three), DeRham.on(v, alpha), 0, SEED)
        .decide(bracketErrors, 0);
  }

  private static Prediction prediction(String v, int d, String shift) {
    return Prediction.of(SlModules.of(v, d), Shift.parse(shift, d), 1);
  }

  /** The theorem, and the dimensions of the reference run. */
  @ParameterizedTest
  @CsvSource({
    "trivial, 2, true, '1', '1, 1 at -alpha', false",
    "wedge1, 2, false, '2', '2, 1 at -alpha', false",
    "sym2, 2, true, '9', '9, 9 at -alpha', true",
    "sym3, 2, true, '16', '16, 16 at -alpha', true",
    "wedge1, 3, false, '7', '7, 1 at -alpha', false",
    "wedge2, 3, false, '7', '7, 1 at -alpha', false",
    "sym2dual, 3, true, '36', '36, 36 at -alpha', true",
    "adjoint, 3, true, '64', '64, 64 at -alpha', true"
  })
  void computationAndTheoremGiveTheKnownVerdictsAndDimensions(
      String v, int d, boolean generic, String local, String localAtZero, boolean integral) {
    for (String shift : List.of(GENERIC, ZERO)) {
      boolean irreducible = shift.equals(GENERIC) ? generic : integral;
      Prediction p = prediction(v, d, shift);
      assertEquals(irreducible, p.irreducible(), shift);
      Decision found = decide(SlModules.of(v, d), shift, d == 2, 0);
      assertEquals(irreducible ? Answer.IRREDUCIBLE : Answer.REDUCIBLE, found.answer());
      assertEquals(shift.equals(GENERIC) ? local : localAtZero, found.localAlgebra().words());
      assertEquals(List.of(), found.differences(p), shift);
    }
  }

  @Test
  void layersHaveTheDimensionsOfPascalsTriangle() {
    Layers layers = prediction("wedge2", 4, ZERO).layers().orElseThrow();
    assertEquals(2, layers.power());
    assertEquals("3, 0 at -alpha", layers.submodule().words());
    assertEquals("3, 0 at -alpha", layers.quotient().words());
    assertEquals("6, 6 at -alpha; 3, 0 at -alpha; 3, 1 at -alpha", layers.generated());
    assertEquals(27, Integer.parseInt(prediction("wedge2", 4, GENERIC).localAlgebra().words()));
    assertEquals(13, Integer.parseInt(prediction("wedge3", 4, GENERIC).localAlgebra().words()));
  }

  /** The power is read from the weight: the dual of the vectors is the last exterior power. */
  @Test
  void predictionsComeFromMatricesAndNotFromNames() {
    SlModule dual = SlModules.dual(SlModules.of("wedge1", 4));
    Prediction p = Prediction.of(dual, Shift.parse(GENERIC, 4), 1);
    assertEquals(3, p.layers().orElseThrow().power());
    assertEquals("3", p.layers().orElseThrow().submodule().words());
  }

  @Test
  void alphaCountsAsIntegralInTheLatticeOnly() {
    SlModule trivial = SlModules.trivial(2);
    Shift one = Shift.parse("1 0", 2);
    assertTrue(Prediction.of(trivial, one, 2).irreducible());
    assertEquals(false, Prediction.of(trivial, one, 1).irreducible());
    TorusModule torus = new TorusModule(trivial, one, FIELD, 2);
    Windows centre = Windows.lattice(2, 2, new Windows.Extents(1, 1, 1, true), one);
    Decision found = new Verification(torus, centre, DeRham.on(trivial, one), 0, SEED).decide(0, 0);
    assertEquals(Answer.IRREDUCIBLE, found.answer());
    assertEquals(List.of(), found.differences(Prediction.of(trivial, one, 2)));
  }

  @Test
  void loopsOfTwoStepsAreTooFewForVectorsInThePlane() {
    Decision two = decide(SlModules.of("wedge1", 2), GENERIC, false, 0);
    assertEquals("1", two.localAlgebra().words());
    assertTrue(
        two.differences(prediction("wedge1", 2, GENERIC)).get(0).startsWith("local algebra"));
  }

  /** Where all factors are 0, no random combination helps, and the loops give the algebra alone. */
  @Test
  void theLocalAlgebraIsTheSameWhateverIsDrawn() {
    LarssonModule f =
        new LarssonModule(
            SlModules.of("wedge1", 3),
            Shift.parse(GENERIC, 3),
            FIELD,
            LarssonModule.Action.LARSSON);
    LocalAlgebra local = new LocalAlgebra(f, IntVector.box(3, 1), false);
    assertEquals(7, local.dimension(IntVector.zero(3), () -> 0L));
    assertEquals(7, local.dimension(IntVector.zero(3), SEED.generator()));
  }

  /** F of this module is reducible, but in a basis in which no submodule is at hand to show it. */
  @Test
  void notFullAloneIsNeverAProof() {
    SlModule dual = SlModules.dual(SlModules.of("wedge1", 3));
    Decision found = decide(dual, GENERIC, false, 0);
    assertEquals(Answer.UNDECIDED, found.answer());
    assertTrue(
        found
            .differences(Prediction.of(dual, Shift.parse(GENERIC, 3), 1))
            .get(0)
            .startsWith("verdict UNDECIDED, predicted REDUCIBLE"));
  }

  @Test
  void oneBracketErrorMakesAVerdictInvalid() {
    assertEquals(Answer.INVALID, decide(SlModules.of("sym2", 2), ZERO, true, 1).answer());
  }

  @Test
  void outsideOfTheCentreOfTheTorusEverythingIsIrreducible() {
    SlModule v = SlModules.of("wedge1", 2);
    Shift alpha = Shift.parse("0 0", 2);
    TorusModule torus = new TorusModule(v, alpha, FIELD, 3);
    Windows outside = Windows.outside(2, 3, new Windows.Extents(2, 2, 1, true));
    Decision found = new Verification(torus, outside, Optional.empty(), 0, SEED).decide(0, 0);
    assertEquals(Answer.IRREDUCIBLE, found.answer());
    assertEquals(List.of(), found.differences(Prediction.outsideOfTheCentre(v)));
  }

  @Test
  void aSpinStaysInASubmoduleAndFillsItAndNothingElse() {
    LarssonModule f =
        new LarssonModule(
            SlModules.trivial(2), Shift.parse("0 0", 2), FIELD, LarssonModule.Action.LARSSON);
    List<IntVector> box = IntVector.box(2, 1);
    IntVector zero = IntVector.zero(2);
    Map<IntVector, Integer> constant = Spin.dimensions(f, box, box, zero, new long[] {1});
    assertEquals(1, constant.values().stream().mapToInt(x -> x).sum());
    assertEquals(1, constant.get(zero));
    Map<IntVector, Integer> rest = Spin.dimensions(f, box, box, IntVector.of(1, 0), new long[] {1});
    assertEquals(8, rest.values().stream().mapToInt(x -> x).sum());
    assertEquals(0, rest.get(zero));
    assertThrows(
        IllegalArgumentException.class,
        () -> Spin.dimensions(f, box, box, IntVector.of(2, 0), new long[] {1}));
    assertEquals(2, DegreeGraph.components(f, box, box));
  }

  /** A line in each degree, with an operator that is not 0 for the given steps only. */
  private record Lines(List<IntVector> steps) implements GradedModule {
    @Override
    public PrimeField field() {
      return FIELD;
    }

    @Override
    public int dimension(IntVector n) {
      return 1;
    }

    @Override
    public List<FieldMatrix> operators(IntVector n, IntVector r) {
      return List.of(FieldMatrix.scalar(FIELD, 1, steps.contains(r) ? 1 : 0));
    }
  }

  @Test
  void componentsAreThoseOfAllStepsAlongAxesAndAcross() {
    List<IntVector> box = IntVector.box(2, 1);
    IntVector across = IntVector.of(1, 1);
    IntVector right = IntVector.of(1, 0);
    assertEquals(9, DegreeGraph.components(new Lines(List.of(across)), box, box));
    // The five diagonals.
    List<IntVector> both = List.of(across, across.negated());
    assertEquals(5, DegreeGraph.components(new Lines(both), box, box));
    List<IntVector> rows = List.of(right, right.negated());
    assertEquals(3, DegreeGraph.components(new Lines(rows), box, box));
    // Rows that can be left upwards only stay apart; with a way back they do not.
    List<IntVector> up = List.of(right, right.negated(), across);
    assertEquals(3, DegreeGraph.components(new Lines(up), box, box));
    List<IntVector> around = List.of(right, right.negated(), across, across.negated());
    assertEquals(1, DegreeGraph.components(new Lines(around), box, box));
  }

  @Test
  void aSubmoduleThatIsNoneIsRefusedAsAFactor() {
    LarssonModule f =
        new LarssonModule(
            SlModules.of("sym2", 2),
            Shift.parse("1/2 1/3", 2),
            FIELD,
            LarssonModule.Action.LARSSON);
    Family line = n -> Echelon.columns(FIELD, FieldMatrix.of(FIELD, 3, 1, (i, j) -> 1));
    Factor factor = Factor.submodule(f, line);
    assertThrows(
        IllegalArgumentException.class,
        () -> factor.operators(IntVector.zero(2), IntVector.of(1, 0)));
  }

  @Test
  void windowsHoldMinusAlphaOrSaySo() {
    Windows.Extents extents = new Windows.Extents(1, 1, 1, false);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Windows.lattice(2, 1, extents, Shift.parse("3 0", 2)))
            .getMessage()
            .contains("-alpha = [-3, 0] lies outside"));
    Windows four = Windows.lattice(4, 1, extents, Shift.parse("1 0 0 0", 4));
    List<IntVector> some = four.sampled(9, SEED.generator());
    assertEquals(11, some.size());
    assertTrue(some.contains(IntVector.zero(4)) && some.contains(IntVector.of(-1, 0, 0, 0)));
    assertEquals(81, four.sampled(0, SEED.generator()).size());
    assertThrows(IllegalArgumentException.class, () -> new Windows.Extents(0, 1, 1, false));
  }

  @Test
  void controlsDoWhatTheyMust() {
    for (String name : List.of("trivial", "wedge1", "sym2")) {
      Shift alpha = Shift.parse(ZERO, 3);
      List<Controls.Outcome> all =
          new Controls(SlModules.of(name, 3), alpha, FIELD, windows(3, alpha, false), SEED)
              .run(100);
      assertEquals(name.equals("wedge1") ? 4 : 2, all.size());
      assertTrue(all.stream().allMatch(Controls.Outcome::behaves), all::toString);
    }
  }
}
