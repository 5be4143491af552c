package io.reprise.datasets.captions;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * BLEU, ROUGE-L and CIDEr-D of a set of videos, with the conventions of the COCO caption toolkit.
 * METEOR is not here: it needs the synonym and paraphrase tables of its authors' program.
 */
public final class CaptionMetrics {
  private static final double ROUGE_BETA = 1.2;
  private static final int CIDER_LENGTHS = 4;
  private static final double CIDER_SIGMA = 6;

  private CaptionMetrics() {}

  /**
   * BLEU of the whole set (Papineni et al., ACL 2002): the geometric mean of clipped precisions of
   * runs of 1 to {@code longest} words, times a penalty for brevity against the reference closest
   * in length, of equally close ones the shortest.
   *
   * @return from 0 to 1; 0 if there is no common run of some length
   */
  public static double bleu(List<Described> videos, int longest) {
    long candidateLength = 0;
    long referenceLength = 0;
    long[] common = new long[longest];
    long[] total = new long[longest];
    for (Described video : videos) {
      int length = video.candidate().size();
      candidateLength += length;
      referenceLength +=
          video.references().stream()
              .map(List::size)
              .min(
                  Comparator.<Integer>comparingInt(size -> Math.abs(size - length))
                      .thenComparingInt(size -> size))
              .orElseThrow();
      for (int n = 1; n <= longest; n++) {
        common[n - 1] += clippedMatches(video, n);
        total[n - 1] += Math.max(0, length - n + 1);
      }
    }
    double logarithms = 0;
    for (int n = 0; n < longest; n++) {
      if (common[n] == 0) {
        return 0;
      }
      logarithms += StrictMath.log((double) common[n] / total[n]);
    }
    double brevity = Math.min(0, 1 - (double) referenceLength / candidateLength);
    return StrictMath.exp(brevity + logarithms / longest);
  }

  private static long clippedMatches(Described video, int length) {
    Map<List<String>, Integer> most = new HashMap<>();
    for (List<String> reference : video.references()) {
      NGrams.counts(reference, length).forEach((gram, count) -> most.merge(gram, count, Math::max));
    }
    long matches = 0;
    for (Map.Entry<List<String>, Integer> gram :
        NGrams.counts(video.candidate(), length).entrySet()) {
      matches += Math.min(gram.getValue(), most.getOrDefault(gram.getKey(), 0));
    }
    return matches;
  }

  /**
   * ROUGE-L (Lin, 2004), the mean over videos: from the longest common subsequence, the best
   * precision and the best recall over the references, weighed with beta 1.2.
   *
   * @return from 0 to 1
   */
  public static double rougeL(List<Described> videos) {
    return videos.stream().mapToDouble(CaptionMetrics::rougeL).average().orElseThrow();
  }

  private static double rougeL(Described video) {
    double precision = 0;
    double recall = 0;
    for (List<String> reference : video.references()) {
      int common = commonSubsequence(video.candidate(), reference);
      if (common > 0) {
        precision = Math.max(precision, (double) common / video.candidate().size());
        recall = Math.max(recall, (double) common / reference.size());
      }
    }
    double weight = ROUGE_BETA * ROUGE_BETA;
    return precision == 0 ? 0 : (1 + weight) * precision * recall / (recall + weight * precision);
  }

  private static int commonSubsequence(List<String> a, List<String> b) {
    int[] lengths = new int[b.size() + 1];
    for (String word : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = lengths[j];
        lengths[j] = word.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
        diagonal = above;
      }
    }
    return lengths[b.size()];
  }

  /**
   * CIDEr-D (Vedantam et al., CVPR 2015), the mean over videos: 10 times the cosine of word runs
   * weighed by rarity among the references of these videos, clipped to the reference, with a
   * Gaussian penalty (sigma 6) on the difference of the lengths.
   *
   * @return from 0 to 10; 0 of a single video, as nothing is rare then
   */
  public static double ciderD(List<Described> videos) {
    Map<List<String>, Integer> videosWith = new HashMap<>();
    for (Described video : videos) {
      Set<List<String>> grams = new HashSet<>();
      for (List<String> reference : video.references()) {
        for (int n = 1; n <= CIDER_LENGTHS; n++) {
          grams.addAll(NGrams.counts(reference, n).keySet());
        }
      }
      grams.forEach(gram -> videosWith.merge(gram, 1, Integer::sum));
    }
    double sum = 0;
    for (Described video : videos) {
      for (List<String> reference : video.references()) {
        sum +=
            similarity(video.candidate(), reference, videosWith, videos.size())
                / video.references().size();
      }
    }
    return 10 * sum / videos.size();
  }

  private static double similarity(
      List<String> candidate,
      List<String> reference,
      Map<List<String>, Integer> videosWith,
      int videos) {
    double sum = 0;
    for (int n = 1; n <= CIDER_LENGTHS; n++) {
      Map<List<String>, Double> found = weights(candidate, n, videosWith, videos);
      Map<List<String>, Double> expected = weights(reference, n, videosWith, videos);
      double product = 0;
      for (Map.Entry<List<String>, Double> gram : found.entrySet()) {
        double weight = expected.getOrDefault(gram.getKey(), 0.0);
        product += Math.min(gram.getValue(), weight) * weight;
      }
      double norms = norm(found) * norm(expected);
      sum += norms > 0 ? product / norms : 0;
    }
    double difference = runsOfTwo(candidate) - runsOfTwo(reference);
    return sum
        / CIDER_LENGTHS
        * StrictMath.exp(-difference * difference / (2 * CIDER_SIGMA * CIDER_SIGMA));
  }

  /** What the toolkit takes for a sentence's length. */
  private static double runsOfTwo(List<String> sentence) {
    return Math.max(0, sentence.size() - 1);
  }

  private static Map<List<String>, Double> weights(
      List<String> sentence, int length, Map<List<String>, Integer> videosWith, int videos) {
    Map<List<String>, Double> weights = new LinkedHashMap<>();
    NGrams.counts(sentence, length)
        .forEach(
            (gram, count) ->
                weights.put(
                    gram,
                    count
                        * (StrictMath.log(videos)
                            - StrictMath.log(Math.max(1, videosWith.getOrDefault(gram, 0))))));
    return weights;
  }

  private static double norm(Map<List<String>, Double> weights) {
    return Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
  }
}
