package io.reprise.baselines.translation;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * CycleGAN (arXiv 1703.10593) in the symbols of SAN's code (arXiv 1803.04108): {@code G_A} makes
 * images of domain A look like those of B, {@code G_B} the other way; {@code D_A} tells what {@code
 * G_A} made from images of B, {@code D_B} what {@code G_B} made from images of A. Adversarial
 * losses are least squares (arXiv 1611.04076).
 */
public final class CycleGan extends Module {
  private final Module generatorA;
  private final Module generatorB;
  private final Module discriminatorA;
  private final Module discriminatorB;

  /**
   * What the terms of the generators' loss count beside the adversarial ones.
   *
   * @param cycle of the mean absolute difference of an image that went to the other domain and back
   * @param identity of that of an image that is in the generator's target domain already
   */
  public record Weights(double cycle, double identity) {
    /** Of SAN's released configuration. */
    public static final Weights SAN = new Weights(10, 1);

    /** Checks the values. */
    public Weights {
      if (!(cycle >= 0 && identity >= 0)) {
        throw new IllegalArgumentException(
            "weights of cycle '" + cycle + "', identity '" + identity + "': expected at least 0");
      }
    }
  }

  /** Both domains' images of a step, {@code [N, C, H, W]}, and what is made of them in it. */
  public static final class Step {
    private final Tensor realA;
    private final Tensor realB;
    private Tensor likeB;
    private Tensor likeA;

    public Step(Tensor realA, Tensor realB) {
      this.realA = realA;
      this.realB = realB;
    }
  }

  /** Two generators and two discriminators, each pair of one kind. */
  public CycleGan(
      LayerContext at,
      Function<LayerContext, ? extends Module> generator,
      Function<LayerContext, ? extends Module> discriminator) {
    generatorA = child("generatorA", generator.apply(at.at("generatorA")));
    generatorB = child("generatorB", generator.apply(at.at("generatorB")));
    discriminatorA = child("discriminatorA", discriminator.apply(at.at("discriminatorA")));
    discriminatorB = child("discriminatorB", discriminator.apply(at.at("discriminatorB")));
  }

  /** Makes images look like domain B. */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return generatorA.forward(x, mode);
  }

  /** {@code G_A}, for its trained state. */
  public Module generatorA() {
    return generatorA;
  }

  /** {@code G_B}. */
  public Module generatorB() {
    return generatorB;
  }

  /** The parameters of some of the networks, such as {@code generator}, by their paths here. */
  Map<String, Tensor> parameters(String prefix) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    parameters()
        .forEach(
            (path, t) -> {
              if (path.startsWith(prefix)) {
                own.put(path, t);
              }
            });
    return own;
  }

  /**
   * The loss of both generators; makes the step's images.
   *
   * <pre>
   * (D_A(G_A(a)) - 1)^2 + (D_B(G_B(b)) - 1)^2
   *   + cycle (|G_B(G_A(a)) - a| + |G_A(G_B(b)) - b|) + identity (|G_A(b) - b| + |G_B(a) - a|)
   * </pre>
   *
   * each term a mean over all values.
   */
  public Tensor generatorLoss(Step step, Weights weights) {
    Tensor a = step.realA;
    Tensor b = step.realB;
    step.likeB = generatorA.forward(a, Mode.TRAIN);
    step.likeA = generatorB.forward(b, Mode.TRAIN);
    Tensor adversarial =
        towards(discriminatorA.forward(step.likeB, Mode.TRAIN), 1)
            .add(towards(discriminatorB.forward(step.likeA, Mode.TRAIN), 1));
    Tensor cycle =
        difference(generatorB.forward(step.likeB, Mode.TRAIN), a)
            .add(difference(generatorA.forward(step.likeA, Mode.TRAIN), b));
    Tensor loss = adversarial.add(cycle.mul(weights.cycle));
    if (weights.identity == 0) {
      return loss;
    }
    Tensor identity =
        difference(generatorA.forward(b, Mode.TRAIN), b)
            .add(difference(generatorB.forward(a, Mode.TRAIN), a));
    return loss.add(identity.mul(weights.identity));
  }

  /**
   * The loss of {@code D_A}: half of {@code (D_A(b) - 1)^2 + D_A(G_A(a))^2}, with the generated
   * images from a history.
   *
   * @throws IllegalStateException if the generators have not moved in this step
   */
  public Tensor lossOfDiscriminatorA(Step step, HistoryPool history) {
    return told(discriminatorA, step.realB, step.likeB, history);
  }

  /** The loss of {@code D_B}, likewise. */
  public Tensor lossOfDiscriminatorB(Step step, HistoryPool history) {
    return told(discriminatorB, step.realA, step.likeA, history);
  }

  private static Tensor told(Module judge, Tensor real, Tensor generated, HistoryPool history) {
    if (generated == null) {
      throw new IllegalStateException(
          "no generated images: expected the generators to move before the discriminators");
    }
    Tensor shown = history.exchange(generated);
    return towards(judge.forward(real, Mode.TRAIN), 1)
        .add(towards(judge.forward(shown, Mode.TRAIN), 0))
        .mul(0.5);
  }

  private static Tensor towards(Tensor judged, double target) {
    return judged.sub(target).square().mean();
  }

  private static Tensor difference(Tensor x, Tensor y) {
    return x.sub(y).abs().mean();
  }
}
