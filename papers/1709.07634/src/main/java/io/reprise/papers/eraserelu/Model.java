package io.reprise.papers.eraserelu;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.EraseRelu;
import io.reprise.baselines.attention.ErasedRelus;
import io.reprise.experiment.Settings;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * A network that trials train, by its name in the tables.
 *
 * @param name for example {@code ResNet-56}, {@code Pre-Act ResNet-20} or {@code ResNeXt-29 8x64d};
 *     {@code ResNet-32w8} has stages of 8, 16 and 32 channels, half as many as usual, that start at
 *     half the resolution
 */
record Model(String name) {
  private static final String NARROW = "w8";
  private static final String POST = "ResNet-";
  private static final String PRE = "Pre-Act ResNet-";
  private static final String RESNEXT = "ResNeXt-29 ";
  private static final String WIDTH = "x64d";

  /** Of a variant. */
  static Model of(Settings settings) {
    return new Model(settings.text("model"));
  }

  static Model narrow(int depth) {
    return new Model(POST + depth + NARROW);
  }

  static Model post(int depth) {
    return new Model(POST + depth);
  }

  static Model pre(int depth) {
    return new Model(PRE + depth);
  }

  static Model resNeXt(int cardinality) {
    return new Model(RESNEXT + cardinality + WIDTH);
  }

  boolean isResNeXt() {
    return name.startsWith(RESNEXT);
  }

  /**
   * The network of a style.
   *
   * @throws IllegalArgumentException if there is no network of this name
   */
  Function<LayerContext, Module> network(Style style, int classes) {
    if (name.startsWith(PRE)) {
      PreActivationResNet.Design design =
          PreActivationResNet.Design.basic(number(PRE, ""), classes).withStyle(style);
      return at -> new PreActivationResNet(at, design);
    }
    ResNet.Design design = residual(classes).withStyle(style);
    return at -> new ResNet(at, design);
  }

  private ResNet.Design residual(int classes) {
    if (name.endsWith(NARROW)) {
      List<Integer> blocks = ResNet.Design.cifar(number(POST, NARROW), classes).blocks();
      return new ResNet.Design(blocks, List.of(8, 16, 32), classes, false, false, false)
          .withStrides(List.of(2, 2, 2));
    }
    return isResNeXt()
        ? ResNet.Design.cifarResNeXt(29, number(RESNEXT, WIDTH), 64, classes)
        : ResNet.Design.cifar(number(POST, ""), classes);
  }

  private int number(String prefix, String suffix) {
    boolean fits = name.startsWith(prefix) && name.endsWith(suffix);
    String number = fits ? name.substring(prefix.length(), name.length() - suffix.length()) : "";
    if (!number.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "model '"
              + name
              + "': expected ResNet-DEPTH, ResNet-DEPTHw8, Pre-Act ResNet-DEPTH or ResNeXt-29"
              + " CARDINALITYx64d");
    }
    return Integer.parseInt(number);
  }

  /** Its ReLUs with and without those that a rule erases. */
  ErasedRelus count(EraseRelu rule, int classes) {
    return ErasedRelus.of(rule, style -> network(style, classes), Shape.of(3, 32, 32));
  }
}
