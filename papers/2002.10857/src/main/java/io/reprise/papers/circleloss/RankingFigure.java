package io.reprise.papers.circleloss;

import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureSource;
import io.reprise.datasets.Similarity;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.reidentification.RetrievalAccuracy.Answer;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.Tiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some queries with what is ranked first for each. */
final class RankingFigure {
  private static final int ROWS = 4;
  private static final int ANSWERS = 5;
  private static final int SCALE = 2;
  private static final int RIGHT = 0x009e73;
  private static final int WRONG = 0xd55e00;

  private RankingFigure() {}

  static Figure of(JudgedSet judged, float[][] embeddings) throws IOException {
    Similarity similarity = judged.similarity(embeddings);
    PictureSource test = judged.set().test();
    int rows = Math.min(ROWS, judged.queries());
    List<List<Picture>> tiles = new ArrayList<>();
    int most = ANSWERS;
    for (int r = 0; r < rows; r++) {
      // Spread over the queries, since neighbours show the same person.
      int query = r * (judged.queries() / rows);
      List<Picture> row = new ArrayList<>();
      row.add(Canvas.of(test.picture(query).inColour(), SCALE).picture());
      for (int item : judged.ranking(query, similarity, ANSWERS)) {
        Picture answer = test.picture(judged.pictureOf(item)).inColour();
        row.add(framed(answer, judged.answer(query, item) == Answer.RIGHT ? RIGHT : WRONG));
      }
      most = Math.min(most, row.size() - 1);
      tiles.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("query"));
    for (int k = 1; k <= most; k++) {
      columns.add("rank " + k);
    }
    List<String> titles = new ArrayList<>();
    for (int r = 1; r <= rows; r++) {
      titles.add("query " + r);
    }
    return Tiles.of(titles, columns, (row, column) -> tiles.get(row).get(column))
        .figure(
            "rankings",
            "Test pictures of "
                + judged.set().name()
                + " and what is most similar to each: right answers have a green frame, wrong ones"
                + " an orange one.",
            "Rows of a query and its first answers in order of similarity");
  }

  private static Picture framed(Picture picture, int colour) {
    Canvas canvas = Canvas.of(picture, SCALE);
    int height = picture.height() * SCALE;
    int width = picture.width() * SCALE;
    for (int i = 0; i < 3; i++) {
      canvas.frame(i, i, width - 2 * i, height - 2 * i, colour);
    }
    return canvas.picture();
  }
}
