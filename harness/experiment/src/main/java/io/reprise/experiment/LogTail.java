package io.reprise.experiment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a trial's log, however much it logs. */
final class LogTail {
  private static final int LINES = 20;
  private static final int LONGEST = 1000;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(shortened(line));
  }

  /** The lines, oldest first. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** A text that may be of any length, at a length that a person reads. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
