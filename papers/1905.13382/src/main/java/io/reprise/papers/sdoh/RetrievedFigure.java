package io.reprise.papers.sdoh;

import io.reprise.baselines.hashing.LinearHash;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.retrieval.BinaryCodes;
import io.reprise.datasets.retrieval.RetrievalTask;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.Tiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The images whose codes are nearest to those of some queries, framed by whether they are right.
 */
final class RetrievedFigure {
  private static final Set<Protocol.Method> DRAWN =
      Set.of(Protocol.Method.LSH, Protocol.Method.HCOH, Protocol.Method.SDOH);

  private static final int QUERIES = 5;
  private static final int NEAREST = 7;
  private static final int SCALE = 2;
  private static final int FRAME = 2;
  private static final int RIGHT = 0x2f9e44;
  private static final int WRONG = 0xe03131;
  private static final int QUERY = 0xf1f3f5;

  private RetrievedFigure() {}

  /** Whether a method's answers are shown. */
  static boolean isDrawn(Protocol.Method method) {
    return DRAWN.contains(method);
  }

  static Figure of(
      RetrievalTask task, LinearHash hash, HashingTask.Pictures pictures, String method) {
    BinaryCodes asked = hash.codes(task.queries().features());
    BinaryCodes items = hash.codes(task.database().features());
    List<Integer> queries = onePerClass(pictures.queries());
    List<List<Integer>> nearest = new ArrayList<>();
    for (int query : queries) {
      nearest.add(
          IntStream.range(0, items.size())
              .boxed()
              .sorted(Comparator.comparingInt(item -> asked.distance(query, items, item)))
              .limit(NEAREST)
              .toList());
    }
    List<String> columns = new ArrayList<>(List.of("query"));
    for (int k = 1; k <= NEAREST; k++) {
      columns.add(Integer.toString(k));
    }
    return Tiles.of(
            queries.stream().map(q -> "class " + pictures.queries().label(q)).toList(),
            columns,
            (row, column) -> {
              int query = queries.get(row);
              if (column == 0) {
                return framed(pictures.queries().picture(query), QUERY);
              }
              int item = nearest.get(row).get(column - 1);
              return framed(
                  pictures.database().picture(item),
                  task.queries().similar(query, task.database(), item) ? RIGHT : WRONG);
            })
        .figure(
            "nearest images",
            "Five queries and the images whose codes by "
                + method
                + " are nearest: green of the query's class, red of another.",
            "Rows of small pictures: a query, then the images found for it, each in a green or red"
                + " frame.");
  }

  private static List<Integer> onePerClass(ImageSet images) {
    List<Integer> first = new ArrayList<>();
    boolean[] taken = new boolean[images.classes()];
    for (int i = 0; i < images.size() && first.size() < QUERIES; i++) {
      if (!taken[images.label(i)]) {
        taken[images.label(i)] = true;
        first.add(i);
      }
    }
    return first;
  }

  private static Picture framed(Picture picture, int colour) {
    int across = picture.width() * SCALE + 2 * FRAME;
    int down = picture.height() * SCALE + 2 * FRAME;
    Canvas canvas = new Canvas(down, across, colour);
    canvas.put(Canvas.of(picture, SCALE).picture(), FRAME, FRAME);
    return canvas.picture();
  }
}
