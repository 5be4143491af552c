package io.reprise.datasets.captions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Videos by name, in the order of the data set, each with at least one sentence. */
public record CaptionedVideos(Map<String, List<String>> captions) {
  /** Copies; checks that each video has a sentence. */
  public CaptionedVideos {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    captions.forEach(
        (video, sentences) -> {
          if (sentences.isEmpty()) {
            throw new IllegalArgumentException(
                "video " + video + " has no caption: expected at least one");
          }
          copy.put(video, List.copyOf(sentences));
        });
    captions = Collections.unmodifiableMap(copy);
  }

  /** The names, in order. */
  public List<String> videos() {
    return List.copyOf(captions.keySet());
  }

  /** How many sentences all videos have together. */
  public int size() {
    return captions.values().stream().mapToInt(List::size).sum();
  }

  /** The videos from one place in the order to before another. */
  CaptionedVideos between(int from, int to) {
    Map<String, List<String>> part = new LinkedHashMap<>();
    for (String video : videos().subList(from, to)) {
      part.put(video, captions.get(video));
    }
    return new CaptionedVideos(part);
  }
}
