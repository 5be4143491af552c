package io.reprise.datasets.faces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.reprise.datasets.DataFolder;
import io.reprise.datasets.Similarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MegaFace challenge 1 (Kemelmacher-Shlizerman et al., CVPR 2016): photos of FaceScrub are looked
 * for among up to a million distractors.
 *
 * <p>The lists are those of the authors' development kit, {@code
 * templatelists/facescrub_features_list.json} and {@code
 * templatelists/megaface_features_list.json_1000000_1}: an object with {@code path}, the photos,
 * and for FaceScrub {@code id}, the person of each.
 *
 * @param probes the photos of FaceScrub
 * @param people the person of each probe
 * @param distractors the photos that show none of them
 */
public record MegaFace(List<Path> probes, List<String> people, List<Path> distractors) {
  private static final String NAME = "MegaFace";

  /** Copies the lists. */
  public MegaFace {
    probes = List.copyOf(probes);
    people = List.copyOf(people);
    distractors = List.copyOf(distractors);
  }

  /**
   * Reads the lists.
   *
   * @param facescrub where the probes are
   * @param flickr where the distractors are
   * @throws IOException naming the list, if it is no such JSON, has not a person for each probe, or
   *     a photo is missing
   */
  public static MegaFace read(Path facescrub, Path probeList, Path flickr, Path distractorList)
      throws IOException {
    Template probes = Template.read(probeList);
    if (probes.ids.size() != probes.paths.size()) {
      throw new IOException(
          probeList
              + " has "
              + probes.paths.size()
              + " of path and "
              + probes.ids.size()
              + " of id: expected as many");
    }
    return new MegaFace(
        files(DataFolder.at(NAME, facescrub), probes.paths),
        probes.ids,
        files(DataFolder.at(NAME, flickr), Template.read(distractorList).paths));
  }

  private static List<Path> files(DataFolder folder, List<String> names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(folder.file(name));
    }
    return files;
  }

  /** The two arrays of a list. */
  private record Template(List<String> paths, List<String> ids) {
    private static Template read(Path list) throws IOException {
      if (!Files.isRegularFile(list)) {
        throw new IOException(list + " is missing: expected a list in JSON");
      }
      Template template = new Template(new ArrayList<>(), new ArrayList<>());
      try (JsonParser json = new JsonFactory().createParser(list.toFile())) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw new IOException(list + " is no JSON object: expected path and id");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          switch (field) {
            case "path" -> strings(list, json, template.paths);
            case "id" -> strings(list, json, template.ids);
            default -> json.skipChildren();
          }
        }
      } catch (JsonProcessingException e) {
        throw new IOException(
            list
                + " line "
                + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNr())
                + " is no JSON ("
                + e.getOriginalMessage()
                + "): expected path and id",
            e);
      }
      if (template.paths.isEmpty()) {
        throw new IOException(list + " has no path: expected a list of photos");
      }
      return template;
    }

    private static void strings(Path list, JsonParser json, List<String> to) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw new IOException(
            list + " has " + json.currentName() + " that is no array: expected strings");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (!json.currentToken().isScalarValue()) {
          throw new IOException(
              list
                  + " line "
                  + json.currentLocation().getLineNr()
                  + " has a value that is no string: expected strings");
        }
        to.add(json.getText());
      }
    }
  }

  /**
   * Rank-1 identification: of all ordered pairs of photos of one person, the share in which the
   * second is more similar to the first than every distractor is. Each pair stands for a gallery of
   * that photo and all distractors.
   *
   * @param amongProbes the probes' similarities to all probes
   * @param toDistractors the probes' similarities to all distractors
   * @throws IllegalArgumentException if no person has two photos, or a similarity is missing or not
   *     a number
   */
  public double rankOne(Similarity amongProbes, Similarity toDistractors) {
    long pairs = 0;
    long found = 0;
    for (int p = 0; p < probes.size(); p++) {
      float[] mates = amongProbes.toGallery(p, probes.size());
      float hardest = largest(toDistractors.toGallery(p, distractors.size()));
      for (int m = 0; m < mates.length; m++) {
        if (m != p && people.get(m).equals(people.get(p))) {
          pairs++;
          found += mates[m] > hardest ? 1 : 0;
        }
      }
    }
    if (pairs == 0) {
      throw new IllegalArgumentException(
          "MegaFace: no person has two probes: expected one at least");
    }
    return (double) found / pairs;
  }

  private static float largest(float[] scores) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      largest = Math.max(largest, score);
    }
    return largest;
  }
}
