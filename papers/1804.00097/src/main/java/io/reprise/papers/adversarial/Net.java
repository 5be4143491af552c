package io.reprise.papers.adversarial;

import io.reprise.baselines.InceptionV3;
import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import java.util.List;

/**
 * The networks. Attackers know the first three; the others learn from other images, and no attack
 * sees them.
 */
enum Net {
  /** Attacked, and behind most defences. */
  RESIDUAL("ResNet", true),
  PLAIN("VGG", true),
  INCEPTION("Inception", true),
  /** What attacks must transfer to. */
  UNSEEN("unseen net", false),
  /** The same as the unseen one, trained on adversarial images too. */
  RESISTANT("unseen net", false);

  private final String title;
  private final boolean source;

  Net(String title, boolean source) {
    this.title = title;
    this.source = source;
  }

  String title() {
    return title;
  }

  /** Whether it is known to attackers, and learns from the first half of the training images. */
  boolean source() {
    return source;
  }

  /** From which stream its initial weights are drawn: both unseen networks begin alike. */
  String weights() {
    return source ? name() : UNSEEN.name();
  }

  /**
   * The network for images that are standardised.
   *
   * @param large for ImageNet, else for images of 32 pixels
   */
  Module build(LayerContext at, int classes, boolean large) {
    return switch (this) {
      case RESIDUAL -> new ResNet(at, residual(classes, large));
      case PLAIN -> new Vgg(at, plain(classes, large));
      case INCEPTION ->
          large
              ? new InceptionV3(at, new InceptionV3.Design(16, classes))
              : new SmallInception(at, classes);
      case UNSEEN, RESISTANT ->
          large
              ? new ResNet(at, ResNet.Design.imageNet(101).withClasses(classes))
              : new PreActivationResNet(at, preActivation(classes));
    };
  }

  private static ResNet.Design residual(int classes, boolean large) {
    return large
        ? ResNet.Design.imageNet(50).withClasses(classes)
        : ResNet.Design.cifar(8, classes).withProjection(true).withStrides(List.of(2, 2, 2));
  }

  /** At full size it has one linear layer, as the CIFAR networks have. */
  private static Vgg.Design plain(int classes, boolean large) {
    if (large) {
      return Vgg.Design.cifar(16, classes, UniformStyle.BIASED);
    }
    return new Vgg.Design(
        List.of(16, Vgg.POOL, 32, Vgg.POOL, 64),
        1,
        List.of(),
        false,
        0,
        classes,
        UniformStyle.STANDARD);
  }

  private static PreActivationResNet.Design preActivation(int classes) {
    return new PreActivationResNet.Design(
        16,
        2,
        List.of(1, 1, 1),
        List.of(16, 32, 64),
        classes,
        false,
        true,
        false,
        UniformStyle.STANDARD);
  }
}
