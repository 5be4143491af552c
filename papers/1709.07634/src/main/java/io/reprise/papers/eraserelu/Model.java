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
 *     {@code narrow ResNet-32} is one of half the width whose stages start at half the resolution
 */
record Model(String name) {
  private static final String NARROW = "narrow ResNet-";
  private static final String POST = "ResNet-";
  private static final String PRE = "Pre-Act ResNet-";
  private static final String RESNEXT = "ResNeXt-29 ";

  /** Of a variant. */
  static Model of(Settings settings) {
    return new Model(settings.text("model"));
  }

  static Model narrow(int depth) {
    return new Model(NARROW + depth);
  }

  static Model post(int depth) {
    return new Model(POST + depth);
  }

  static Model pre(int depth) {
    return new Model(PRE + depth);
  }

  static Model resNeXt(int cardinality) {
    return new Model(RESNEXT + cardinality + "x64d");
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
          PreActivationResNet.Design.basic(number(PRE), classes).withStyle(style);
      return at -> new PreActivationResNet(at, design);
    }
    ResNet.Design design = residual(classes).withStyle(style);
    return at -> new ResNet(at, design);
  }

  private ResNet.Design residual(int classes) {
    if (name.startsWith(NARROW)) {
      ResNet.Design wide = ResNet.Design.cifar(number(NARROW), classes);
      return new ResNet.Design(wide.blocks(), List.of(8, 16, 32), classes, false, false, false)
          .withStrides(List.of(2, 2, 2));
    }
    if (isResNeXt() && name.endsWith("x64d")) {
      String cardinality = name.substring(RESNEXT.length(), name.length() - "x64d".length());
      return ResNet.Design.cifarResNeXt(29, parse(cardinality), 64, classes);
    }
    return ResNet.Design.cifar(number(POST), classes);
  }

  private int number(String prefix) {
    return parse(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
  }

  private int parse(String number) {
    if (!number.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "model '"
              + name
              + "': expected ResNet-DEPTH, narrow ResNet-DEPTH, Pre-Act ResNet-DEPTH or ResNeXt-29"
              + " CARDINALITYx64d");
    }
    return Integer.parseInt(number);
  }

  /** Its ReLUs with and without those that a rule erases. */
  ErasedRelus count(EraseRelu rule, int classes) {
    return ErasedRelus.of(rule, style -> network(style, classes), Shape.of(3, 32, 32));
  }
}
