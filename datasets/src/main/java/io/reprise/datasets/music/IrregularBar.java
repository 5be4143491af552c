package io.reprise.datasets.music;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.Fraction;

/**
 * A bar that is not as long as its meter, where none may be shorter: only the first and the last of
 * a part may, an upbeat and what makes up for it. A part ends at a repeat sign, an ending or a
 * double bar line, and where the meter changes.
 *
 * @param line of the file, where it ends
 * @param length in quarter notes
 */
public record IrregularBar(int line, Fraction length, Meter meter) {
  static List<IrregularBar> of(List<WrittenBar> bars) {
    List<IrregularBar> irregular = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      WrittenBar bar = bars.get(i);
      boolean tooLong = bar.length().compareTo(bar.meter().bar()) > 0;
      boolean atAnEdge = endsPart(bars, i - 1) || endsPart(bars, i);
      if (tooLong || (!bar.isFull() && !atAnEdge)) {
        irregular.add(new IrregularBar(bar.line(), bar.length(), bar.meter()));
      }
    }
    return List.copyOf(irregular);
  }

  private static boolean endsPart(List<WrittenBar> bars, int i) {
    if (i < 0 || i + 1 == bars.size()) {
      return true;
    }
    WrittenBar bar = bars.get(i);
    WrittenBar next = bars.get(i + 1);
    return bar.plays() > 1
        || bar.endsPart()
        || next.startsRepeat()
        || !bar.endings().equals(next.endings())
        || !bar.meter().equals(next.meter());
  }
}
