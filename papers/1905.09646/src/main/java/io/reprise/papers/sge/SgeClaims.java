package io.reprise.papers.sge;

import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sge.Protocol.Data;
import io.reprise.papers.sge.Protocol.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SgeClaims {
  /** Single precision. */
  private static final double ROUNDING = 1e-5;

  /** What epsilon beside the standard deviation may change. */
  private static final double EPSILON = 1e-3;

  private static final double DOUBLE_ROUNDING = 1e-9;
  private static final double STEP_ERROR = 1e-4;

  /** How many points worse still counts as on a par. */
  private static final double ON_A_PAR = 0.5;

  /** What is compared of a module's designs. */
  private enum Form {
    PUBLISHED,
    FROM_ONE,
    NOT_STANDARDISED;

    SpatialGroupEnhance.Design of(SpatialGroupEnhance.Design published) {
      return switch (this) {
        case PUBLISHED -> published;
        case FROM_ONE -> published.startingAt(1, 1);
        case NOT_STANDARDISED -> published.withoutStandardization();
      };
    }
  }

  private SgeClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "overhead",
            "SGE adds 2 parameters a group and block, 2,048 to ResNet-50 and 4,224 to ResNet-101,"
                + " less than a thousandth of what SE adds.",
            new Criterion.Exact("exactly 128 parameters a block", SgeClaims::overhead)),
        new Claim(
            "printed-costs",
            "Parameters and GFLOPs of plain, SE, SK and SGE classifiers have the printed digits.",
            printedCosts("Classification", Set.of("plain", "SE", "SK", "SGE"))),
        new Claim(
            "printed-costs-quoted",
            "Those of BAM and CBAM, which the tables quote, have the printed digits.",
            printedCosts("Classification", Set.of("BAM", "CBAM"))),
        new Claim(
            "printed-costs-backbones",
            "Parameters and GFLOPs of the detectors' backbones have the printed digits.",
            printedCosts("Detection", Set.of("plain", "SE", "SGE"))),
        new Claim(
            "starts-as-a-constant",
            "At the start the output is sigmoid(1) times the input, whatever the maps.",
            Criterion.Exact.atMost(Identities.INITIAL_OUTPUT, ROUNDING)),
        new Claim(
            "standardised",
            "The standardised map of a group has mean 0 and standard deviation 1.",
            Criterion.Exact.atMost(Identities.MAP_MOMENTS, EPSILON)),
        new Claim(
            "scale-invariant",
            "The map does not change when the features of a group are scaled.",
            Criterion.Exact.atMost(Identities.SCALED_FEATURES, EPSILON)),
        new Claim(
            "gradient-formula",
            "The engine's gradient is that of the formulas of forward and backward pass.",
            Criterion.Exact.atMost(Identities.GRADIENT_FORMULA, DOUBLE_ROUNDING)),
        new Claim(
            "gradient-finite-differences",
            "The engine's gradient equals central differences in double precision.",
            Criterion.Exact.atMost(Identities.FINITE_DIFFERENCE, STEP_ERROR)),
        new Claim(
            "beats-plain",
            "SGE, with gamma 0 at the start, is more accurate than the plain network.",
            accuracy(Module.SGE, Form.PUBLISHED, Module.PLAIN, Form.PUBLISHED, 0)),
        new Claim(
            "beats-plain-from-one",
            "SGE with gamma 1 at the start is more accurate than the plain network.",
            accuracy(Module.SGE, Form.FROM_ONE, Module.PLAIN, Form.PUBLISHED, 0)),
        new Claim(
            "on-a-par-with-se",
            "SGE is at least as accurate as SE, half a point given.",
            accuracy(Module.SGE, Form.PUBLISHED, Module.SE, Form.PUBLISHED, -ON_A_PAR)),
        new Claim(
            "standardisation-matters",
            "Without standardisation SGE is less accurate.",
            accuracy(Module.SGE, Form.PUBLISHED, Module.SGE, Form.NOT_STANDARDISED, 0)),
        new Claim(
            "gamma-zero-is-no-worse",
            "Gamma 0 at the start is at least as accurate as gamma 1, half a point given.",
            accuracy(Module.SGE, Form.PUBLISHED, Module.SGE, Form.FROM_ONE, -ON_A_PAR)),
        new Claim(
            "deeper",
            "SGE is more accurate than plain ResNet-101 too, and on a par with SE there.",
            new Criterion.AllOf(
                List.of(
                    at101(Module.SGE, Module.PLAIN, 0), at101(Module.SGE, Module.SE, -ON_A_PAR)))),
        new Claim(
            "attends-to-the-object",
            "After training the last block's attention is higher on the object than beside it.",
            new Criterion.AllOf(List.of(onObject(Form.PUBLISHED), onObject(Form.FROM_ONE)))),
        new Claim(
            "spreads-lengths",
            "The lengths of vectors vary more after SGE than before, by their mean.",
            Criterion.Superiority.of(
                SpatialGroupwiseEnhance.SPREAD_GAIN,
                0,
                scale -> Contrast.of(onPictures(scale, Module.SGE, Form.PUBLISHED)))));
  }

  private static String onPictures(Scale scale, Module module, Form form) {
    return Protocol.name(
        Data.PICTURES,
        scale == Scale.PAPER ? 50 : Protocol.DEPTH,
        module,
        form.of(Protocol.published(scale)));
  }

  private static String onClutter(Module module, Form form) {
    SpatialGroupEnhance.Design design = SpatialGroupEnhance.Design.of(Protocol.FEW_GROUPS);
    return Protocol.name(Data.CLUTTER, Protocol.DEPTH, module, form.of(design));
  }

  /** On pictures and on clutter. */
  private static Criterion accuracy(
      Module module, Form form, Module other, Form otherForm, double margin) {
    return new Criterion.AllOf(
        List.of(
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY,
                margin,
                scale ->
                    Contrast.of(
                        onPictures(scale, module, form), onPictures(scale, other, otherForm))),
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY,
                margin,
                scale -> Contrast.of(onClutter(module, form), onClutter(other, otherForm)))));
  }

  private static Criterion.Superiority at101(Module module, Module other, double margin) {
    SpatialGroupEnhance.Design design = SpatialGroupEnhance.Design.of(Protocol.GROUPS);
    return new Criterion.Superiority(
        Metric.TOP1_ACCURACY,
        Map.of(
            Scale.PAPER,
            Contrast.of(
                Protocol.name(Data.PICTURES, 101, module, design),
                Protocol.name(Data.PICTURES, 101, other, design))),
        margin);
  }

  private static Criterion.Superiority onObject(Form form) {
    return Criterion.Superiority.of(
        SpatialGroupwiseEnhance.LAST_CONTRAST,
        0,
        scale -> Contrast.of(onClutter(Module.SGE, form)));
  }

  private static Criterion printedCosts(String table, Set<String> methods) {
    return Criterion.Exact.printed(
        new SpatialGroupwiseEnhance(),
        r ->
            (r.metric().equals("params") || r.metric().equals("flops"))
                && r.table().equals(table)
                && methods.contains(r.method()));
  }

  private static Finding overhead(Evidence evidence) {
    List<String> words = new ArrayList<>();
    boolean all = true;
    for (Map.Entry<Integer, Integer> blocks : new TreeMap<>(Map.of(50, 16, 101, 33)).entrySet()) {
      String network = "ResNet-" + blocks.getKey();
      double plain = evidence.cost(network, "baseline").params();
      double sge = evidence.cost(network, "SGE").params() - plain;
      double se = evidence.cost(network, "SE").params() - plain;
      all &= sge == 2.0 * Protocol.GROUPS * blocks.getValue() && sge < se / 1000;
      words.add(
          String.format(
              Locale.ROOT,
              "%s: SGE adds %,.0f (%.4f%%), SE %,.0f (%.2f%%)",
              network,
              sge,
              100 * sge / plain,
              se,
              100 * se / plain));
    }
    return new Finding(all ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED, String.join("; ", words));
  }
}
