package io.reprise.papers.sge;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.baselines.costs.SgeNetworks;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batch;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.papers.sge.Protocol.Data;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One trial: trains a variant, judges it, and looks at what its attention does. */
final class SgeTrial {
  /** How many test images are analysed beyond their class. */
  private static final int ANALYSED = 1000;

  /** Of the small networks; the published one is 16. */
  private static final int FEW_REDUCTION = 8;

  private final Settings settings;
  private final Trial<SgeData> trial;
  private final LabelledPictures data;
  private final Optional<ObjectMasks> masks;
  private final ImageTraining training;

  SgeTrial(Settings settings, Trial<SgeData> trial) {
    this.settings = settings;
    this.trial = trial;
    boolean clutter = Data.valueOf(settings.text("data")) == Data.CLUTTER;
    this.data = clutter ? trial.data().clutter().images() : trial.data().pictures();
    this.masks = clutter ? Optional.of(trial.data().clutter().test()) : Optional.empty();
    this.training = new ImageTraining(settings, trial, data);
  }

  Measurements run() {
    ResNet net = network();
    List<Classification.Epoch> epochs =
        training.train(
            net,
            new Sgd(
                net.parameters(),
                new Sgd.Settings(
                    settings.number("momentum"),
                    false,
                    settings.number("weightDecay"),
                    path -> false)),
            training.batches(augmentations(), "training"),
            Protocol.schedule(settings),
            new Classification.Listener() {},
            "training");
    Measurements measurements = training.evaluate(net);
    epochs.forEach(e -> measurements.append("training_loss", e.loss()));
    if (module() == Protocol.Module.SGE) {
      measurements.put(SpatialGroupwiseEnhance.MEAN_GAMMA, meanGamma(net));
      analyse(net, measurements);
      if (settings.flag("standardized")) {
        new Identities(trial.engine(), trial.seed()).measure(measurements);
      }
    }
    return measurements;
  }

  private Protocol.Module module() {
    return Protocol.Module.valueOf(settings.text("module"));
  }

  private ResNet network() {
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    return new ResNet(at, design());
  }

  private ResNet.Design design() {
    int depth = settings.integer("depth");
    ChannelLayer enhancement = Protocol.design(settings).layer();
    if (depth != Protocol.DEPTH) {
      Map<String, ResNet.Design> published = SgeNetworks.designs(depth);
      return module() == Protocol.Module.SGE
          ? published.get("baseline").withStyle(Style.attending(enhancement))
          : published.get(module().setting());
    }
    ResNet.Design small = ResNet.Design.cifar(depth, data.classes()).withProjection(true);
    ResNet.Design plain = masks.isPresent() ? small.withStrides(List.of(2, 2, 2)) : small;
    return switch (module()) {
      case PLAIN -> plain;
      case SE -> plain.withStyle(Style.attending(SqueezeExcitation.reducing(FEW_REDUCTION, true)));
      case SGE -> plain.withStyle(Style.attending(enhancement));
      case SK, BAM, CBAM ->
          throw new IllegalArgumentException(
              "module '" + module() + "' at depth " + depth + ": expected PLAIN, SE or SGE");
    };
  }

  /** A mirrored glyph is another one, so images of clutter stay as they are. */
  private List<Augmentation> augmentations() {
    if (masks.isPresent()) {
      return List.of();
    }
    return settings.integer("depth") == Protocol.DEPTH
        ? List.of(new HorizontalFlip(), new RandomCrop(4))
        : List.of(new RandomResizedCrop(data.image().dim(1)), new HorizontalFlip());
  }

  private static double meanGamma(Module net) {
    double sum = 0;
    int n = 0;
    for (Module module : net.modules().values()) {
      if (module instanceof SpatialGroupEnhance) {
        for (float gamma : module.parameters().get("scale").toFloats()) {
          sum += Math.abs(gamma);
          n++;
        }
      }
    }
    return sum / n;
  }

  /** Attention and lengths over the first test images, and what they look like. */
  private void analyse(ResNet net, Measurements measurements) {
    Engine engine = trial.engine();
    List<AttentionContrast> contrasts = new ArrayList<>();
    NormDistribution norms = new NormDistribution();
    ImageBatches test = training.test();
    int seen = 0;
    for (Batch batch : test.epoch(0)) {
      try (Scope scope = engine.inference()) {
        List<BlockMaps> blocks = BlockMaps.of(net, engine.tensor(batch.inputs(), batch.shape()));
        BlockMaps last = blocks.get(blocks.size() - 1);
        norms.add(last);
        for (int b = 0; masks.isPresent() && b < blocks.size(); b++) {
          if (seen == 0) {
            contrasts.add(new AttentionContrast());
          }
          contrasts.get(b).add(blocks.get(b).attention(), masks.get(), seen);
        }
        if (seen == 0) {
          measurements.figure(new AttentionFigure(data, masks, batch, last.attention()).figure());
        }
      }
      seen += batch.labels().length;
      if (seen >= ANALYSED) {
        break;
      }
    }
    measurements
        .put(SpatialGroupwiseEnhance.SPREAD_BEFORE, norms.spreadBefore())
        .put(SpatialGroupwiseEnhance.SPREAD_AFTER, norms.spreadAfter())
        .put(SpatialGroupwiseEnhance.SPREAD_GAIN, norms.spreadAfter() - norms.spreadBefore())
        .figure(norms.figure());
    for (int b = 0; b < contrasts.size(); b++) {
      measurements.put(SpatialGroupwiseEnhance.CONTRASTS.get(b), contrasts.get(b).contrast());
    }
    if (!contrasts.isEmpty()) {
      AttentionContrast last = contrasts.get(contrasts.size() - 1);
      measurements
          .put(SpatialGroupwiseEnhance.INSIDE, last.inside())
          .put(SpatialGroupwiseEnhance.OUTSIDE, last.outside());
    }
  }
}
