package io.reprise.baselines;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks that joint architecture and recipe search found (FBNetV3, arXiv 2006.02049), as
 * designs of {@link MobileNetV2}. Each block stands as {@code
 * kernel,width,stride,repeats,expansion} with {@code S} for squeeze-excitation and {@code pN} for
 * another padding.
 */
public enum FbNetV3 {
  A0(
      224,
      12,
      5,
      "3,12,1,1,1;3,24,2,1,4;3,24,1,2,2;3,40,2,1,4,S;3,40,1,2,2,S;5,72,2,1,4;3,72,1,2,3;"
          + "3,104,1,1,4,S;5,104,1,3,3,S;3,176,2,1,4,S;3,176,1,3,4,S;3,208,1,1,5,S"),
  A(224, 16, 6, Blocks.A_AND_B),
  B(248, 16, 6, Blocks.A_AND_B),
  C(
      248,
      16,
      6,
      "3,16,1,2,1;5,24,2,1,5;3,24,1,4,3;5,48,2,1,5,S;5,48,1,4,2,S;5,88,2,1,4,p1;3,88,1,4,3;"
          + "3,120,1,1,4,S;5,120,1,5,3,S;5,216,2,1,5,S,p1;5,216,1,5,5,S;5,216,1,1,6,S"),
  D(
      248,
      24,
      6,
      "3,16,1,2,1;3,24,2,1,5;3,24,1,5,2;5,40,2,1,4,S;3,40,1,4,3,S;3,72,2,1,5;3,72,1,4,3;"
          + "3,128,1,1,5,S;5,128,1,6,3,S;3,208,2,1,6,S;5,208,1,5,5,S;5,240,1,1,6,S"),
  E(
      264,
      24,
      6,
      "3,16,1,3,1;5,24,2,1,4;5,24,1,4,2;5,48,2,1,4,S;5,48,1,4,3,S;5,80,2,1,5,p1;3,80,1,4,3;"
          + "3,128,1,1,5,S;5,128,1,7,3,S;3,216,2,1,6,S;5,216,1,5,5,S;5,240,1,1,6,S"),
  F(
      272,
      24,
      6,
      "3,24,1,3,1;5,32,2,1,4;5,32,1,4,2;5,56,2,1,4,S;5,56,1,4,3,S;5,88,2,1,5;3,88,1,4,3;"
          + "3,144,1,1,5,S;5,144,1,8,3,S;3,248,2,1,6,S,p0;5,248,1,6,5,S;5,272,1,1,6,S"),
  G(
      320,
      32,
      6,
      "3,24,1,3,1;5,40,2,1,4;5,40,1,4,2;5,56,2,1,4,S;5,56,1,4,3,S;5,104,2,1,5;3,104,1,4,3;"
          + "3,160,1,1,5,S;5,160,1,8,3,S;3,264,2,1,6,S;5,264,1,6,5,S;5,288,1,2,6,S");

  private static final int HIDDEN = 1984;

  private final int side;
  private final int stem;
  private final int headExpansion;
  private final String blocks;

  FbNetV3(int side, int stem, int headExpansion, String blocks) {
    this.side = side;
    this.stem = stem;
    this.headExpansion = headExpansion;
    this.blocks = blocks;
  }

  private static final class Blocks {
    static final String A_AND_B =
        "3,16,1,2,1;5,24,2,1,4;5,24,1,3,2;5,40,2,1,5,S;5,40,1,4,3,S;5,72,2,1,5,p1;3,72,1,4,3;"
            + "3,120,1,1,5,S;5,120,1,5,3,S;3,184,2,1,6,S,p0;5,184,1,5,4,S;5,224,1,1,6,S";
  }

  /** Side of the square input. */
  public int side() {
    return side;
  }

  /** The network, for 1,000 classes. */
  public MobileNetV2.Design design() {
    List<InvertedResidual.Design> all = new ArrayList<>();
    int in = stem;
    for (String block : blocks.split(";", -1)) {
      List<String> fields = List.of(block.split(",", -1));
      int kernel = Integer.parseInt(fields.get(0));
      int out = Integer.parseInt(fields.get(1));
      int repeats = Integer.parseInt(fields.get(3));
      int expansion = Integer.parseInt(fields.get(4));
      int padding =
          fields.stream()
              .filter(f -> f.startsWith("p"))
              .mapToInt(f -> Integer.parseInt(f.substring(1)))
              .findFirst()
              .orElse(kernel / 2);
      for (int i = 0; i < repeats; i++) {
        int middle = rounded(in * expansion);
        int stride = i == 0 ? Integer.parseInt(fields.get(2)) : 1;
        ChannelLayer attention =
            fields.contains("S") ? attention(expansion) : ChannelLayer.IDENTITY;
        all.add(
            new InvertedResidual.Design(
                middle, out, kernel, stride, padding, middle != in, attention));
        in = out;
      }
    }
    return new MobileNetV2.Design(
        stem, 2, all, headExpansion * in, HIDDEN, ChannelLayer.HARD_SWISH, 0.2, 1000);
  }

  private static ChannelLayer attention(int expansion) {
    return (at, channels) ->
        new SqueezeExcitation(
            at,
            channels,
            rounded((int) (channels * 0.25 / expansion)),
            true,
            Tensor::hardSwish,
            Tensor::hardSigmoid);
  }

  /** The nearest multiple of 8, not more than a twentieth smaller. */
  private static int rounded(int width) {
    int r = Math.max(8, (width + 4) / 8 * 8);
    return r < 0.95 * width ? r + 8 : r;
  }
}
