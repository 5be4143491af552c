package io.reprise.baselines.costs;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.baselines.sequence.NextSymbol;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Hierarchical recurrent networks for melodies, arXiv 1712.05274. Multiply-adds of a level are of
 * one step, those of a hierarchy are of one bar of 4 beats and 16 notes.
 */
public final class HrnnNetworks implements PaperCosts {
  private static final int BEATS = 4;
  private static final int NOTES = 16;

  /** One level: so many steps a bar, each of so many inputs, predicting one of so many symbols. */
  private record Level(String name, int steps, int in, int symbols) {}

  @Override
  public String paper() {
    return "1712.05274";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    Level bar = new Level("bar", 1, 3 * 16 + 8, 16);
    Level beat = new Level("beat", BEATS, 3 * 8 + 4 + 16, 8);
    Level note = new Level("note", NOTES, 3 * 38 + 16 + 8 + 16, 38);
    Level beatAlone = new Level("beat", BEATS, 3 * 8 + 4, 8);
    Level noteBelowBeat = new Level("note", NOTES, 3 * 38 + 16 + 8, 38);
    Level noteAlone = new Level("note", NOTES, 3 * 38 + 16, 38);
    Lstm.Design full = Lstm.Design.of(1, 256, 2).withDropout(0.5);
    List<Level> three = List.of(bar, beat, note);
    three.forEach(l -> all.add(step(l, "HRNN-3L", full)));
    List<Level> two = List.of(beatAlone, noteBelowBeat);
    two.forEach(l -> all.add(step(l, "HRNN-2L", full)));
    all.add(hierarchy("HRNN-3L", "full size", three, full));
    all.add(hierarchy("HRNN-2L", "full size", two, full));
    all.add(hierarchy("HRNN-1L", "full size", List.of(noteAlone), full));
    quick(all);
    return all;
  }

  /** Of the quick experiment: 17 events, 8 beat and 12 bar profiles. */
  private static void quick(List<Network> all) {
    Lstm.Design narrow = Lstm.Design.of(1, 48, 1).withTwoBiases();
    Lstm.Design wide = Lstm.Design.of(1, 96, 1).withTwoBiases();
    Level bar = new Level("bar", 1, 3 * 12 + 8, 12);
    Level beat = new Level("beat", BEATS, 3 * 8 + 4 + 12, 8);
    Level note = new Level("note", NOTES, 3 * 17 + 16 + 8 + 12, 17);
    Level beatAlone = new Level("beat", BEATS, 3 * 8 + 4, 8);
    Level noteBelowBeat = new Level("note", NOTES, 3 * 17 + 16 + 8, 17);
    Level noteAlone = new Level("note", NOTES, 3 * 17 + 16, 17);
    all.add(hierarchy("HRNN-3L", "quick", List.of(bar, beat, note), narrow));
    all.add(hierarchy("HRNN-2L", "quick", List.of(beatAlone, noteBelowBeat), narrow));
    all.add(hierarchy("HRNN-1L", "quick", List.of(noteAlone), wide));
  }

  private static Network step(Level level, String setting, Lstm.Design design) {
    return Network.of(level.name, setting, Shape.of(1, level.in), at -> network(at, level, design));
  }

  private static Network hierarchy(
      String name, String setting, List<Level> levels, Lstm.Design design) {
    int inputs = levels.stream().mapToInt(l -> l.steps * l.in).sum();
    return Network.of(name, setting, Shape.of(inputs), at -> new Hierarchy(at, levels, design));
  }

  private static NextSymbol network(LayerContext at, Level level, Lstm.Design d) {
    return new NextSymbol(
        at,
        new Lstm.Design(level.in, d.hidden(), d.layers(), d.twoBiases(), d.dropout()),
        level.symbols);
  }

  /** All levels on the inputs of one bar, which lie one after the other. */
  private static final class Hierarchy extends Module {
    private final List<Level> levels;
    private final List<NextSymbol> networks = new ArrayList<>();

    Hierarchy(LayerContext at, List<Level> levels, Lstm.Design design) {
      this.levels = levels;
      for (Level level : levels) {
        networks.add(child(level.name, network(at.at(level.name), level, design)));
      }
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      List<Tensor> logits = new ArrayList<>();
      int from = 0;
      for (int i = 0; i < levels.size(); i++) {
        Level level = levels.get(i);
        int end = from + level.steps * level.in;
        Tensor steps = x.slice(1, from, end).reshape(x.shape().dim(0), level.steps, level.in);
        logits.add(networks.get(i).forward(steps, mode).flatten());
        from = end;
      }
      return logits.get(0).concat(1, logits.subList(1, logits.size()).toArray(new Tensor[0]));
    }
  }
}
