package io.reprise.datasets.faces;

import io.reprise.datasets.FeatureVectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means of feature vectors of unit length. */
final class TemplateFeatures {
  private TemplateFeatures() {}

  static Map<Integer, float[]> pool(
      List<TemplateImage> images, float[][] features, TemplateProtocol.Pooling pooling) {
    float[][] unit = FeatureVectors.unit("feature of image", features);
    Map<Integer, Map<String, List<float[]>>> byTemplate = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      TemplateImage image = images.get(i);
      String group = pooling == TemplateProtocol.Pooling.MEDIA ? image.media() : "all";
      byTemplate
          .computeIfAbsent(image.template(), t -> new LinkedHashMap<>())
          .computeIfAbsent(group, g -> new ArrayList<>())
          .add(unit[i]);
    }
    Map<Integer, float[]> pooled = new HashMap<>();
    byTemplate.forEach(
        (template, groups) ->
            pooled.put(
                template, mean(groups.values().stream().map(TemplateFeatures::mean).toList())));
    return pooled;
  }

  private static float[] mean(List<float[]> vectors) {
    float[] mean = new float[vectors.get(0).length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (float[] vector : vectors) {
        sum += vector[k];
      }
      mean[k] = (float) (sum / vectors.size());
    }
    return mean;
  }

  /** The vectors of the templates, each divided by its length. */
  static Map<Integer, float[]> unit(Map<Integer, float[]> features) {
    List<Integer> templates = List.copyOf(features.keySet());
    float[][] vectors = templates.stream().map(features::get).toArray(float[][]::new);
    float[][] unit = FeatureVectors.unit("feature of template", vectors);
    Map<Integer, float[]> byTemplate = new HashMap<>();
    for (int t = 0; t < unit.length; t++) {
      byTemplate.put(templates.get(t), unit[t]);
    }
    return byTemplate;
  }
}
