package io.reprise.datasets.tracking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * OTB, the object tracking benchmark (Wu et al., CVPR 2013 and TPAMI 2015): a folder a video with
 * frames {@code img/0001.jpg} and boxes {@code groundtruth_rect.txt}.
 *
 * <p>All frames are annotated but of the nine videos of which only some count, as the benchmark's
 * own configuration has it: David from frame 300 on, for example.
 */
public final class Otb {
  private static final Map<String, Range> RANGES =
      Map.of(
          "BlurCar1", new Range(247, 988),
          "BlurCar3", new Range(3, 359),
          "BlurCar4", new Range(18, 397),
          "David", new Range(300, 770),
          "Diving", new Range(1, 215),
          "Football1", new Range(1, 74),
          "Freeman3", new Range(1, 460),
          "Freeman4", new Range(1, 283),
          "Tiger1", new Range(1, 354));

  private record Range(int first, int last) {}

  private Otb() {}

  /**
   * Reads the video in a folder.
   *
   * @throws IOException naming file and line, if something is missing, a line is no box, or there
   *     is not a line a frame
   */
  public static TrackingSequence read(Path folder) throws IOException {
    return read(folder, folder.getFileName().toString(), "groundtruth_rect.txt");
  }

  /**
   * Reads one of the objects of a video with several: {@code Jogging} and {@code Skating2} have
   * {@code groundtruth_rect.1.txt} and {@code groundtruth_rect.2.txt}.
   *
   * @param object from 1
   * @throws IOException as {@link #read(Path)}
   */
  public static TrackingSequence read(Path folder, int object) throws IOException {
    return read(folder, folder.getFileName() + "." + object, "groundtruth_rect." + object + ".txt");
  }

  private static TrackingSequence read(Path folder, String name, String annotation)
      throws IOException {
    TreeMap<Integer, Path> frames = TrackingSequence.frames(folder.resolve("img"));
    Range range =
        RANGES.getOrDefault(
            folder.getFileName().toString(), new Range(frames.firstKey(), frames.lastKey()));
    return TrackingSequence.read(name, frames, folder.resolve(annotation), range.first, range.last);
  }
}
