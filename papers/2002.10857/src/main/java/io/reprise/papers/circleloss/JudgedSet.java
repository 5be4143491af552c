package io.reprise.papers.circleloss;

import io.reprise.datasets.Similarity;
import io.reprise.datasets.faces.PairFolds;
import io.reprise.datasets.faces.VerificationScores;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.reidentification.RetrievalAccuracy;
import io.reprise.datasets.reidentification.RetrievalAccuracy.Judgement;
import io.reprise.experiment.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A task's data, and how embeddings of its test pictures are judged. */
final class JudgedSet {
  private static final int RANKS = 8;
  private static final double FALSE_ACCEPT_RATE = 0.01;

  private final OpenSet set;
  private final int queries;
  private final Judgement judgement;
  private final Optional<PairFolds> folds;
  private final Function<Similarity, VerificationScores> pairs;

  private JudgedSet(
      OpenSet set,
      int queries,
      Judgement judgement,
      Optional<PairFolds> folds,
      Function<Similarity, VerificationScores> pairs) {
    this.set = set;
    this.queries = queries;
    this.judgement = judgement;
    this.folds = folds;
    this.pairs = pairs;
  }

  /** Each test picture is asked for among all others. */
  static JudgedSet leaveOneOut(OpenSet set) {
    return verified(set, Optional.empty(), similarity -> null);
  }

  /**
   * The same, and verification.
   *
   * @param folds of pairs, for the accuracy
   * @param pairs the similarities for TAR at a FAR
   */
  static JudgedSet verified(
      OpenSet set, PairFolds folds, Function<Similarity, VerificationScores> pairs) {
    return verified(set, Optional.of(folds), pairs);
  }

  private static JudgedSet verified(
      OpenSet set, Optional<PairFolds> folds, Function<Similarity, VerificationScores> pairs) {
    Judgement judgement = Judgement.leaveOneOut(set.testLabels());
    return new JudgedSet(set, 0, judgement, folds, pairs);
  }

  /**
   * The first test pictures are asked for among all others.
   *
   * @param queries how many, at least 1
   */
  static JudgedSet queried(OpenSet set, int queries, Judgement judgement) {
    return new JudgedSet(set, queries, judgement, Optional.empty(), similarity -> null);
  }

  OpenSet set() {
    return set;
  }

  /** How many pictures are asked for. */
  int queries() {
    return queries == 0 ? set.test().size() : queries;
  }

  /** The number of an item of the gallery among the test pictures. */
  int pictureOf(int item) {
    return queries + item;
  }

  /** What an item of the gallery is to a query. */
  RetrievalAccuracy.Answer answer(int query, int item) {
    return judgement.of(query, item);
  }

  /** Cosines of the queries with the gallery. */
  Similarity similarity(float[][] embeddings) {
    return Similarity.cosine(
        Arrays.copyOf(embeddings, queries()),
        Arrays.copyOfRange(embeddings, queries, embeddings.length));
  }

  /** All numbers that the task is judged by, in percent. */
  Map<Metric, Double> judge(float[][] embeddings) {
    Similarity similarity = similarity(embeddings);
    RetrievalAccuracy ranked =
        RetrievalAccuracy.of(queries(), embeddings.length - queries, judgement, similarity, RANKS);
    Map<Metric, Double> all = new LinkedHashMap<>();
    all.put(Metrics.MAP, 100 * ranked.meanAveragePrecision());
    if (queries > 0) {
      all.put(Metrics.RANK_1, 100 * ranked.rank(1));
    } else {
      for (int i = 0; i < Metrics.RECALLED.size(); i++) {
        all.put(Metrics.RECALL.get(i), 100 * ranked.rank(Metrics.RECALLED.get(i)));
      }
    }
    folds.ifPresent(
        f -> {
          all.put(Metrics.ACCURACY, 100 * f.evaluate(similarity).mean());
          all.put(Metrics.TAR, 100 * pairs.apply(similarity).trueAcceptRate(FALSE_ACCEPT_RATE));
        });
    return all;
  }

  /** The items that count for a query, the most similar first. */
  List<Integer> ranking(int query, Similarity similarity, int most) {
    float[] scores = similarity.toGallery(query);
    return IntStream.range(0, scores.length)
        .filter(g -> answer(query, g) != RetrievalAccuracy.Answer.DROPPED)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[b], scores[a]))
        .limit(most)
        .toList();
  }
}
