package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void showsPrintedNumbersWithoutExponent() {
    assertEquals("0.00001", Numbers.plain(1e-5));
    assertEquals("12345678900", Numbers.plain(1.23456789e10));
    assertEquals("-0.04", Numbers.plain(-0.04));
    assertEquals("0", Numbers.plain(0));
  }

  @Test
  void givesMeanAndSpreadTheSameDecimals() {
    assertEquals("92.20 ± 0.18", Numbers.plusMinus(92.2, 0.1785));
    assertEquals("1.24e-07 ± 5.23e-08", Numbers.plusMinus(1.24e-7, 5.23e-8));
    assertEquals("92.20", Numbers.plusMinus(92.2, Double.NaN));
  }

  @Test
  void showsNothingForAMissingNumber() {
    assertEquals("", Numbers.plain(Double.NaN));
    assertEquals("", Numbers.whole(Double.NaN));
    assertEquals("", Numbers.percent(Double.NaN));
    assertEquals("", Numbers.plusMinus(Double.NaN, Double.NaN));
  }

  @Test
  void saysThatANumberIsInfinite() {
    assertEquals("infinite", Numbers.brief(Double.POSITIVE_INFINITY));
    assertEquals("-infinite", Numbers.plain(Double.NEGATIVE_INFINITY));
  }
}
