package io.reprise.papers.sk;

import io.reprise.baselines.costs.SkNetworks;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.glyphs.ScaledGlyphs;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.ImageData;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Selective kernels (arXiv 1903.06586) against a single kernel, the sum of kernels, and squeeze and
 * excitation.
 */
public final class SelectiveKernels implements Experiment<SkData> {
  private static final Seed DATA = new Seed(1903_06586L);
  private static final ImageData IMAGES =
      new ImageData(new ImageData.Sizes(128, 100), new ImageData.Sizes(2400, 2000), DATA);
  private static final ImageData.Sizes SMOKE_GLYPHS = new ImageData.Sizes(128, 96);
  private static final ImageData.Sizes QUICK_GLYPHS = new ImageData.Sizes(3600, 1500);

  /** By name and setting; selection beside the same kernels summed, SE, and neither. */
  private static final List<String> TIMED =
      List.of(
          "ResNeXt-50, 32x4d",
          "SENet-50, ResNeXt-50",
          "SKNet-50, SK[2,32,16]",
          "SKNet-50, K3+K5 summed");

  @Override
  public Paper paper() {
    return new Paper(
        "1903.06586", "Selective Kernel Networks", "CVPR 2019", "https://github.com/implus/SKNet");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new SkNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    List<String> names = scale == Scale.SMOKE ? List.of("SKNet-26, SK[2,32,16]") : TIMED;
    return networks().stream().filter(n -> names.contains(n.name() + ", " + n.setting())).toList();
  }

  @Override
  public SkData data(Scale scale, Path root) throws IOException {
    ImageData.Sizes glyphs = scale == Scale.SMOKE ? SMOKE_GLYPHS : QUICK_GLYPHS;
    return new SkData(
        IMAGES.cifar(scale, root),
        scale == Scale.PAPER
            ? Optional.empty()
            : Optional.of(
                ScaledGlyphs.generate(glyphs.train(), glyphs.test(), DATA.named("glyphs"))));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public Dataset dataOf(Variant variant, SkData data) {
    Protocol.Source source = Protocol.source(variant.settings());
    return source == Protocol.Source.GLYPHS ? data.requireGlyphs() : data.of(source);
  }

  @Override
  public List<Metric> metrics() {
    return SkMetrics.all();
  }

  @Override
  public Measurements run(Variant variant, Trial<SkData> trial) {
    return new SkTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return SkClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return SkTables.reproduce(row, evidence);
  }
}
