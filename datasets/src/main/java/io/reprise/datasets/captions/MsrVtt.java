package io.reprise.datasets.captions;

import io.reprise.datasets.files.JsonCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MSR-VTT (Xu et al., CVPR 2016): 10,000 clips with 20 sentences each, of which 6,513 are for
 * training, 497 for validation and 2,990 for testing.
 *
 * <p>The files {@code train_val_videodatainfo.json} and {@code test_videodatainfo.json} (or one
 * with all) have an array {@code videos}, whose {@code split} is {@code train}, {@code validate} or
 * {@code test}, and an array {@code sentences}.
 */
public final class MsrVtt {
  private static final int TRAIN = 6_513;
  private static final int VALIDATION = 497;
  private static final int TEST = 2_990;

  private final Map<String, String> splits = new LinkedHashMap<>();
  private final Map<String, List<String>> captions = new LinkedHashMap<>();

  private MsrVtt() {}

  /**
   * Reads the files together.
   *
   * @throws IOException naming file and line, if one is missing, cut short or no JSON, a sentence
   *     is of an unknown video, or the parts are not of the published sizes
   */
  public static CaptionSplits read(List<Path> files) throws IOException {
    return read(files, TRAIN, VALIDATION, TEST);
  }

  static CaptionSplits read(List<Path> files, int train, int validation, int test)
      throws IOException {
    MsrVtt data = new MsrVtt();
    for (Path file : files) {
      data.readFile(file);
    }
    return new CaptionSplits(
        data.part("train", train, files),
        data.part("validate", validation, files),
        data.part("test", test, files));
  }

  private void readFile(Path file) throws IOException {
    try (JsonCursor json = JsonCursor.open(file)) {
      json.object(
          key -> {
            switch (key) {
              case "videos" -> json.array(() -> readVideo(json));
              case "sentences" -> json.array(() -> readSentence(json));
              default -> json.skip();
            }
          });
      json.end();
    }
  }

  private void readVideo(JsonCursor json) throws IOException {
    Map<String, String> fields = fields(json, "video_id", "split");
    if (!List.of("train", "validate", "test").contains(fields.get("split"))) {
      throw json.invalid("split '" + fields.get("split") + "'", "train, validate or test");
    }
    if (splits.put(fields.get("video_id"), fields.get("split")) != null) {
      throw json.invalid("video " + fields.get("video_id") + " again", "each once");
    }
  }

  private void readSentence(JsonCursor json) throws IOException {
    Map<String, String> fields = fields(json, "video_id", "caption");
    captions
        .computeIfAbsent(fields.get("video_id"), video -> new ArrayList<>())
        .add(fields.get("caption"));
  }

  private static Map<String, String> fields(JsonCursor json, String... names) throws IOException {
    List<String> wanted = List.of(names);
    Map<String, String> fields = new LinkedHashMap<>();
    json.object(
        key -> {
          if (wanted.contains(key)) {
            fields.put(key, json.text());
          } else {
            json.skip();
          }
        });
    for (String name : wanted) {
      if (!fields.containsKey(name)) {
        throw json.invalid("an object with " + fields.keySet(), "'" + name + "'");
      }
    }
    return fields;
  }

  private CaptionedVideos part(String split, int expected, List<Path> files) throws IOException {
    Map<String, List<String>> part = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> video : captions.entrySet()) {
      if (!splits.containsKey(video.getKey())) {
        throw new IOException(
            files + ": sentences of video " + video.getKey() + ": expected it among the videos");
      }
    }
    for (Map.Entry<String, String> video : splits.entrySet()) {
      if (video.getValue().equals(split)) {
        List<String> sentences = captions.get(video.getKey());
        if (sentences == null) {
          throw new IOException(
              files + ": video " + video.getKey() + " has no sentence: expected at least one");
        }
        part.put(video.getKey(), sentences);
      }
    }
    if (part.size() != expected) {
      throw new IOException(
          files + ": " + part.size() + " videos of split " + split + ": expected " + expected);
    }
    return new CaptionedVideos(part);
  }
}
