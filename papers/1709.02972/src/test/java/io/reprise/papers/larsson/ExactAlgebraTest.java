package io.reprise.papers.larsson;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Seed;
import java.math.BigInteger;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactAlgebraTest {
  private static final PrimeField SEVEN = new PrimeField(7);

  private static FieldMatrix random(PrimeField field, int size, UniformRandomProvider random) {
    return FieldMatrix.square(
        field, size, random.longs((long) size * size, 0, field.p()).toArray());
  }

  @Test
  void countsModuloThePrime() {
    assertEquals(3, SEVEN.of(-4));
    assertEquals(2, SEVEN.add(4, 5));
    assertEquals(6, SEVEN.subtract(4, 5));
    assertEquals(6, SEVEN.multiply(4, 5));
    assertEquals(0, SEVEN.negate(0));
    for (long a = 1; a < 7; a++) {
      assertEquals(1, SEVEN.multiply(a, SEVEN.inverse(a)));
    }
    // 3 * 5 = 1 modulo 7, so a third is 5 and -2/3 is 4.
    assertEquals(4, SEVEN.of(new BigFraction(-2, 3)));
    assertThrows(ArithmeticException.class, () -> SEVEN.inverse(0));
  }

  @Test
  void refusesWhatIsNoPrimeOrNoElement() {
    assertTrue(message(() -> new PrimeField(1_000_001)).contains("prime '1000001'"));
    assertTrue(message(() -> new PrimeField(2)).contains("odd prime"));
    assertTrue(message(() -> new PrimeField(2_147_483_659L)).contains("below 2^31"));
    assertTrue(
        message(() -> SEVEN.of(new BigFraction(1, 14))).contains("'7' divides the denominator"));
    assertTrue(message(() -> SEVEN.rootOfUnity(4)).contains("order '4' modulo 7"));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void rootsOfUnityHaveTheirOrderAndNoSmallerOne(int n) {
    PrimeField field = new PrimeField(1_000_003);
    long root = field.rootOfUnity(n);
    for (int i = 1; i < n; i++) {
      assertFalse(field.power(root, i) == 1, "power " + i);
    }
    assertEquals(1, field.power(root, n));
  }

  /** Products of the largest prime's elements nearly fill a long, and sums of three overflow. */
  @ParameterizedTest
  @ValueSource(longs = {2_147_483_647L, 998_244_353L, 1_000_003L, 3L})
  void productsOfMatricesAreExactWhateverThePrime(long p) {
    PrimeField field = new PrimeField(p);
    UniformRandomProvider random = new Seed(p).generator();
    int size = 9;
    FieldMatrix a = random(field, size, random);
    FieldMatrix b = random(field, size, random);
    long[] found = a.times(b).entries();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < size; k++) {
          sum =
              sum.add(
                  BigInteger.valueOf(a.entries()[i * size + k])
                      .multiply(BigInteger.valueOf(b.entries()[k * size + j])));
        }
        assertEquals(sum.mod(BigInteger.valueOf(p)).longValueExact(), found[i * size + j]);
      }
    }
    assertArrayEquals(a.times(b).column(3), a.image(b.column(3)));
  }

  @Test
  void aProductThatDoesNotFitIsAnErrorAndNoOtherNumber() {
    IntegerMatrix large = IntegerMatrix.of(1, 1, (i, j) -> Long.MAX_VALUE / 2);
    assertThrows(ArithmeticException.class, () -> large.times(large));
    assertThrows(ArithmeticException.class, () -> large.plus(large).plus(large));
  }

  @ParameterizedTest
  @ValueSource(longs = {2_147_483_647L, 1_000_003L, 3L})
  void aSubspaceKnowsItsVectorsAndTheirCoordinates(long p) {
    PrimeField field = new PrimeField(p);
    UniformRandomProvider random = new Seed(p).named("vectors").generator();
    int width = 12;
    Echelon space = new Echelon(field, width);
    for (int i = 0; i < 8; i++) {
      space.insert(random.longs(width, 0, p).toArray());
    }
    int rank = space.rank();
    long[] sum = new long[width];
    for (int i = 0; i < rank; i++) {
      long factor = i + 1L;
      long[] basis = space.basis(i);
      for (int j = 0; j < width; j++) {
        sum[j] = field.add(sum[j], field.multiply(field.of(factor), basis[j]));
      }
    }
    assertTrue(space.contains(sum));
    assertFalse(space.insert(sum), "it is there already");
    long[] coordinates = space.coordinates(sum);
    for (int i = 0; i < rank; i++) {
      assertEquals(field.of(i + 1L), coordinates[i]);
    }
    long[] outside = new long[width];
    int free = space.free().get(1);
    outside[free] = 1;
    assertFalse(space.contains(outside));
    assertThrows(IllegalArgumentException.class, () -> space.coordinates(outside));
    long[] modulo = space.modulo(outside);
    assertEquals(width - rank, modulo.length);
    assertEquals(1, modulo[1]);
    assertEquals(0, modulo[0]);
    assertTrue(space.insert(outside));
  }

  @Test
  void anAlgebraHasAllProductsOfItsGenerators() {
    PrimeField field = new PrimeField(1_000_003);
    OperatorAlgebra upper = new OperatorAlgebra(field, 3);
    upper.adjoin(unit(field, 0, 1));
    assertEquals(2, upper.dimension(), "1 and E_12");
    upper.adjoin(unit(field, 1, 2));
    // 1, E_12, E_23 and their product E_13.
    assertEquals(4, upper.dimension());
    assertTrue(upper.contains(unit(field, 0, 2)));
    assertFalse(upper.contains(unit(field, 2, 0)));
    upper.adjoin(unit(field, 2, 0));
    assertTrue(upper.isWhole());
  }

  private static FieldMatrix unit(PrimeField field, int i, int j) {
    return FieldMatrix.of(field, 3, 3, (r, c) -> r == i && c == j ? 1 : 0);
  }

  @Test
  void shiftsAreReadExactlyAndTellIntegersFromFractions() {
    Shift alpha = Shift.parse("1/2 -3 2/7", 2);
    assertEquals("(1/2, -3)", alpha.toString());
    assertEquals(2, alpha.denominator());
    assertArrayEquals(new long[] {3, -4}, alpha.scaled(IntVector.of(1, 1)));
    assertTrue(alpha.opposite(1).isEmpty());
    Shift whole = Shift.parse("4 -2", 2);
    assertEquals(IntVector.of(-4, 2), whole.opposite(1).orElseThrow());
    assertEquals(IntVector.of(-4, 2), whole.opposite(2).orElseThrow());
    // Integral, but not in the lattice of multiples of 4: generic there.
    assertTrue(whole.opposite(4).isEmpty());
    assertEquals("alpha=0", Shift.parse("0 0", 2).words());
    assertEquals("generic alpha", Shift.parse("1/2 1/3", 2).words());
    assertEquals("alpha=(1, 0)", Shift.parse("1 0", 2).words());
    assertTrue(message(() -> Shift.parse("1/2", 2)).contains("at least 2 fractions"));
    assertTrue(message(() -> Shift.parse("1/0 1", 2)).contains("fraction '1/0'"));
  }

  @Test
  void aPrimeThatMakesADegreeLookIntegralIsRefused() {
    Shift halves = Shift.parse("1/2 1/2", 2);
    List<IntVector> window = IntVector.box(2, 1);
    // 1 + 1/2 = 3/2, which is 0 modulo 3.
    assertTrue(
        message(() -> halves.requireFaithful(new PrimeField(3), window)).contains("degree [1, 1]"));
    halves.requireFaithful(new PrimeField(1_000_003), window);
    Shift.parse("0 0", 2).requireFaithful(new PrimeField(3), window);
  }
}
