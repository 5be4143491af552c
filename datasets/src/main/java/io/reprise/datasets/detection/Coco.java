package io.reprise.datasets.detection;

import io.reprise.datasets.Box;
import io.reprise.datasets.detection.CocoObject.Keypoint;
import io.reprise.datasets.detection.CocoObject.Visibility;
import io.reprise.datasets.files.JsonCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of COCO annotations (Lin et al., ECCV 2014): {@code instances_*.json}, {@code
 * person_keypoints_*.json} or {@code captions_*.json}. It is read as a stream. Polygons are kept;
 * run lengths, which only crowds have, are left out.
 *
 * @param images by number, in the order of the file
 * @param categories names by number; none in files of captions
 * @param objects none in files of captions
 * @param captions sentences by image; none in other files
 */
public record Coco(
    Map<Long, CocoImage> images,
    Map<Long, String> categories,
    List<CocoObject> objects,
    Map<Long, List<String>> captions) {
  private static final int KEYPOINTS = 17;
  private static final List<Visibility> VISIBILITIES =
      List.of(Visibility.NOT_LABELLED, Visibility.HIDDEN, Visibility.VISIBLE);

  public Coco {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    objects = List.copyOf(objects);
    captions = Collections.unmodifiableMap(new LinkedHashMap<>(captions));
  }

  /**
   * Reads a file.
   *
   * @throws IOException naming file and line, if it is missing, cut short or no JSON, or an
   *     annotation lacks a value, has one that is none, or is of an unknown image or category
   */
  public static Coco read(Path file) throws IOException {
    Reader reader = new Reader(file);
    try (JsonCursor json = JsonCursor.open(file)) {
      json.object(
          key -> {
            switch (key) {
              case "images" -> json.array(() -> reader.image(json));
              case "categories" -> json.array(() -> reader.category(json));
              case "annotations" -> json.array(() -> reader.annotation(json));
              default -> json.skip();
            }
          });
      json.end();
    }
    return reader.finish();
  }

  /** What was read so far. */
  private static final class Reader {
    private final Path file;
    private final Map<Long, CocoImage> images = new LinkedHashMap<>();
    private final Map<Long, String> categories = new LinkedHashMap<>();
    private final List<CocoObject> objects = new ArrayList<>();
    private final Map<Long, List<String>> captions = new LinkedHashMap<>();

    Reader(Path file) {
      this.file = file;
    }

    void image(JsonCursor json) throws IOException {
      Map<String, Long> numbers = new HashMap<>();
      Map<String, String> texts = new HashMap<>();
      json.object(
          key -> {
            switch (key) {
              case "id", "width", "height" -> numbers.put(key, json.integer());
              case "file_name" -> texts.put(key, json.text());
              default -> json.skip();
            }
          });
      require(json, numbers.keySet(), "id", "width", "height");
      require(json, texts.keySet(), "file_name");
      long id = numbers.get("id");
      long width = numbers.get("width");
      long height = numbers.get("height");
      if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
        throw json.invalid("image " + id + " of " + width + " x " + height, "at least 1 x 1");
      }
      CocoImage image = new CocoImage(id, texts.get("file_name"), (int) width, (int) height);
      if (images.put(id, image) != null) {
        throw json.invalid("image " + id + " again", "each once");
      }
    }

    void category(JsonCursor json) throws IOException {
      Map<String, Long> numbers = new HashMap<>();
      Map<String, String> texts = new HashMap<>();
      json.object(
          key -> {
            switch (key) {
              case "id" -> numbers.put(key, json.integer());
              case "name" -> texts.put(key, json.text());
              default -> json.skip();
            }
          });
      require(json, numbers.keySet(), "id");
      require(json, texts.keySet(), "name");
      categories.put(numbers.get("id"), texts.get("name"));
    }

    void annotation(JsonCursor json) throws IOException {
      Map<String, Long> numbers = new HashMap<>();
      Map<String, List<Double>> lists = new HashMap<>();
      List<List<Double>> polygons = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      List<Double> area = new ArrayList<>();
      json.object(
          key -> {
            switch (key) {
              case "id", "image_id", "category_id", "iscrowd" -> numbers.put(key, json.integer());
              case "area" -> area.add(json.decimal());
              case "bbox", "keypoints" -> lists.put(key, json.decimals());
              case "caption" -> texts.add(json.text());
              case "segmentation" -> {
                if (json.isArray()) {
                  json.array(() -> polygons.add(json.decimals()));
                } else {
                  json.skip();
                }
              }
              default -> json.skip();
            }
          });
      require(json, numbers.keySet(), "id", "image_id");
      if (!texts.isEmpty()) {
        captions
            .computeIfAbsent(numbers.get("image_id"), image -> new ArrayList<>())
            .add(texts.get(0));
        return;
      }
      require(json, numbers.keySet(), "category_id");
      require(json, lists.keySet(), "bbox");
      String what = "annotation " + numbers.get("id");
      if (area.isEmpty()) {
        throw json.invalid(what + " without area", "'area'");
      }
      objects.add(
          new CocoObject(
              numbers.get("id"),
              numbers.get("image_id"),
              numbers.get("category_id"),
              box(json, what, lists.get("bbox")),
              area.get(0),
              numbers.getOrDefault("iscrowd", 0L) != 0,
              polygons,
              keypoints(json, what, lists.getOrDefault("keypoints", List.of()))));
    }

    private static Box box(JsonCursor json, String what, List<Double> values) throws IOException {
      if (values.size() != 4 || values.get(2) < 0 || values.get(3) < 0) {
        throw json.invalid(what + " with bbox " + values, "left, top, and width and height >= 0");
      }
      double left = values.get(0);
      double top = values.get(1);
      return new Box(left, top, left + values.get(2), top + values.get(3));
    }

    private static List<Keypoint> keypoints(JsonCursor json, String what, List<Double> values)
        throws IOException {
      if (!values.isEmpty() && values.size() != 3 * KEYPOINTS) {
        throw json.invalid(
            what + " with " + values.size() + " keypoint values", "3 for each of " + KEYPOINTS);
      }
      List<Keypoint> keypoints = new ArrayList<>();
      for (int i = 0; i < values.size(); i += 3) {
        double visibility = values.get(i + 2);
        if (visibility != 0 && visibility != 1 && visibility != 2) {
          throw json.invalid(what + " with visibility " + visibility, "0, 1 or 2");
        }
        keypoints.add(
            new Keypoint(values.get(i), values.get(i + 1), VISIBILITIES.get((int) visibility)));
      }
      return keypoints;
    }

    private static void require(JsonCursor json, Set<String> found, String... names)
        throws IOException {
      for (String name : names) {
        if (!found.contains(name)) {
          throw json.invalid("an object with " + new TreeSet<>(found), "'" + name + "'");
        }
      }
    }

    Coco finish() throws IOException {
      Set<Long> ids = new HashSet<>();
      for (CocoObject object : objects) {
        String problem = null;
        if (!ids.add(object.id())) {
          problem = "a number of its own";
        } else if (!images.containsKey(object.image())) {
          problem = "an image of the file, not " + object.image();
        } else if (!categories.containsKey(object.category())) {
          problem = "a category of the file, not " + object.category();
        }
        if (problem != null) {
          throw new IOException(file + ": annotation " + object.id() + ": expected " + problem);
        }
      }
      for (long image : captions.keySet()) {
        if (!images.containsKey(image)) {
          throw new IOException(
              file + ": a caption of image " + image + ": expected an image of the file");
        }
      }
      return new Coco(images, categories, objects, captions);
    }
  }
}
