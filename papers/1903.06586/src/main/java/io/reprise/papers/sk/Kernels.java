package io.reprise.papers.sk;

import io.reprise.baselines.attention.SelectiveKernel.Branch;
import java.util.List;

/** Which kernels stand in place of a bottleneck's 3x3 convolution, and how they are joined. */
enum Kernels {
  K3("K3", Join.SUM),
  K5("K5", Join.SUM),
  K3_K5_SUM("K3+K5 summed", Join.SUM),
  K3_K5_SELECT("K3+K5 selected", Join.SELECT),
  K3_K1_SELECT("K3+K1 selected", Join.SELECT),
  K3_SE("K3 with SE", Join.SUM_SE);

  /** What is done with the branches' maps. */
  enum Join {
    /** Their sum; that of one branch is the branch. */
    SUM,
    /** The sum, with squeeze and excitation after the block's branch. */
    SUM_SE,
    /** A selective kernel unit. */
    SELECT
  }

  private final String title;
  private final Join join;

  Kernels(String title, Join join) {
    this.title = title;
    this.join = join;
  }

  /** As in names of variants. */
  String title() {
    return title;
  }

  Join join() {
    return join;
  }

  /**
   * In the groups of the convolution they stand for. A 5x5 kernel is a 3x3 one with dilation 2, as
   * in the paper.
   */
  List<Branch> branches() {
    Branch three = new Branch(3, 1, 0);
    return switch (this) {
      case K3, K3_SE -> List.of(three);
      case K5 -> List.of(new Branch(3, 2, 0));
      case K3_K5_SUM, K3_K5_SELECT -> List.of(three, new Branch(3, 2, 0));
      case K3_K1_SELECT -> List.of(three, new Branch(1, 1, 0));
    };
  }
}
