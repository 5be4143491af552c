package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.Gallery;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@link CaptionedVideos} as heat maps. */
public final class CaptionsExhibit implements Exhibit {
  private static final VideoForm FORM = new VideoForm(28, 96, 3);
  private static final int VIDEOS = 4;
  private static final int CELL = 4;

  @Override
  public String title() {
    return "Captioned videos";
  }

  /** With captions of the videos that the gallery's own seed gives. */
  @Override
  public String caption() {
    VideoSet videos = videos(Gallery.SEED);
    return "Each picture is a video: 28 frames from top to bottom, 96 features from left to right,"
        + " the lighter the larger. Where there are two events, the features change about the"
        + " middle. "
        + IntStream.range(0, VIDEOS)
            .mapToObj(i -> "Video " + (i + 1) + ": " + quoted(videos.captions(i)) + ".")
            .collect(Collectors.joining(" "));
  }

  private static String quoted(List<String> captions) {
    return captions.stream().map(c -> "“" + c + "”").collect(Collectors.joining(", "));
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    VideoSet videos = videos(seed);
    return IntStream.range(0, VIDEOS).mapToObj(i -> heatMap(videos.features(i))).toList();
  }

  private static VideoSet videos(Seed seed) {
    return CaptionedVideos.generate(FORM, VIDEOS, 1, 1, seed).train();
  }

  private static Picture heatMap(float[] features) {
    Canvas canvas = new Canvas(FORM.frames() * CELL, FORM.dimension() * CELL, 0);
    for (int t = 0; t < FORM.frames(); t++) {
      for (int d = 0; d < FORM.dimension(); d++) {
        int colour = Canvas.heat(features[t * FORM.dimension() + d] / 4);
        canvas.fill(d * CELL, t * CELL, CELL, CELL, colour);
      }
    }
    return canvas.picture();
  }
}
