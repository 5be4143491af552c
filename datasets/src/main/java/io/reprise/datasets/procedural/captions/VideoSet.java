package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One part of {@link CaptionedVideos}. Features are made when they are asked for: those of 10,000
 * videos of the published form would fill 2.3 GB.
 */
public final class VideoSet {
  private final VideoForm form;
  private final Camera camera;
  private final Seed seed;
  private final int size;

  VideoSet(VideoForm form, Camera camera, int size, Seed seed) {
    if (size < 1) {
      throw new IllegalArgumentException("videos: " + size + " in a part: expected at least 1");
    }
    this.form = form;
    this.camera = camera;
    this.size = size;
    this.seed = seed;
  }

  public int size() {
    return size;
  }

  /** What happens in a video. */
  public Story story(int i) {
    return Story.draw(stream(i, "story"));
  }

  /** The features of a video, {@code [frames, dimension]} in row-major order. */
  public float[] features(int i) {
    return camera.film(story(i), stream(i, "camera"));
  }

  /** The reference captions of a video; two of them may be equal. */
  public List<String> captions(int i) {
    Story story = story(i);
    RandomStream random = stream(i, "captions");
    return IntStream.range(0, form.captions())
        .mapToObj(k -> Grammar.caption(story, random))
        .toList();
  }

  private RandomStream stream(int i, String use) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException("video " + i + ": expected from 0 to " + (size - 1));
    }
    return new RandomStream(seed.named("video " + i).named(use));
  }

  String checksum() {
    Checksum sum = new Checksum().add(size, form.frames(), form.dimension());
    for (int i = 0; i < size; i++) {
      sum.add(features(i));
      captions(i).forEach(sum::add);
    }
    return sum.hex();
  }
}
