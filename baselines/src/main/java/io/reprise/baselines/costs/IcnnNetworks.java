package io.reprise.baselines.costs;

import io.reprise.baselines.segmentation.InterlinkedCnn;
import io.reprise.baselines.segmentation.InterlinkedCnn.Design;
import io.reprise.baselines.segmentation.InterlinkedCnn.Form;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Interlinked CNNs for face parsing, arXiv 1806.02479. */
public final class IcnnNetworks implements PaperCosts {
  private static final int FACE = 9;
  private static final int MOUTH = 4;
  private static final int PART = 2;

  @Override
  public String paper() {
    return "1806.02479";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (Form form : Form.values()) {
      String setting =
          switch (form) {
            case PLAIN -> "variant A";
            case NORMALIZED -> "variant A, normalized";
            case DOUBLE -> "variant B";
          };
      all.add(net("stage 1", setting, 64, Design.published(FACE, form)));
      all.add(net("stage 2", setting, 64, Design.published(PART, form)));
      all.add(net("stage 2, mouth", setting, 80, Design.published(MOUTH, form)));
      all.add(
          Network.of("two stages", setting, Shape.of(3, 256, 256), at -> new Pipeline(at, form)));
    }
    Design alone = Design.published(FACE, Form.PLAIN).withoutLinks();
    all.add(net("stage 1", "no interlinking", 64, alone).against("variant A"));
    Design quick = new Design(List.of(4, 8, 12, 16), FACE, 3, 5, true, Form.NORMALIZED);
    all.add(net("quick", "interlinked", 32, quick));
    all.add(net("quick", "no interlinking", 32, quick.withoutLinks()));
    all.add(net("quick", "no interlinking, widened", 32, rows(List.of(6, 12, 18, 24))));
    all.add(net("quick", "single scale", 32, rows(List.of(20))));
    return all;
  }

  private static Design rows(List<Integer> widths) {
    return new Design(widths, FACE, 3, 5, false, Form.NORMALIZED);
  }

  private static Network net(String name, String setting, int side, Design design) {
    return Network.of(name, setting, Shape.of(3, side, side), at -> new InterlinkedCnn(at, design));
  }

  /**
   * Both stages: the whole face small, then patches of brows, eyes and nose and a larger one of the
   * mouth. Costs depend on the patches' sizes, not on their places, so these are those of a face in
   * the middle.
   */
  private static final class Pipeline extends Module {
    private static final int PATCH = 64;
    private static final int MOUTH_PATCH = 80;

    private final Module face;
    private final Module brow;
    private final Module eye;
    private final Module nose;
    private final Module mouth;

    Pipeline(LayerContext at, Form form) {
      face = part(at, "face", FACE, form);
      brow = part(at, "brow", PART, form);
      eye = part(at, "eye", PART, form);
      nose = part(at, "nose", PART, form);
      mouth = part(at, "mouth", MOUTH, form);
    }

    private Module part(LayerContext at, String name, int labels, Form form) {
      return child(name, new InterlinkedCnn(at.at(name), Design.published(labels, form)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor small =
          x.interpolate(
              new SpatialOp.Interpolate(PATCH, PATCH, SpatialOp.Interpolation.BILINEAR, false));
      List<Tensor> labels = new ArrayList<>();
      labels.add(face.forward(small, mode));
      for (Module paired : List.of(brow, eye)) {
        int top = paired == brow ? 60 : 80;
        labels.add(paired.forward(patch(x, top, 48, PATCH), mode));
        labels.add(paired.forward(patch(x, top, 144, PATCH).flip(3), mode).flip(3));
      }
      labels.add(nose.forward(patch(x, 104, 96, PATCH), mode));
      labels.add(mouth.forward(patch(x, 140, 88, MOUTH_PATCH), mode));
      List<Tensor> flat = labels.stream().map(Tensor::flatten).toList();
      return flat.get(0).concat(1, flat.subList(1, flat.size()).toArray(new Tensor[0]));
    }

    private static Tensor patch(Tensor x, int top, int left, int side) {
      return x.slice(2, top, top + side).slice(3, left, left + side);
    }
  }
}
