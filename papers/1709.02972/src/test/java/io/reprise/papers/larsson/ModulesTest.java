package io.reprise.papers.larsson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {
  private static final PrimeField FIELD = new PrimeField(1_000_003);

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  private static LarssonModule larsson(String v, int d, String alpha) {
    return new LarssonModule(
        SlModules.of(v, d), Shift.parse(alpha, d), FIELD, LarssonModule.Action.LARSSON);
  }

  private static UniformRandomProvider random() {
    return new Seed(5).generator();
  }

  /** Dimensions and highest weights as textbooks have them. */
  @ParameterizedTest
  @CsvSource({
    "trivial, 3, 1, '[0, 0]'",
    "wedge1, 2, 2, [1]",
    "wedge2, 4, 6, '[0, 1, 0]'",
    "wedge3, 5, 10, '[0, 0, 1, 0]'",
    "sym2, 3, 6, '[2, 0]'",
    "sym2dual, 3, 6, '[0, 2]'",
    "sym3, 4, 20, '[3, 0, 0]'",
    "adjoint, 4, 15, '[1, 0, 1]'",
    "hook, 3, 8, '[1, 1]'",
    "hook, 4, 20, '[1, 1, 0]'"
  })
  void modulesHaveTheirDimensionAndHighestWeightAndAreIrreducible(
      String name, int d, int dimension, String weight) {
    SlModule v = SlModules.of(name, d);
    assertEquals(dimension, v.dimension());
    assertEquals(weight, v.highestWeight().toString());
    v.requireIrreducible(FIELD);
    assertEquals(name.equals("trivial") || name.startsWith("wedge"), v.isMinuscule());
  }

  private static SlModule changed(SlModule v, int i, int j, IntegerMatrix by) {
    List<List<IntegerMatrix>> units = new ArrayList<>();
    for (int a = 0; a < v.rank(); a++) {
      List<IntegerMatrix> row = new ArrayList<>();
      for (int b = 0; b < v.rank(); b++) {
        row.add(a == i && b == j ? by : v.unit(a, b));
      }
      units.add(row);
    }
    return new SlModule("changed", v.rank(), units);
  }

  @Test
  void matricesThatAreNoModuleAreRefusedByTheirPair() {
    SlModule v = SlModules.of("wedge1", 2);
    assertTrue(
        message(() -> changed(v, 0, 1, v.unit(0, 1).times(2)))
            .contains("[E_12, E_21] is not as in"));
    assertTrue(message(() -> changed(v, 0, 1, IntegerMatrix.zero(2, 3))).contains("E_12 is 2 x 3"));
    assertTrue(
        message(() -> new SlModule("one", 1, List.of(List.of(IntegerMatrix.identity(1)))))
            .contains("d '1': expected at least 2"));
    IntegerMatrix none = IntegerMatrix.zero(0, 0);
    assertTrue(
        message(() -> new SlModule("0", 2, List.of(List.of(none, none), List.of(none, none))))
            .contains("size 0 > 0"));
    assertTrue(message(() -> SlModules.of("spinor", 3)).contains("module 'spinor'"));
    assertTrue(message(() -> SlModules.of("wedge3", 3)).contains("exterior power '3' of C^3"));
  }

  /** Of E_ii only differences act, so that a multiple of 1 in all of them is no other module. */
  @Test
  void theTraceOfDiagonalMatricesDoesNotMatter() {
    SlModule v = SlModules.of("wedge1", 2);
    IntegerMatrix one = IntegerMatrix.identity(2);
    SlModule shifted =
        new SlModule(
            "shifted",
            2,
            List.of(
                List.of(v.unit(0, 0).plus(one), v.unit(0, 1)),
                List.of(v.unit(1, 0), v.unit(1, 1).plus(one))));
    IntVector r = IntVector.of(2, 3);
    IntVector u = IntVector.of(3, -2);
    assertEquals(v.outer(r, u), shifted.outer(r, u));
  }

  @Test
  void aDirectSumIsRefused() {
    SlModule v = SlModules.of("wedge1", 2);
    List<List<IntegerMatrix>> twice = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<IntegerMatrix> row = new ArrayList<>();
      for (int j = 0; j < 2; j++) {
        IntegerMatrix m = v.unit(i, j);
        row.add(IntegerMatrix.of(4, 4, (a, b) -> a / 2 == b / 2 ? m.get(a % 2, b % 2) : 0));
      }
      twice.add(row);
    }
    SlModule sum = new SlModule("twice", 2, twice);
    assertTrue(message(() -> sum.requireIrreducible(FIELD)).contains("4 of 16 dimensions"));
    assertTrue(message(sum::highestWeight).contains("several basis vectors"));
  }

  @Test
  void fieldsAreDivergenceFreeAndAsManyAsTheCardCounts() {
    assertTrue(
        message(() -> new VectorField(IntVector.of(1, 2), IntVector.of(1, 1)))
            .contains("not divergence free"));
    int[] expected = {10, 55, 244};
    for (int d = 2; d <= 4; d++) {
      int count = 0;
      for (IntVector r : IntVector.box(d, 1)) {
        count += VectorField.basis(r).size();
      }
      // d - 1 for each step, and d for degree 0. The reference run counts 10 for d = 2 with
      // (d-1)(9-1)+2.
      assertEquals(expected[d - 2], count);
    }
    VectorField x = new VectorField(IntVector.of(0, 1), IntVector.of(1, 0));
    VectorField y = new VectorField(IntVector.of(1, 0), IntVector.of(0, 1));
    // w = (u|s) v - (v|r) u = (1, 0) - (0, 1).
    assertEquals(new VectorField(IntVector.of(1, -1), IntVector.of(1, 1)), x.bracket(y));
  }

  /** D(u, r) with u = e_2, r = e_1 on e_2 t^0: 1/3 e_2 + E_12 e_2. */
  @Test
  void theActionIsThatOfTheFormula() {
    LarssonModule f = larsson("wedge1", 2, "1/2 1/3");
    VectorField x = new VectorField(IntVector.of(0, 1), IntVector.of(1, 0));
    long third = FIELD.of(new BigFraction(1, 3));
    assertArrayEquals(
        new long[] {1, third}, f.operator(x, IntVector.zero(2)).image(new long[] {0, 1}));
    // In degree (0, 2) the scalar is 7/3, and E_12 takes e_1 to 0.
    assertArrayEquals(
        new long[] {FIELD.of(new BigFraction(7, 3)), 0},
        f.operator(x, IntVector.of(0, 2)).image(new long[] {1, 0}));
  }

  @ParameterizedTest
  @CsvSource({"trivial, 2", "wedge1, 2", "sym3, 2", "wedge2, 3", "adjoint, 3", "sym2dual, 4"})
  void itIsALieActionAndKeepsTheCoreLemmaOnEveryDegree(String v, int d) {
    LarssonModule f = larsson(v, d, "1/2 1/3 1/5 2/7");
    List<IntVector> window = IntVector.box(d, 2);
    assertEquals(0, f.bracketErrors(random(), 100, window));
    assertEquals(0, f.coreLemmaErrors(random(), 100, window));
    LarssonModule wrong =
        new LarssonModule(
            SlModules.of(v, d),
            Shift.parse("1/2 1/3 1/5 2/7", d),
            FIELD,
            LarssonModule.Action.TRANSPOSED);
    int errors = wrong.bracketErrors(random(), 100, window);
    assertEquals(v.equals("trivial"), errors == 0, errors + " errors");
    // On minuscule modules both sides of the lemma vanish either way.
    assertEquals(
        !SlModules.of(v, d).isMinuscule(), wrong.coreLemmaErrors(random(), 100, window) > 0);
  }

  @Test
  void aShiftOfAnotherLengthIsRefused() {
    SlModule v = SlModules.of("wedge1", 3);
    Shift two = Shift.parse("0 0", 2);
    assertTrue(
        message(() -> new LarssonModule(v, two, FIELD, LarssonModule.Action.LARSSON))
            .contains("expected 3 entries"));
  }

  @Test
  void theQuantumTorusActsByItsCommutators() {
    SlModule v = SlModules.of("sym2", 2);
    Shift alpha = Shift.parse("1/5 1/7", 2);
    TorusModule two = new TorusModule(v, alpha, FIELD, 2);
    // t^(0,1) t^(1,0) = -t^(1,1) and t^(1,0) t^(0,1) = t^(1,1), so the commutator is -2.
    FieldMatrix ad = two.operator(new TorusModule.Inner(IntVector.of(0, 1)), IntVector.of(1, 0));
    assertEquals(FieldMatrix.scalar(FIELD, 3, FIELD.of(-2)), ad);
    // What is central commutes with everything.
    assertTrue(
        two.operator(new TorusModule.Inner(IntVector.of(0, 1)), IntVector.of(2, 0)).isZero());
    for (int order : List.of(2, 3, 6)) {
      TorusModule m = new TorusModule(v, alpha, FIELD, order);
      assertEquals(0, m.bracketErrors(random(), 300, IntVector.box(2, 3)), "N = " + order);
    }
    assertTrue(message(() -> new TorusModule(v, alpha, FIELD, 4)).contains("order '4'"));
    assertTrue(message(() -> new TorusModule(v, alpha, FIELD, 1)).contains("at least 2"));
    assertTrue(
        message(() -> new TorusModule(SlModules.of("wedge1", 3), Shift.parse("0 0 0", 3), FIELD, 2))
            .contains("sl_3"));
  }

  @Test
  void deRhamMapsIntertwineAndAreOnExteriorPowersOnly() {
    for (int d = 2; d <= 3; d++) {
      Shift alpha = Shift.parse("1/2 1/3 1/5", d);
      for (int k = 0; k < d; k++) {
        assertTrue(new DeRham(alpha, k).intertwines(), "d = " + d + ", k = " + k);
        SlModule v = k == 0 ? SlModules.trivial(d) : SlModules.exterior(d, k);
        assertEquals(k, DeRham.on(v, alpha).orElseThrow().power());
      }
    }
    Shift alpha = Shift.parse("0 0 0", 3);
    assertTrue(DeRham.on(SlModules.of("sym2", 3), alpha).isEmpty());
    // e_1 ^ (e_2) = e_12, and moving e_1 before e_23 takes no sign, e_2 before e_13 one.
    assertEquals(1, Wedges.wedge(3, 1, 0).get(0, 1));
    assertEquals(-1, Wedges.wedge(3, 1, 1).get(0, 0));
    assertEquals(-1, Wedges.wedge(3, 2, 1).get(0, 1));
  }

  @Test
  void imageAndKernelDifferInTheDegreeMinusAlphaOnly() {
    DeRham maps = new DeRham(Shift.parse("-1 0 0", 3), 2);
    Family image = maps.image(FIELD);
    Family kernel = maps.kernel(FIELD);
    assertEquals(2, image.at(IntVector.zero(3)).rank());
    assertEquals(2, kernel.at(IntVector.zero(3)).rank());
    assertEquals(0, image.at(IntVector.of(1, 0, 0)).rank());
    assertEquals(3, kernel.at(IntVector.of(1, 0, 0)).rank());
    LarssonModule f = larsson("wedge2", 3, "-1 0 0");
    List<IntVector> box = IntVector.box(3, 1);
    assertEquals(0, image.leaks(f, box, box));
    assertEquals(0, kernel.leaks(f, box, box));
    Family line = n -> Echelon.columns(FIELD, FieldMatrix.of(FIELD, 3, 1, (i, j) -> i));
    assertTrue(line.leaks(f, box, box) > 0);
  }

  @Test
  void modulesOfInfiniteDimensionActAsTheirFormulasSay() {
    BigFraction third = new BigFraction(1, 3);
    WeightModule verma = WeightModule.verma(third, FIELD);
    VectorField e12 = new VectorField(IntVector.of(0, 1), IntVector.of(1, 0));
    // E_12 v_2 = 2 (1/3 - 1) v_1 = -4/3 v_1, and (u|n + alpha) = 5.
    assertEquals(
        Map.of(1, FIELD.of(new BigFraction(-4, 3)), 2, 5L),
        verma.image(e12, new long[] {0, 5}, Map.of(2, 1L)));
    assertEquals(
        Map.of(), verma.image(e12, new long[] {0, 0}, Map.of(0, 1L)), "the highest weight vector");
    WeightModule dense = WeightModule.dense(third, new BigFraction(2, 5), FIELD);
    // E_12 m_1 = (2/5 - 1) m_2.
    assertEquals(
        Map.of(2, FIELD.of(new BigFraction(-3, 5))),
        dense.image(e12, new long[] {0, 0}, Map.of(1, 1L)));
    assertFalse(verma.has(-1));
    assertTrue(verma.hasSquare() && dense.hasSquare());
    assertTrue(message(() -> WeightModule.verma(new BigFraction(2), FIELD)).contains("weight '2'"));
    assertTrue(
        message(() -> WeightModule.dense(new BigFraction(-1), third, FIELD)).contains("mu '-1'"));
    // lambda - k + 1 = 1/3 - 1 = -2/3 at k = 2; modulo 7 it is 0 at k = 6: 1/3 = 5.
    assertTrue(message(() -> WeightModule.verma(third, new PrimeField(7))).contains("at index 6"));
  }

  @Test
  void aCertificateTakesWordsThatAreLongEnough() {
    for (String alpha : List.of("1/2 1/3", "0 0")) {
      Membership of =
          new Membership(
              WeightModule.verma(new BigFraction(1, 3), FIELD),
              Shift.parse(alpha, 2),
              IntVector.box(2, 2),
              IntVector.box(2, 2));
      Membership.Found one = of.fromZero(1);
      assertFalse(one.isComplete(), "one letter gives v_0 and v_1 at most");
      assertEquals(75, one.asked());
      assertTrue(one.found() <= 50, one::toString);
      assertFalse(one.whole(), "a step has one field, and two indices can be reached");
      Membership.Found two = of.fromZero(4);
      assertEquals(new Membership.Found(2, 75, 75, true), two);
      assertTrue(of.fromRandom(4, random()).isComplete());
      assertEquals(0, of.bracketErrors(random(), 200));
      assertEquals(0, of.coreLemmaErrors(random(), 200));
    }
  }
}
