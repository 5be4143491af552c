package io.reprise.papers.sk;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.BranchSum;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SelectiveKernel.Observer;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.SqueezeExcitation;
import java.util.List;

/**
 * A network that a variant trains: a ResNeXt with some kernels in place of its 3x3 convolutions.
 * The layers that two models share have the same paths, so trials of one seed start them alike.
 *
 * @param reduction of the squeezed channels, by selection and by SE
 * @param least squeezed channels of a selective kernel unit
 */
record Model(Body body, Kernels kernels, int reduction, int least) {
  /** What the kernels stand in. */
  enum Body {
    /** Two units, so that what 3x3 kernels see is about as large as the largest glyph. */
    GLYPHS("ResNeXt-8 (4x4d)"),
    /** One unit a stage. */
    SMALL("ResNeXt-11 (4x4d)"),
    CIFAR_16X32("ResNeXt-29 16x32d"),
    CIFAR_8X64("ResNeXt-29 8x64d"),
    CIFAR_16X64("ResNeXt-29 16x64d");

    private final String title;

    Body(String title) {
      this.title = title;
    }

    /** As in names of variants. */
    String title() {
      return title;
    }

    /** How many blocks its last stage has. */
    int unitsOfLastStage() {
      List<Integer> blocks = design(1).blocks();
      return blocks.get(blocks.size() - 1);
    }

    private ResNet.Design design(int classes) {
      return switch (this) {
        case GLYPHS -> narrow(List.of(16, 32), List.of(32, 64), List.of(2, 2), classes);
        case SMALL -> narrow(List.of(16, 32, 64), List.of(32, 64, 128), List.of(2, 2, 2), classes);
        case CIFAR_16X32 -> ResNet.Design.cifarResNeXt(29, 16, 32, classes);
        case CIFAR_8X64 -> ResNet.Design.cifarResNeXt(29, 8, 64, classes);
        case CIFAR_16X64 -> ResNet.Design.cifarResNeXt(29, 16, 64, classes);
      };
    }

    private static ResNet.Design narrow(
        List<Integer> widths, List<Integer> outWidths, List<Integer> strides, int classes) {
      return new ResNet.Design(
          widths.stream().map(w -> 1).toList(),
          widths,
          outWidths,
          strides,
          16,
          4,
          classes,
          true,
          false,
          true,
          List.of(),
          Style.attending(ChannelLayer.IDENTITY));
    }
  }

  /** The network for so many classes. */
  ResNet.Design design(int classes) {
    return design(classes, (block, pass) -> {});
  }

  /** The same, with its selective kernel units told to an observer. */
  ResNet.Design design(int classes, Observer observer) {
    Style style =
        switch (kernels.join()) {
          case SUM -> BranchSum.style(kernels.branches());
          case SUM_SE ->
              new Attending(
                  BranchSum.style(kernels.branches()),
                  SqueezeExcitation.reducing(reduction, false));
          case SELECT -> unit().style(observer);
        };
    return body.design(classes).withStyle(style);
  }

  /** Whether it has selective kernel units. */
  boolean selects() {
    return kernels.join() == Kernels.Join.SELECT;
  }

  /**
   * Its selective kernel unit.
   *
   * @throws IllegalArgumentException if it has none
   */
  SelectiveKernel.Design unit() {
    return new SelectiveKernel.Design(
        kernels.branches(), reduction, least, SelectiveKernel.Design.RELEASED);
  }

  /** A style with an attention module after every block's branch. */
  private record Attending(Style base, ChannelLayer module) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      return base.layer(at);
    }

    @Override
    public ChannelLayer activation(Position at) {
      return base.activation(at);
    }

    @Override
    public ChannelLayer attention(int block) {
      return module;
    }
  }
}
