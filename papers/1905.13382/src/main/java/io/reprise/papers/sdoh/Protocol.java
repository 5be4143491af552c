package io.reprise.papers.sdoh;

import io.reprise.baselines.hashing.AdaptiveHash;
import io.reprise.baselines.hashing.BalancedSimilarityHash;
import io.reprise.baselines.hashing.BalancedSimilarityHash.Form;
import io.reprise.baselines.hashing.CentredUnitLength;
import io.reprise.baselines.hashing.HadamardCodebookHash;
import io.reprise.baselines.hashing.MutualInformationHash;
import io.reprise.baselines.hashing.OnlineHash;
import io.reprise.baselines.hashing.OutputCodeHash;
import io.reprise.baselines.hashing.RandomHash;
import io.reprise.baselines.hashing.SimilarityDistributionHash;
import io.reprise.baselines.hashing.SketchHash;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Variant;
import io.reprise.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The variants of each scale: a method with its settings on features of some source. */
final class Protocol {
  /** Where features come from. */
  enum Source {
    /** A network of the suite, trained in the run on other images of the set. */
    NETWORK("network features"),
    /** Procedural: 50 classes of 64 values. */
    SPHERE("classes on a sphere"),
    MNIST("MNIST pixels"),
    /** Read from files. */
    CIFAR("CIFAR-10 fc7"),
    /** Read from files. */
    PLACES("Places205 fc7");

    private final String title;

    Source(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    /** As in {@code reported.csv}. */
    String dataset() {
      return switch (this) {
        case CIFAR -> "CIFAR-10";
        case PLACES -> "Places205";
        default -> title;
      };
    }
  }

  /** What learns. */
  enum Method {
    LSH("LSH"),
    SKETCH("SketchHash"),
    OSH("OSH"),
    OSH_BOOSTED("OSH boosted"),
    ADAPT("AdaptHash"),
    MIHASH("MIHash"),
    HCOH("HCOH"),
    BSODH("BSODH"),
    /** With the step of its objective, not the one of the released code. */
    BSODH_OBJECTIVE("BSODH, step of the objective"),
    SDOH("SDOH"),
    /** Sees features as the baselines do. */
    SDOH_UNIT("SDOH unit length"),
    SDOH_SIGMA_3("SDOH sigma 0.3"),
    SDOH_SIGMA_10("SDOH sigma 1"),
    SDOH_RAW("SDOH raw S"),
    SDOH_SCALED("SDOH scaled"),
    /** Scaled, with the gradient of the released code. */
    SDOH_SCALED_RELEASED("SDOH scaled, released gradient"),
    /** With the rate of the released code. */
    SDOH_SLOW("SDOH rate 0.05"),
    SDOH_SLOW_SCALED("SDOH rate 0.05 scaled");

    private final String title;

    Method(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    /** Whether it is a form of the paper's method. */
    boolean distribution() {
      return name().startsWith("SDOH");
    }
  }

  private static final int BITS = 32;

  private static final List<Method> COMPARED =
      List.of(
          Method.LSH,
          Method.SKETCH,
          Method.OSH,
          Method.ADAPT,
          Method.MIHASH,
          Method.HCOH,
          Method.BSODH,
          Method.SDOH);

  /** Those that claims need on every source. */
  private static final List<Method> ABLATED =
      List.of(
          Method.SDOH_UNIT,
          Method.SDOH_RAW,
          Method.SDOH_SCALED,
          Method.SDOH_SLOW,
          Method.SDOH_SLOW_SCALED);

  private static final List<Method> FURTHER =
      List.of(
          Method.OSH_BOOSTED,
          Method.BSODH_OBJECTIVE,
          Method.SDOH_SIGMA_3,
          Method.SDOH_SIGMA_10,
          Method.SDOH_SCALED_RELEASED);

  private static final List<Method> ON_UNSEEN = List.of(Method.LSH, Method.HCOH, Method.SDOH);

  private Protocol() {}

  /** The sources on which claims are judged at a scale: at scale paper without feature files. */
  static List<Source> judged(Scale scale) {
    return scale == Scale.PAPER ? List.of(Source.MNIST) : List.of(Source.NETWORK, Source.SPHERE);
  }

