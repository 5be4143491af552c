package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.DetectionPicture;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.figures.Clip;
import io.reprise.experiment.figures.Tiles;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Frames of the first test videos with what was found in them, side by side and as a clip. */
final class DetectionFigures {
  private static final int VIDEOS = 3;

  /** Frames at the start of a video; a clip and its loop are short enough to compare frames. */
  private static final int FRAMES = 8;

  private static final int MILLISECONDS = 200;

  /** Which frame of each video is shown side by side, from 0. */
  private static final int SHOWN = 5;

  /** Pages stay light: no larger than so many pixels a tile. */
  private static final int MOST = 128;

  private final Engine engine;
  private final List<List<Picture>> videos = new ArrayList<>();

  DetectionFigures(Engine engine) {
    this.engine = engine;
  }

  /**
   * Draws the start of a video, if there is room for one more.
   *
   * @throws IOException if a frame cannot be read
   */
  void add(Detector detector, FaceSource video) throws IOException {
    if (videos.size() >= VIDEOS || video.size() < FRAMES) {
      return;
    }
    List<FaceCrop> frames = video.faces(0, FRAMES);
    List<List<Point>> found = detector.detect(engine, frames);
    List<Picture> drawn = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      drawn.add(DetectionPicture.of(frames.get(i), found.get(i), MOST));
    }
    videos.add(drawn);
  }

  /**
   * Hands the figures over, if a test video was long enough.
   *
   * @param clip whether there is one that moves, too
   */
  void put(Measurements measurements, boolean clip) {
    if (videos.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= videos.size(); i++) {
      columns.add("video " + i);
    }
    measurements.figure(
        Tiles.of(List.of(""), columns, (row, column) -> videos.get(column).get(SHOWN))
            .figure(
                "detections",
                "Landmarks found in a frame of some test videos (orange), each with a green line to"
                    + " where it is: the shorter, the better.",
                "Faces with small orange squares at eyes, nose and mouth"));
    if (clip) {
      measurements.figure(
          Clip.of(videos.get(0), MILLISECONDS)
              .figure(
                  "clip of a test video",
                  "The first "
                      + FRAMES
                      + " frames of a test video, five a second. Orange squares that tremble while"
                      + " the face moves smoothly are jitter; green lines lead to where the"
                      + " landmarks are.",
                  "A face that turns, with orange squares on its eyes, nose and mouth"));
    }
  }
}
