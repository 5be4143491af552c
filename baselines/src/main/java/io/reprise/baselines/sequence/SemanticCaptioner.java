package io.reprise.baselines.sequence;

import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A caption LSTM whose gates are modulated by a video's tags and features (arXiv 1909.00121, after
 * arXiv 1611.08002), choosing the likeliest word at each step. {@code [N, features + tags]} to
 * logits {@code [N, words, vocabulary]}. Word vectors are not trained.
 */
public final class SemanticCaptioner extends Module {
  private static final int GATES = 4;

  private final Design design;
  private final Tensor wordVectors;
  private final Tensor outputFactor;
  private final Tensor outputBias;
  private final Tensor firstWord;
  private final Tensor bias;
  private final Path words;
  private final Path features;
  private final Path states;

  /**
   * Which captioner.
   *
   * @param features numbers of a video
   * @param factors inner width of a gate's factorised weight
   * @param words steps of a caption
   */
  public record Design(
      int features, int tags, int wordVector, int factors, int hidden, int vocabulary, int words) {
    /** Checks the values. */
    public Design {
      for (int v : new int[] {features, tags, wordVector, factors, hidden, vocabulary, words}) {
        if (v < 1) {
          throw new IllegalArgumentException(
              "captioner: " + v + ": expected all numbers to be at least 1");
        }
      }
    }
  }

  /**
   * What is computed once for a video, for all four gates.
   *
   * @param first the input of the first step
   * @param byFeatures what the features add to the gates, {@code [gates, N, hidden]}
   * @param byWord factors of the word, {@code [N, gates * factors]}
   * @param byState factors of the state
   */
  public record Encoded(Tensor first, Tensor byFeatures, Tensor byWord, Tensor byState) {}

  public SemanticCaptioner(LayerContext at, Design design) {
    this.design = design;
    Shape vectors = Shape.of(design.vocabulary, design.wordVector);
    wordVectors =
        buffer(
            "wordVectors",
            at.parameter("wordVectors", vectors, Initializer.normal(0, 1)).stopGradient());
    words = new Path(at, "word", design.wordVector);
    features = new Path(at, "feature", design.features);
    states = new Path(at, "state", design.hidden);
    bias = weight(at, "bias", Shape.of(GATES, 1, design.hidden), Initializer.constant(0));
    firstWord = weight(at, "firstWord", Shape.of(design.wordVector, design.features));
    outputFactor = weight(at, "outputFactor", Shape.of(design.wordVector, design.hidden));
    outputBias = weight(at, "outputBias", Shape.of(design.vocabulary), Initializer.constant(0));
  }

  private Tensor weight(LayerContext at, String name, Shape shape) {
    return weight(at, name, shape, Initializer.xavierNormal());
  }

  private Tensor weight(LayerContext at, String name, Shape shape, Initializer initializer) {
    return parameter(name, at.parameter(name, shape, initializer));
  }

  /** The three factors of the gates' weights for one input, modulated by the tags. */
  private final class Path {
    private final Tensor input;
    private final Tensor tag;
    private final Tensor output;

    Path(LayerContext at, String name, int in) {
      int wide = GATES * design.factors;
      input = weight(at, name + "Input", Shape.of(wide, in));
      tag = weight(at, name + "Tag", Shape.of(wide, design.tags));
      output = weight(at, name + "Output", Shape.of(GATES, design.factors, design.hidden));
    }

    /** {@code [N, gates * factors]} of the tags. */
    Tensor modulation(Tensor tags) {
      return tags.linear(tag, null);
    }

    /** {@code [gates, N, hidden]} of an input. */
    Tensor apply(Tensor x, Tensor modulation) {
      Tensor factors = x.linear(input, null).mul(modulation);
      return factors
          .reshape(x.shape().dim(0), GATES, design.factors)
          .permute(1, 0, 2)
          .matmul(output);
    }
  }

  /** What a video gives the gates, from {@code [N, features + tags]}. */
  public Encoded encode(Tensor x) {
    Tensor video = x.slice(1, 0, design.features);
    Tensor tags = x.slice(1, design.features, design.features + design.tags);
    return new Encoded(
        video.linear(firstWord, null),
        features.apply(video, features.modulation(tags)).add(bias),
        words.modulation(tags),
        states.modulation(tags));
  }

  /** {@code [vocabulary, hidden]}: fixed while nothing is trained, so worth keeping then. */
  public Tensor outputWeight() {
    return wordVectors.matmul(outputFactor);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return caption(encode(x), outputWeight());
  }

  /** Logits {@code [N, words, vocabulary]}, with output weights that were computed before. */
  public Tensor caption(Encoded video, Tensor outputWeight) {
    Tensor word = video.first;
    Tensor state = word.engine().full(0, Shape.of(word.shape().dim(0), design.hidden));
    Tensor memory = state;
    List<Tensor> logits = new ArrayList<>();
    for (int t = 0; t < design.words; t++) {
      Tensor gates =
          words
              .apply(word, video.byWord)
              .add(states.apply(state, video.byState))
              .add(video.byFeatures);
      Tensor kept = gate(gates, 1).sigmoid().mul(memory);
      memory = kept.add(gate(gates, 0).sigmoid().mul(gate(gates, 3).tanh()));
      state = gate(gates, 2).sigmoid().mul(memory.tanh());
      Tensor scores = state.linear(outputWeight, outputBias);
      logits.add(scores);
      word = wordVectors.embedding(scores.argMax(1));
    }
    return logits.get(0).stack(1, logits.subList(1, logits.size()).toArray(new Tensor[0]));
  }

  /** Input, forget, output, candidate. */
  private static Tensor gate(Tensor gates, int number) {
    return gates.slice(0, number, number + 1).squeeze(0);
  }
}