  static List<Variant> variants(Scale scale) {
    List<Variant> all = new ArrayList<>();
    List<Source> sources =
        scale == Scale.PAPER ? List.of(Source.MNIST, Source.CIFAR, Source.PLACES) : judged(scale);
    for (Source source : sources) {
      if (scale == Scale.SMOKE && source == Source.NETWORK) {
        // The methods run on the other source; here it is the network and its features.
        ON_UNSEEN.forEach(m -> all.add(variant(scale, m, source, bits(scale), false)));
        all.add(variant(scale, Method.SDOH, source, bits(scale), true));
        continue;
      }
      COMPARED.forEach(m -> all.add(variant(scale, m, source, bits(scale), false)));
      ABLATED.forEach(m -> all.add(variant(scale, m, source, bits(scale), false)));
      if (source == Source.SPHERE || source == Source.MNIST) {
        FURTHER.forEach(m -> all.add(variant(scale, m, source, bits(scale), false)));
      }
      ON_UNSEEN.forEach(m -> all.add(variant(scale, m, source, bits(scale), true)));
      if (scale == Scale.PAPER) {
        COMPARED.forEach(m -> all.add(variant(scale, m, source, 2 * BITS, false)));
      }
    }
    return all;
  }

  private static int bits(Scale scale) {
    return scale == Scale.SMOKE ? 8 : BITS;
  }

  /** The name of a variant with the codes on which claims are judged. */
  static String name(Method method, Source source, boolean unseen) {
    return method.title + ", " + source.title + (unseen ? ", unseen classes" : "");
  }

  private static Variant variant(
      Scale scale, Method method, Source source, int bits, boolean unseen) {
    boolean longer = bits > BITS;
    return new Variant(
        name(method, source, unseen) + (longer ? ", " + bits + " bits" : ""),
        method.title,
        "linear hash",
        source.title + ", " + bits + " bits" + (unseen ? ", unseen classes" : ""),
        method(settings(scale, source).with("bits", bits).with("unseen", unseen), method, source));
  }

  private static Settings settings(Scale scale, Source source) {
    Settings s = Settings.none().with("source", source.name());
    return switch (scale) {
      case SMOKE -> network(s.with("batch", 50).with("stream", 100), source, 100, 1);
      case QUICK -> network(s.with("batch", 250).with("stream", 2000), source, 4000, 10);
      case PAPER ->
          source == Source.PLACES
              ? s.with("batch", 2000).with("stream", 100_000).with("queries", 20)
              : s.with("batch", 2000).with("stream", 20_000).with("queries", 100);
    };
  }

  /** How the network is trained that features come from. */
  private static Settings network(Settings s, Source source, int images, int epochs) {
    return source != Source.NETWORK
        ? s
        : s.with("networkImages", images)
            .with("networkEpochs", epochs)
            .with("networkBatch", 64)
            .with("networkRate", 0.002);
  }

  private static Settings method(Settings settings, Method method, Source source) {
    Settings s = settings.with("method", method.name());
    boolean places = source == Source.PLACES;
    return switch (method) {
      case LSH -> s;
      case SKETCH -> s.with("sketch", 200);
      case OSH, OSH_BOOSTED -> s.with("rate", 0.1);
      case ADAPT -> s.with("margin", 0.3).with("penalty", 0.01).with("rate", 0.1);
      case MIHASH ->
          s.with("bins", 64)
              .with("steepness", 10.0)
              .with("rate", 1.0)
              .with("reservoir", places ? 5000 : 1000);
      case HCOH -> s.with("rate", places ? 0.1 : 0.2);
      case BSODH -> balanced(s, source).with("step", Form.RELEASED.name());
      case BSODH_OBJECTIVE -> balanced(s, source).with("step", Form.OBJECTIVE.name());
      default -> distribution(s, method, source);
    };
  }

  /**
   * BSODH's published weights: with ten classes those of CIFAR-10, with many those of Places205,
   * without a pull between dissimilar pairs. With k classes that pull outweighs the one between
   * similar pairs by 0.2 (k - 1) to 1.2, and soon every past code of a bit is the same.
   */
  private static Settings balanced(Settings s, Source source) {
    return switch (source) {
      case PLACES, SPHERE -> weights(s, 0.9, 0.8, 1.0, 0.0);
      case MNIST -> weights(s, 0.3, 0.5, 1.2, 0.2);
      default -> weights(s, 0.6, 0.5, 1.2, 0.2);
    };
  }

