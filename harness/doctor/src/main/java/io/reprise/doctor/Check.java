package io.reprise.doctor;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was looked at, and what came out.
 *
 * @param subject for example {@code memory}
 * @param finding what there is
 * @param advice what to do; empty if all is well
 */
record Check(Verdict verdict, String subject, String finding, String advice) {
  private static final String MARK = "doctor-check";
  private static final String SEPARATOR = "\t";

  /** How much it matters. */
  enum Verdict {
    OK,
    /** Works, but slower or not as well as it could. */
    WARNING,
    /** Something is not there that the run does not need. */
    MISSING,
    /** A run does not work. */
    BROKEN
  }

  /** Puts each text on one line. */
  Check {
    subject = oneLine(subject);
    finding = oneLine(finding);
    advice = oneLine(advice);
  }

  static Check ok(String subject, String finding) {
    return new Check(Verdict.OK, subject, finding, "");
  }

  static Check warning(String subject, String finding, String advice) {
    return new Check(Verdict.WARNING, subject, finding, advice);
  }

  static Check missing(String subject, String finding, String advice) {
    return new Check(Verdict.MISSING, subject, finding, advice);
  }

  static Check broken(String subject, String finding, String advice) {
    return new Check(Verdict.BROKEN, subject, finding, advice);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** For people. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-8s %-22s %s%s",
        verdict.name().toLowerCase(Locale.ROOT),
        subject,
        finding,
        advice.isEmpty() ? "" : " -> " + advice);
  }

  /** For the doctor's other processes. */
  String encode() {
    return String.join(SEPARATOR, MARK, verdict.name(), subject, finding, advice);
  }

  /** Whether a line is one that {@link #encode} made; native libraries print others. */
  static boolean isEncoded(String line) {
    return line.startsWith(MARK + SEPARATOR);
  }

  static Check decode(String line) {
    String[] cells = line.split(SEPARATOR, -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException(
          "check " + Arrays.toString(cells) + ": expected mark, verdict, subject, finding, advice");
    }
    return new Check(Verdict.valueOf(cells[1]), cells[2], cells[3], cells[4]);
  }
}
