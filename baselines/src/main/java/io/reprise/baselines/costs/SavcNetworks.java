package io.reprise.baselines.costs;

import io.reprise.baselines.sequence.SemanticCaptioner;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Semantics-assisted video captioning, arXiv 1909.00121, without the networks that its features are
 * from. Output weights are kept from caption to caption, but where the setting says otherwise.
 */
public final class SavcNetworks implements PaperCosts {
  private static final int FEATURES = 3584;
  private static final int TAGS = 300;

  /** What of the captioner runs. */
  private enum Part {
    ENCODING,
    CAPTION,
    CAPTION_AND_OUTPUT_WEIGHTS
  }

  @Override
  public String paper() {
    return "1909.00121";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    all.add(Network.of("SDN", "tags", Shape.of(FEATURES), SavcNetworks::tagger));
    captioners(all, "MSVD", 512, 12594);
    captioners(all, "MSR-VTT", 1024, 13796);
    return all;
  }

  private static void captioners(List<Network> all, String data, int width, int words) {
    all.add(captioner(data, "once a video", width, words, 1, Part.ENCODING));
    all.add(captioner(data, "1 word", width, words, 1, Part.CAPTION));
    all.add(captioner(data, "20 words", width, words, 20, Part.CAPTION));
    all.add(
        captioner(
            data,
            "20 words, output weights formed",
            width,
            words,
            20,
            Part.CAPTION_AND_OUTPUT_WEIGHTS));
  }

  private static Network captioner(
      String data, String setting, int width, int vocabulary, int words, Part part) {
    SemanticCaptioner.Design design =
        new SemanticCaptioner.Design(FEATURES, TAGS, 300, width, width, vocabulary, words);
    return Network.of(
        "captioner, " + data,
        setting,
        Shape.of(FEATURES + TAGS),
        at -> new Run(new SemanticCaptioner(at, design), part));
  }

  private static Module tagger(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> new Dropout(c, 0.5))
        .add(c -> new Linear(c, FEATURES, 512))
        .then(Tensor::relu)
        .add(c -> new Dropout(c, 0.5))
        .add(c -> new Linear(c, 512, 512))
        .then(Tensor::relu)
        .add(c -> new Dropout(c, 0.5))
        .add(c -> new Linear(c, 512, TAGS))
        .then(Tensor::sigmoid)
        .build();
  }

  private static final class Run extends Module {
    private final SemanticCaptioner captioner;
    private final Part part;
    private final Tensor outputWeight;

    Run(SemanticCaptioner captioner, Part part) {
      this.captioner = child("captioner", captioner);
      this.part = part;
      this.outputWeight = captioner.outputWeight();
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return switch (part) {
        case ENCODING -> captioner.encode(x).first();
        case CAPTION -> captioner.caption(captioner.encode(x), outputWeight);
        case CAPTION_AND_OUTPUT_WEIGHTS -> captioner.forward(x, mode);
      };
    }
  }
}
