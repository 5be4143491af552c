package io.reprise.datasets.procedural.captions;

/**
 * The form of a set of {@link CaptionedVideos}.
 *
 * @param frames feature vectors a video, at least 2
 * @param dimension values a vector, at least 1
 * @param captions of a video, at least 1
 */
public record VideoForm(int frames, int dimension, int captions) {
  /** 28 frames of 2,048 values, as a ResNet's last pool gives them, with 20 captions as MSR-VTT. */
  public static final VideoForm PUBLISHED = new VideoForm(28, 2_048, 20);

  /** Checks the ranges. */
  public VideoForm {
    if (frames < 2 || dimension < 1 || captions < 1) {
      throw new IllegalArgumentException(
          "videos of "
              + frames
              + " frames, "
              + dimension
              + " values and "
              + captions
              + " captions: expected at least 2 frames, 1 value and 1 caption");
    }
  }
}
