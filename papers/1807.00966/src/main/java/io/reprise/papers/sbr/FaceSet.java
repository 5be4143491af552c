package io.reprise.papers.sbr;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.landmarks.FaceSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Faces that a detector is trained and judged on.
 *
 * @param labelled images to train on
 * @param videos to train on without their labels
 * @param stills images to judge on, by the name of the test part; may be empty
 * @param testVideos to judge on; may be empty
 * @param videoLandmarks the numbers of the landmarks that videos are judged by
 */
record FaceSet(
    String name,
    Origin origin,
    String checksum,
    int landmarks,
    FaceSource labelled,
    List<FaceSource> videos,
    Map<String, FaceSource> stills,
    List<FaceSource> testVideos,
    List<Integer> videoLandmarks)
    implements Dataset {
  /** Copies the lists and checks that there is something to train on. */
  FaceSet {
    videos = List.copyOf(videos);
    stills = Collections.unmodifiableMap(new TreeMap<>(stills));
    testVideos = List.copyOf(testVideos);
    videoLandmarks = List.copyOf(videoLandmarks);
    if (labelled.size() == 0 || videos.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": "
              + labelled.size()
              + " labelled faces and "
              + videos.size()
              + " videos: expected at least 1 of each");
    }
    for (FaceSource video : videos) {
      if (video.size() < FaceBatch.FRAMES) {
        throw new IllegalArgumentException(
            name
                + ": a video of "
                + video.size()
                + " frames: expected at least "
                + FaceBatch.FRAMES);
      }
    }
  }
}
