package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.AttackTask;
import io.reprise.baselines.adversarial.Guidance;
import io.reprise.baselines.adversarial.PixelBatch;
import io.reprise.baselines.adversarial.ScoreBoard;
import io.reprise.baselines.adversarial.ScoreBoard.Contender;
import io.reprise.baselines.adversarial.ScoreBoard.Standing;
import io.reprise.baselines.adversarial.Track;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Trial;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.NumberMap;
import io.reprise.experiment.figures.Range;
import io.reprise.experiment.figures.Tiles;
import io.reprise.nn.Mode;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What there is to see of a competition: its matrices, its rankings, and images. */
final class CompetitionFigures {
  private static final Range PERCENT = new Range(0, 100);
  private static final int SHOWN = 5;
  private static final int SHORTEST_SIDE = 64;

  /** How many times a change is enlarged, around grey, so that 16 levels can be seen. */
  private static final int ENLARGED = 7;

  private static final int GREY = 128;

  private final Arena arena;
  private final ScoreBoard board;
  private final Trial<LabelledPictures> trial;

  CompetitionFigures(Arena arena, ScoreBoard board, Trial<LabelledPictures> trial) {
    this.arena = arena;
    this.board = board;
    this.trial = trial;
  }

  void add(Measurements measured) {
    measured.figure(errors()).figure(transfer()).figure(hits()).figure(scores()).figure(images());
  }

  /** Rows of defences, columns of the clean images and the attacks. */
  private Figure errors() {
    List<String> attacks = board.attacks().stream().map(Contender::name).toList();
    return NumberMap.of(
            board.defences(),
            Stream.concat(Stream.of(Arena.CLEAN), attacks.stream()).toList(),
            (defence, column) ->
                column == 0
                    ? cleanError(board.defences().get(defence))
                    : board
                        .outcome(board.defences().get(defence), attacks.get(column - 1))
                        .errorRate(),
            PERCENT,
            0)
        .figure(
            "errors by defence and attack",
            "Images in a hundred that a defence (row) takes for something else than they are, by"
                + " attack (column), "
                + PERCENT.words()
                + ". Attacks without another network's name were made on the ResNet. Images that a"
                + " defence mistakes without any attack count too: see the first column.",
            "Table of error rates of all defences under all attacks");
  }

  private double cleanError(String defence) {
    Entrant entrant =
        Arrays.stream(Entrant.values())
            .filter(e -> e.title().equals(defence))
            .findFirst()
            .orElseThrow();
    return arena.competition().outcome(arena.labels(entrant), Arena.CLEAN).errorRate();
  }

  /** Rows of attacks, columns of networks without defence: where from and where to. */
  private Figure transfer() {
    List<Attacks> from =
        List.of(
            Attacks.NOISE,
            Attacks.FGSM,
            Attacks.I_FGSM,
            Attacks.MI_FGSM,
            Attacks.MI_FGSM_OTHER,
            Attacks.FGSM_ENSEMBLE,
            Attacks.I_FGSM_ENSEMBLE,
            Attacks.MI_FGSM_ENSEMBLE);
    List<Entrant> to =
        List.of(
            Entrant.RESIDUAL, Entrant.PLAIN, Entrant.INCEPTION, Entrant.UNSEEN, Entrant.RESISTANT);
    return NumberMap.of(
            from.stream().map(Attacks::title).toList(),
            to.stream().map(Entrant::title).toList(),
            (a, d) -> board.outcome(to.get(d).title(), from.get(a).title()).errorRate(),
            PERCENT,
            1)
        .figure(
            "transfer between networks",
            "Errors in percent of networks (columns) under attacks (rows), "
                + PERCENT.words()
                + ". The ResNet is attacked by rows two to four, Inception by the fifth, and the"
                + " ensemble is of the first three networks; no attack has seen the unseen net.",
            "Table of error rates of networks under attacks on other networks");
  }

