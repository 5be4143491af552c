package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.procedural.captions.Story.Event;
import io.reprise.tensor.Seed;

/**
 * Turns a story into feature vectors, as a fixed network would that looks at its frames: a latent
 * vector of what is to be seen, through two random layers, with noise.
 *
 * <p>Subject, count, place, action and object of a frame each have an appearance, 12 random values
 * of deviation 1 that are drawn once for the data set; those of subject and object are scaled by a
 * visibility between 0.3 and 1 that changes from frame to frame. A viewpoint, an angle of U(-2.4,
 * 2.4) drawn once a video, turns these values pair by pair: what something looks like depends on
 * where it is seen from, so that no linear map undoes it. The latent vector of a frame has these 60
 * values, the cosine and sine of the viewpoint, and those of the phase of a movement whose speed
 * tells the action. Of two events the first fills the frames up to a cut between 35% and 65%, the
 * second the rest. Each feature is a value of the second layer plus noise of standard deviation
 * 0.25, or 0 if that is negative.
 */
final class Camera {
  private static final int APPEARANCE = 12;
  private static final int KINDS = 5;
  private static final int LATENT = KINDS * APPEARANCE + 4;
  private static final int HIDDEN = 96;

  private final VideoForm form;
  private final double[][] subjects;
  private final double[][] counts;
  private final double[][] places;
  private final double[][] actions;
  private final double[][] objects;
  private final double[][] first;
  private final double[][] second;

  Camera(VideoForm form, Seed seed) {
    this.form = form;
    subjects = layer(Lexicon.SUBJECTS.size(), APPEARANCE, 1, seed.named("subjects"));
    counts = layer(3, APPEARANCE, 1, seed.named("counts"));
    places = layer(Lexicon.PLACES.size(), APPEARANCE, 1, seed.named("places"));
    actions = layer(Lexicon.ACTIONS.size(), APPEARANCE, 1, seed.named("actions"));
    objects = layer(Lexicon.OBJECTS.size(), APPEARANCE, 1, seed.named("objects"));
    first = layer(HIDDEN, LATENT, 0.2, seed.named("first layer"));
    second = layer(form.dimension(), HIDDEN, 0.2, seed.named("second layer"));
  }

  private static double[][] layer(int out, int in, double deviation, Seed seed) {
    RandomStream random = new RandomStream(seed);
    double[][] weights = new double[out][in];
    for (double[] row : weights) {
      for (int i = 0; i < in; i++) {
        row[i] = random.bell(deviation);
      }
    }
    return weights;
  }

  /** {@code [frames, dimension]} in row-major order, each value at least 0. */
  float[] film(Story story, RandomStream random) {
    int cut = (int) (form.frames() * random.between(0.35, 0.65));
    double phase = random.between(0, 2 * Math.PI);
    double viewpoint = random.between(-2.4, 2.4);
    float[] features = new float[Math.multiplyExact(form.frames(), form.dimension())];
    for (int t = 0; t < form.frames(); t++) {
      Event event = story.events().get(t < cut ? 0 : story.events().size() - 1);
      double[] latent = new double[LATENT];
      show(0, subjects[story.subject()], random.between(0.3, 1), viewpoint, latent);
      show(1, counts[story.count() - 1], 1, viewpoint, latent);
      show(2, places[story.place()], 1, viewpoint, latent);
      show(3, actions[event.action()], 1, viewpoint, latent);
      show(4, objects[event.object()], random.between(0.3, 1), viewpoint, latent);
      phase += 0.2 + 0.15 * event.action();
      latent[LATENT - 4] = StrictMath.cos(viewpoint);
      latent[LATENT - 3] = StrictMath.sin(viewpoint);
      latent[LATENT - 2] = StrictMath.cos(phase);
      latent[LATENT - 1] = StrictMath.sin(phase);
      project(latent, features, t * form.dimension(), random);
    }
    return features;
  }

  /** Turns each pair of values of an appearance by the viewpoint. */
  private static void show(
      int kind, double[] appearance, double visibility, double viewpoint, double[] latent) {
    double cosine = visibility * StrictMath.cos(viewpoint);
    double sine = visibility * StrictMath.sin(viewpoint);
    for (int j = 0; j < APPEARANCE; j += 2) {
      int at = kind * APPEARANCE + j;
      latent[at] = cosine * appearance[j] - sine * appearance[j + 1];
      latent[at + 1] = sine * appearance[j] + cosine * appearance[j + 1];
    }
  }

  private void project(double[] latent, float[] features, int to, RandomStream random) {
    double[] hidden = new double[HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      hidden[h] = StrictMath.tanh(dot(first[h], latent));
    }
    for (int d = 0; d < form.dimension(); d++) {
      features[to + d] = (float) Math.max(0, dot(second[d], hidden) + random.bell(0.25));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
