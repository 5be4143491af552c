package io.reprise.papers.abcpruner;

import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Parts;
import io.reprise.experiment.Settings;
import io.reprise.tensor.Seed;

/**
 * Which images a trial uses for what.
 *
 * @param training what networks learn from: the training images but those that are held out, in
 *     front of these or, if none is, of the test images
 * @param search the same to learn from, in front of what a structure's fitness is measured on
 */
record SearchImages(LabelledPictures training, LabelledPictures search) {
  /**
   * By the settings {@code heldOut}, a share of the training images, and {@code testFitness}.
   *
   * @throws IllegalArgumentException if nothing is held out to measure fitness on, or too much
   */
  static SearchImages of(Settings settings, LabelledPictures data, Seed seed) {
    double share = settings.number("heldOut");
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "heldOut " + share + ": expected a share of the training images, in [0, 1)");
    }
    int images = (int) Math.round(share * data.train().size());
    boolean onTest = settings.flag("testFitness");
    if (images == 0 && !onTest) {
      throw new IllegalArgumentException(
          "heldOut "
              + share
              + " without testFitness: expected held-out images to measure fitness on");
    }
    LabelledPictures rest =
        images == 0 ? data : Parts.heldOut(data, images, seed.named("held-out images"));
    return new SearchImages(rest, onTest ? new Parts(data, rest.train(), data.test()) : rest);
  }
}