  private Figure hits() {
    List<String> attacks =
        board.attacks().stream()
            .filter(a -> a.track() == Track.TARGETED)
            .map(Contender::name)
            .toList();
    return NumberMap.of(
            board.defences(),
            attacks,
            (d, a) -> board.outcome(board.defences().get(d), attacks.get(a)).hitRate(),
            PERCENT,
            1)
        .figure(
            "target hits",
            "Images in a hundred that a defence (row) takes for just what a targeted attack"
                + " (column) wants, "
                + PERCENT.words()
                + ".",
            "Table of target hits of all defences under targeted attacks");
  }

  /** Rankings by their numbers: all tracks in one table, the best of each track first. */
  private Figure scores() {
    List<Standing> lines = new ArrayList<>(board.defenceRanking());
    lines.addAll(board.attackRanking(Track.NON_TARGETED));
    lines.addAll(board.attackRanking(Track.TARGETED));
    int defences = board.defences().size();
    List<ToDoubleFunction<Standing>> columns =
        List.of(s -> 100 * s.normalized(), s -> 100 * s.worst());
    return NumberMap.of(
            java.util.stream.IntStream.range(0, lines.size())
                .mapToObj(
                    i ->
                        lines.get(i).rank()
                            + ". "
                            + lines.get(i).name()
                            + (i < defences ? "" : " (attack)"))
                .toList(),
            List.of("score", "worst case"),
            (row, column) -> columns.get(column).applyAsDouble(lines.get(row)),
            PERCENT,
            1)
        .figure(
            "rankings",
            "Images won in percent of all against all opponents, and against the opponent that"
                + " leaves the fewest: defences, then non-targeted and targeted attacks.",
            "Table of normalised scores of all defences and attacks");
  }

  /** Some images of the largest epsilon: clean, attacked, the change, and denoised. */
  private Figure images() {
    int most =
        arena.competition().tasks().stream().mapToInt(AttackTask::epsilon).max().orElseThrow();
    int batch = 0;
    while (arena.competition().tasks().get(batch).epsilon() < most) {
      batch++;
    }
    PixelBatch clean = arena.competition().tasks().get(batch).clean();
    PixelBatch attacked = arena.images(Attacks.MI_FGSM.title()).images().get(batch);
    List<String> columns = new ArrayList<>(List.of("clean", "MI-FGSM", "change x " + ENLARGED));
    List<PixelBatch> shown = new ArrayList<>(List.of(clean, attacked, change(clean, attacked)));
    for (Guidance guidance : Guidance.values()) {
      columns.add(guidance.name().toLowerCase(java.util.Locale.ROOT) + "-guided");
      shown.add(denoised(guidance, attacked));
    }
    int rows = Math.min(SHOWN, clean.size());
    return Tiles.of(
            java.util.stream.IntStream.range(0, rows).mapToObj(i -> "").toList(),
            columns,
            (row, column) -> picture(shown.get(column), row))
        .figure(
            "images",
            "Test images under MI-FGSM on the ResNet with an epsilon of "
                + most
                + " of 255 levels, what it added, and what the three denoisers make of it. Guided"
                + " by features or logits, a denoiser need not give the clean image back: it gives"
                + " what the network recognises.",
            "Rows of test images: clean, attacked, the change enlarged, and denoised");
  }

  private PixelBatch change(PixelBatch clean, PixelBatch attacked) {
    byte[] values = new byte[Math.toIntExact(clean.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      int shown = GREY + ENLARGED * (attacked.at(i) - clean.at(i));
      values[i] = (byte) Math.max(0, Math.min(PixelBatch.WHITE, shown));
    }
    return new PixelBatch(clean.shape(), values);
  }

  private PixelBatch denoised(Guidance guidance, PixelBatch images) {
    var denoiser = arena.defences().denoiser(guidance);
    try (Scope scope = trial.engine().inference()) {
      return PixelBatch.rounded(
          denoiser.forward(images.shares(trial.engine()), Mode.EVALUATE).mul(PixelBatch.WHITE));
    }
  }

  private static Picture picture(PixelBatch images, int i) {
    Shape shape = images.shape();
    Picture picture =
        new Picture(Shape.of(shape.dim(1), shape.dim(2), shape.dim(3)), images.image(i));
    int scale = Math.max(1, SHORTEST_SIDE / Math.min(shape.dim(2), shape.dim(3)));
    return Canvas.of(picture, scale).picture();
  }
}
