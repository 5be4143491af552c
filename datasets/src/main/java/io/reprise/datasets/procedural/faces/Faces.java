package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.datasets.procedural.drawing.Vector3;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws pictures of faces. Person {@code k} comes from {@code seed.named("person k")}, picture
 * {@code i} from {@code seed.named("picture i")} and shows person {@code i mod people}, so that a
 * longer set starts with the pictures of a shorter one. For people that no training has seen take
 * another seed.
 */
public final class Faces {
  private final FaceSettings settings;
  private final Seed seed;
  private final List<FaceIdentity> people = new ArrayList<>();

  public Faces(FaceSettings settings, Seed seed) {
    this.settings = settings;
    this.seed = seed;
    for (int k = 0; k < settings.people(); k++) {
      people.add(FaceIdentity.drawn(settings.appearance(), seed.named("person " + k)));
    }
  }

  /** The person of that number, counted from 0. */
  public FaceIdentity person(int k) {
    return people.get(k);
  }

  /** The first {@code n} pictures. */
  public List<Face> pictures(int n) {
    List<Face> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(picture(i));
    }
    return all;
  }

  /** Picture {@code i}. */
  public Face picture(int i) {
    int person = i % settings.people();
    Seed own = seed.named("picture " + i);
    return draw(
        person, expression(own.named("expression")), pose(own.named("pose")), conditions(own));
  }

  /**
   * Video {@code i}, of person {@code i mod people}: the head turns, moves and speaks smoothly,
   * while light, style, background and what may hide a part stay as they are; only noise is new in
   * each frame. Frames do not depend on how many follow.
   */
  public FaceVideo video(int i, int frames) {
    Seed own = seed.named("video " + i);
    FaceMotion motion = new FaceMotion(pose(own.named("pose")), settings, own.named("motion"));
    FaceConditions conditions = conditions(own);
    List<Face> all = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      all.add(
          draw(
              i % settings.people(),
              motion.expression(t),
              motion.pose(t),
              conditions.withGrain(own.named("frame " + t))));
    }
    return new FaceVideo(all);
  }

  /**
   * One person, as given.
   *
   * @throws IndexOutOfBoundsException if there is no such person
   */
  public Face draw(
      int person, FaceExpression expression, HeadPose pose, FaceConditions conditions) {
    return new FacePainter(settings.side(), people.get(person), expression, pose, conditions)
        .paint(person);
  }

  HeadPose pose(Seed own) {
    Draws draws = new Draws(own);
    return new HeadPose(
        draws.within(settings.yaw()),
        draws.within(settings.pitch()),
        draws.within(settings.roll()),
        draws.between(settings.smallest(), settings.largest()),
        0.5 + draws.within(settings.shift()),
        0.5 + draws.within(settings.shift()));
  }

  FaceExpression expression(Seed own) {
    Draws draws = new Draws(own);
    double strength = settings.expressive();
    return new FaceExpression(
        strength * Math.max(0, draws.between(-0.7, 1)),
        strength * draws.within(1),
        strength * draws.within(1),
        draws.chance(0.08 * strength) ? 0.1 : 1 - strength * draws.between(0, 0.3),
        draws.within(1),
        draws.within(1));
  }

  FaceConditions conditions(Seed own) {
    Draws draws = new Draws(own.named("conditions"));
    FaceStyle style = draws.oneOf(settings.styles());
    return new FaceConditions(
        style,
        new Vector3(draws.within(0.9), draws.between(-0.9, 0.3), 1),
        draws.between(0.35, 0.75),
        draws.oneOf(settings.blurs()),
        style == FaceStyle.ILLUSTRATION ? 0 : settings.noise(),
        draws.below(settings.clutter() + 1),
        draws.chance(settings.occluded()),
        draws.chance(0.12),
        own.named("scenery"),
        own.named("grain"));
  }
}
