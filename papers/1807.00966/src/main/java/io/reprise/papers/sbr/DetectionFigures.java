package io.reprise.papers.sbr;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.Warp;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.procedural.Canvas;
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

  private static final int GREEN = 0x00e0a0;
  private static final int ORANGE = 0xffa000;

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
      drawn.add(drawn(frames.get(i), found.get(i)));
    }
    videos.add(drawn);
  }

  private static Picture drawn(FaceCrop face, List<Point> found) {
    Picture picture = face.picture();
    Warp small = picture.width() > MOST ? Warp.resize(picture.shape(), MOST, MOST) : Warp.NONE;
    FaceCrop shown = face.warped(small);
    int scale = Math.max(1, MOST / shown.picture().width());
    Canvas canvas = Canvas.of(shown.picture(), scale);
    Landmarks truth = shown.landmarks();
    for (int k = 0; k < found.size(); k++) {
      Point at = small.map().apply(found.get(k));
      if (truth.isVisible(k)) {
        canvas.line(
            pixel(truth.point(k).x(), scale),
            pixel(truth.point(k).y(), scale),
            pixel(at.x(), scale),
            pixel(at.y(), scale),
            GREEN);
      }
      int x = (int) Math.round(pixel(at.x(), scale));
      int y = (int) Math.round(pixel(at.y(), scale));
      canvas.fill(x - 1, y - 1, 3, 3, ORANGE);
    }
    return canvas.picture();
  }

  /** The centre of a pixel that is drawn larger. */
  private static double pixel(double at, int scale) {
    return scale * (at + 0.5) - 0.5;
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
