package io.reprise.bundle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's number for what instructions a GPU has, such as 9.0.
 *
 * @param major GPUs of the same one share their instructions
 * @param minor what was added since
 */
public record ComputeCapability(int major, int minor) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]?)\\.([0-9])");

  /**
   * Reads one, such as {@code 9.0}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ComputeCapability parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "compute capability '" + text + "': expected a number such as 8.6 or 9.0");
    }
    return new ComputeCapability(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The one that fat binaries write as a whole number, such as 90 for 9.0. */
  static ComputeCapability of(int number) {
    return new ComputeCapability(number / 10, number % 10);
  }

  /** The number that fat binaries have for it, such as 90. */
  int number() {
    return 10 * major + minor;
  }

  /**
   * Whether such a GPU can run machine code that was made for another one: of the same major
   * number, and not a later minor one.
   */
  boolean runsMachineCodeFor(ComputeCapability other) {
    return other.major == major && other.minor <= minor;
  }

  /** Whether its driver can compile intermediate code (PTX) that was made for another one. */
  boolean compilesCodeFor(ComputeCapability other) {
    return other.number() <= number();
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
