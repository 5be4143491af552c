package io.reprise.baselines.detection;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvTranspose2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Heads for a person's pose and for what the person does with an object, which send each other
 * messages turn by turn (arXiv 1903.06355 as far as it is known). Reads the features of a person
 * and of an object, flattened and joined: {@code [N, C*7*7 + C*14*14 + C*7*7]}; gives heatmaps
 * {@code [keypoints, 56, 56]}, action scores, locations and the object's scores, likewise joined.
 */
public final class TurboHeads extends Module {
  private static final int SMALL = 7;
  private static final int LARGE = 14;
  private static final int HEATMAP = 56;

  private final Design design;
  private final Module person;
  private final Module object;
  private final Module pose;
  private final ConvTranspose2d heatmaps;
  private final Linear poseMessage;
  private final Linear fuse;
  private final Linear mask;
  private final Linear actions;
  private final Linear locations;

  /**
   * Which heads.
   *
   * @param channels of the regions' features
   * @param hidden width of the linear layers
   * @param poseWidth of the eight convolutions
   * @param message width of what the pose tells
   * @param poseTells whether the pose sends a message
   * @param actionTells whether the recognised action guides the pose in the next turn
   * @param turns at least 1; in the first the pose is not guided
   */
  public record Design(
      int channels,
      int hidden,
      int poseWidth,
      int message,
      int actions,
      int keypoints,
      boolean poseTells,
      boolean actionTells,
      int turns) {
    /** Checks the values. */
    public Design {
      for (int v : new int[] {channels, hidden, poseWidth, message, actions, keypoints, turns}) {
        if (v < 1) {
          throw new IllegalArgumentException(
              "turbo heads: " + v + ": expected all numbers to be at least 1");
        }
      }
    }

    /** Of Mask R-CNN's widths, for V-COCO's 26 actions. */
    public static Design published(boolean poseTells, boolean actionTells, int turns) {
      return new Design(256, 1024, 512, 256, 26, 17, poseTells, actionTells, turns);
    }
  }

  public TurboHeads(LayerContext at, Design design) {
    this.design = design;
    int hidden = design.hidden;
    person = child("person", features(at.at("person"), design));
    object =
        child(
            "object",
            new Sequential.Builder(at.at("object"))
                .add(c -> features(c, design))
                .add(c -> new Linear(c, hidden, design.actions))
                .build());
    pose = child("pose", convolutions(at.at("pose"), design));
    heatmaps =
        child(
            "heatmaps",
            new ConvTranspose2d(
                at.at("heatmaps"),
                design.poseWidth,
                design.keypoints,
                4,
                SpatialOp.ConvTranspose2d.of(2, 1),
                true));
    poseMessage =
        design.poseTells ? linear(at, "poseMessage", design.poseWidth, design.message) : null;
    fuse = design.poseTells ? linear(at, "fuse", hidden + design.message, hidden) : null;
    mask = design.actionTells ? linear(at, "mask", hidden, LARGE * LARGE) : null;
    actions = linear(at, "actions", hidden, design.actions);
    locations = linear(at, "locations", hidden, 4 * design.actions);
  }

  private Linear linear(LayerContext at, String name, int in, int out) {
    return child(name, new Linear(at.at(name), in, out));
  }

  private static Module features(LayerContext at, Design design) {
    return new Sequential.Builder(at)
        .add(c -> new Linear(c, design.channels * SMALL * SMALL, design.hidden))
        .then(Tensor::relu)
        .add(c -> new Linear(c, design.hidden, design.hidden))
        .then(Tensor::relu)
        .build();
  }

  private static Module convolutions(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at);
    int in = design.channels;
    for (int i = 0; i < 8; i++) {
      int from = in;
      all.add(c -> ConvLayer.BIASED.build(c, from, design.poseWidth, 3, Op.Conv2d.of(1, 1)));
      all.then(Tensor::relu);
      in = design.poseWidth;
    }
    return all.build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> turns = turns(x, mode);
    return turns.get(turns.size() - 1);
  }

  /** What is predicted in each turn, for losses that are summed over them. */
  public List<Tensor> turns(Tensor x, Mode mode) {
    int n = x.shape().dim(0);
    int small = design.channels * SMALL * SMALL;
    int large = design.channels * LARGE * LARGE;
    Tensor maps = x.slice(1, small, small + large).reshape(n, design.channels, LARGE, LARGE);
    Tensor appearance = person.forward(x.slice(1, 0, small), mode);
    Tensor objectScores =
        object.forward(x.slice(1, small + large, large + 2 * small), mode).sigmoid();
    List<Tensor> turns = new ArrayList<>();
    Tensor action = appearance;
    for (int turn = 1; turn <= design.turns; turn++) {
      boolean guided = design.actionTells && turn > 1;
      Tensor poseMaps = pose.forward(guided ? maps.mul(attention(action, mode)) : maps, mode);
      if (design.poseTells) {
        Tensor told = poseMessage.forward(poseMaps.mean(2, 3), mode).relu();
        action = fuse.forward(appearance.concat(1, told), mode).relu();
      }
      turns.add(
          heatmaps(poseMaps, mode)
              .flatten()
              .concat(
                  1,
                  actions.forward(action, mode).sigmoid(),
                  locations.forward(action, mode),
                  objectScores));
    }
    return turns;
  }

  private Tensor heatmaps(Tensor poseMaps, Mode mode) {
    SpatialOp.Interpolate larger =
        new SpatialOp.Interpolate(HEATMAP, HEATMAP, SpatialOp.Interpolation.BILINEAR, false);
    return heatmaps.forward(poseMaps, mode).interpolate(larger);
  }

  /** 1 to 2 for each cell. */
  private Tensor attention(Tensor action, Mode mode) {
    Tensor m = mask.forward(action, mode).sigmoid();
    return m.reshape(action.shape().dim(0), 1, LARGE, LARGE).add(1);
  }
}