  private static Settings weights(
      Settings s, double lambda, double sigma, double similar, double dissimilar) {
    return s.with("lambda", lambda)
        .with("sigma", sigma)
        .with("similarWeight", similar)
        .with("dissimilarWeight", dissimilar);
  }

  /**
   * The released code's settings on the published features; on features of unit size a rate of 10
   * and at most 60 steps, since steps grow with the square of what features measure.
   */
  private static Settings distribution(Settings s, Method method, Source source) {
    boolean published = source != Source.NETWORK && source != Source.SPHERE;
    boolean slow = method == Method.SDOH_SLOW || method == Method.SDOH_SLOW_SCALED;
    boolean scaled =
        method == Method.SDOH_SCALED
            || method == Method.SDOH_SCALED_RELEASED
            || method == Method.SDOH_SLOW_SCALED;
    double rate = published ? source == Source.PLACES ? 2 : 0.05 : 10;
    double sigma =
        switch (method) {
          case SDOH_SIGMA_3 -> 0.3;
          case SDOH_SIGMA_10 -> 1;
          default -> 0.5;
        };
    int steps = published ? 1000 : s.integer("bits") < BITS ? 5 : 60;
    return s.with("sigma", sigma)
        .with("target", method == Method.SDOH_RAW ? "RAW" : "GAUSSIAN")
        .with("positiveScale", scaled ? s.integer("bits") / 4.0 : 1.0)
        .with("negativeScale", 1.0)
        .with("rate", slow ? 0.05 : rate)
        .with("threshold", 1e-4)
        .with("steps", steps)
        .with("exactScaledGradient", method != Method.SDOH_SCALED_RELEASED)
        .with("unitLength", method == Method.SDOH_UNIT);
  }

  /** The declared settings of SDOH. */
  static SimilarityDistributionHash.Settings distribution(Settings s) {
    return new SimilarityDistributionHash.Settings(
        SimilarityDistributionHash.Target.valueOf(s.text("target")),
        s.number("sigma"),
        s.number("positiveScale"),
        s.number("negativeScale"),
        s.number("rate"),
        s.number("threshold"),
        s.integer("steps"),
        s.flag("exactScaledGradient"));
  }

  /**
   * The method that settings declare.
   *
   * @param dimension of the features
   * @param watch told of each batch's descent of SDOH
   */
  static OnlineHash method(
      Settings s,
      Engine engine,
      int dimension,
      Consumer<SimilarityDistributionHash.Descent> watch) {
    Method method = Method.valueOf(s.text("method"));
    return switch (method) {
      case LSH -> new RandomHash();
      // An even number of rows, at most one a feature.
      case SKETCH -> new SketchHash(Math.min(s.integer("sketch"), dimension / 2 * 2));
      case OSH -> new CentredUnitLength(new OutputCodeHash(s.number("rate"), false));
      case OSH_BOOSTED -> new CentredUnitLength(new OutputCodeHash(s.number("rate"), true));
      case ADAPT ->
          new CentredUnitLength(
              new AdaptiveHash(s.number("margin"), s.number("penalty"), s.number("rate")));
      case MIHASH ->
          new CentredUnitLength(
              new MutualInformationHash(
                  s.integer("bins"),
                  s.number("steepness"),
                  s.number("rate"),
                  s.integer("reservoir")));
      case HCOH -> new CentredUnitLength(new HadamardCodebookHash(s.number("rate")));
      case BSODH, BSODH_OBJECTIVE ->
          new CentredUnitLength(
              new BalancedSimilarityHash(
                  s.number("lambda"),
                  s.number("sigma"),
                  s.number("similarWeight"),
                  s.number("dissimilarWeight"),
                  Form.valueOf(s.text("step"))));
      default -> {
        OnlineHash sdoh = new SimilarityDistributionHash(engine, distribution(s), watch);
        yield s.flag("unitLength") ? new CentredUnitLength(sdoh) : sdoh;
      }
    };
  }
}
