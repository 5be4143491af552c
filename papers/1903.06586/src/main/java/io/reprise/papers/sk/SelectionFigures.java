package io.reprise.papers.sk;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of what units select: by unit and size, by channel, and for single images. */
final class SelectionFigures {
  private static final String LEAD =
      "the attention weight of the large kernel less that of the small one";
  private static final int CELL_WIDTH = 96;
  private static final int CELL_HEIGHT = 32;
  private static final int PLOT_WIDTH = 384;
  private static final int PLOT_HEIGHT = 128;
  private static final int ENLARGED = 3;

  /** Words for the first colours of {@link Canvas#colour}. */
  private static final List<String> COLOURS = List.of("blue", "orange", "green");

  private final SelectedKernels selected;

  SelectionFigures(SelectedKernels selected) {
    this.selected = selected;
  }

  /** Adds the figures. */
  void addTo(Measurements m, SelectionExamples examples) {
    m.figure(
        statistics()
            .figure(
                "selected kernels",
                "Selected-kernel statistics: "
                    + LEAD
                    + ", mean over channels and test images, of each unit (row, from the input) for objects"
                    + " of each size (column). Dark is the small kernel, light the large one, on one scale"
                    + " for all cells. This seed: "
                    + selected.words()
                    + ". Mean and spread over seeds stand under selected_kernel_unit1 and following.",
                "Grid of colours. " + selected.words()));
    m.figure(
        channels()
            .figure(
                "selected kernels by channel",
                "As in the paper's figure of attention by channel: "
                    + LEAD
                    + ", for every channel of a unit, sorted by their values for the smallest objects."
                    + " Colours are sizes of objects: "
                    + String.join(", ", legend())
                    + ". The grey line is 0, where both kernels weigh the same; all units share the height"
                    + String.format(Locale.ROOT, " from %.3f to %.3f.", -largest(), largest()),
                "A curve for each size of objects over the channels of each unit. "
                    + selected.words()));
    m.figure(
        pictures(examples)
            .figure(
                "images and selected kernels",
                "Test images with objects of each size as the network gets them, each beside its attention:"
                    + " a band is a unit, from the input at the top, a column of it a channel, dark where the"
                    + " small kernel is selected and light where the large one is.",
                "Example images in three sizes of their objects beside bands of colours."));
  }

  private List<String> legend() {
    return IntStream.range(0, selected.sizes().size())
        .mapToObj(i -> COLOURS.get(i) + " " + selected.sizes().get(i).title())
        .toList();
  }

  private List<String> sizes() {
    return selected.sizes().stream().map(ObjectSize::title).toList();
  }

  private List<String> units() {
    return IntStream.rangeClosed(1, selected.units()).mapToObj(u -> "unit " + u).toList();
  }

  private Tiles statistics() {
    double most =
        IntStream.range(0, selected.units())
            .mapToDouble(
                u ->
                    IntStream.range(0, sizes().size())
                        .mapToDouble(i -> Math.abs(selected.selection(i).lead(u)))
                        .max()
                        .orElseThrow())
            .max()
            .orElseThrow();
    return Tiles.of(
        units(),
        sizes(),
        (unit, size) ->
            bands(
                List.of(new double[] {selected.selection(size).lead(unit)}),
                new Range(-most, most),
                CELL_HEIGHT,
                CELL_WIDTH));
  }

  /** A band for each list of values, each value as wide as the others of its band. */
  private static Picture bands(List<double[]> bands, Range range, int height, int width) {
    float[][] values = new float[height][width];
    for (int y = 0; y < height; y++) {
      double[] band = bands.get(y * bands.size() / height);
      for (int x = 0; x < width; x++) {
        values[y][x] = (float) band[x * band.length / width];
      }
    }
    return HeatMap.of(values, range, 1);
  }

  /** The largest lead of any channel, whichever kernel it is for. */
  private double largest() {
    return IntStream.range(0, selected.units())
        .boxed()
        .flatMap(u -> IntStream.range(0, sizes().size()).mapToObj(i -> leads(u, i)))
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .max()
        .orElseThrow();
  }

  private double[] leads(int unit, int size) {
    return selected.selection(size).leads(unit);
  }

  private Tiles channels() {
    double most = largest();
    return Tiles.of(units(), List.of("channels"), (unit, column) -> plot(unit, most));
  }

  private Picture plot(int unit, double most) {
    Canvas canvas = new Canvas(PLOT_HEIGHT, PLOT_WIDTH, 0xffffff);
    canvas.line(0, PLOT_HEIGHT / 2.0, PLOT_WIDTH, PLOT_HEIGHT / 2.0, 0xb0b0b0);
    double[] smallest = leads(unit, 0);
    List<Integer> order =
        IntStream.range(0, smallest.length)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(c -> smallest[c]))
            .toList();
    for (int size = 0; size < sizes().size(); size++) {
      double[] leads = leads(unit, size);
      double[] y = order.stream().mapToDouble(c -> height(leads[c], most)).toArray();
      double step = (double) PLOT_WIDTH / y.length;
      for (int c = 0; c < y.length; c++) {
        canvas.line(c * step, y[c], (c + 1) * step, y[c], Canvas.colour(size));
        if (c > 0) {
          canvas.line(c * step, y[c - 1], c * step, y[c], Canvas.colour(size));
        }
      }
    }
    return canvas.picture();
  }

  private static double height(double lead, double most) {
    double share = most == 0 ? 0 : lead / most;
    return (1 - share) * (PLOT_HEIGHT - 2) / 2;
  }

  private static Tiles pictures(SelectionExamples examples) {
    List<List<SelectionExamples.Example>> rows = examples.rows();
    double most =
        rows.stream()
            .flatMap(List::stream)
            .flatMap(e -> leads(e.selection()).stream())
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .max()
            .orElseThrow();
    List<String> columns = new ArrayList<>();
    examples.sizes().forEach(s -> columns.addAll(Stream.of(s.title(), "kernels").toList()));
    return Tiles.of(
        IntStream.rangeClosed(1, rows.size()).mapToObj(i -> "example " + i).toList(),
        columns,
        (row, column) -> {
          SelectionExamples.Example e = rows.get(row).get(column / 2);
          int side = ENLARGED * e.picture().height();
          return column % 2 == 0
              ? Canvas.of(e.picture(), ENLARGED).picture()
              : bands(leads(e.selection()), new Range(-most, most), side, side);
        });
  }

  private static List<double[]> leads(Selection selection) {
    return IntStream.range(0, selection.units()).mapToObj(selection::leads).toList();
  }
}
