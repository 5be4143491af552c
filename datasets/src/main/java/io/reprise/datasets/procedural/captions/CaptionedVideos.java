package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.tensor.Seed;

/**
 * Videos as sequences of feature vectors, each with several captions, in the form of MSVD and
 * MSR-VTT: made from a {@link Story} (who, how many, where, what, to what, in which order), which
 * {@code Camera} turns into features and {@code Grammar} into sentences with synonyms.
 *
 * <p>The vocabulary is that of the grammar, for every part and size. Video i of a part has streams
 * of its own, so a longer part starts with the videos of a shorter one. The same seed gives the
 * same bytes on every platform.
 */
public final class CaptionedVideos implements Dataset {
  private final VideoForm form;
  private final Vocabulary vocabulary = new Vocabulary(Grammar.words());
  private final VideoSet train;
  private final VideoSet validation;
  private final VideoSet test;

  private CaptionedVideos(VideoForm form, VideoSet train, VideoSet validation, VideoSet test) {
    this.form = form;
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /**
   * Draws the data set; each part has at least 1 video.
   *
   * @throws IllegalArgumentException if a part has fewer
   */
  public static CaptionedVideos generate(
      VideoForm form, int train, int validation, int test, Seed seed) {
    Camera camera = new Camera(form, seed.named("camera"));
    return new CaptionedVideos(
        form,
        new VideoSet(form, camera, train, seed.named("train")),
        new VideoSet(form, camera, validation, seed.named("validation")),
        new VideoSet(form, camera, test, seed.named("test")));
  }

  @Override
  public String name() {
    return "Captioned videos (" + form.frames() + "x" + form.dimension() + ")";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }

  /** SHA-256 in hex over all features and captions, which are made for it. */
  @Override
  public String checksum() {
    return new Checksum()
        .add(train.checksum())
        .add(validation.checksum())
        .add(test.checksum())
        .hex();
  }

  public VideoForm form() {
    return form;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public VideoSet train() {
    return train;
  }

  public VideoSet validation() {
    return validation;
  }

  public VideoSet test() {
    return test;
  }
}
