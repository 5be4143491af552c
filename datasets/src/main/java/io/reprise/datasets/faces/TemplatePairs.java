package io.reprise.datasets.faces;

import io.reprise.datasets.FeatureVectors;
import io.reprise.datasets.files.TextLine;
import io.reprise.datasets.files.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The pairs of templates that a 1:1 protocol compares; IJB-C has 15,658,489, held compactly. */
public final class TemplatePairs {
  private int[] first = new int[1 << 10];
  private int[] second = new int[1 << 10];
  private final BitSet same = new BitSet();
  private int size;

  private TemplatePairs() {}

  /**
   * Reads {@code ijbb_template_pair_label.txt} or {@code ijbc_template_pair_label.txt}, whose lines
   * are {@code 1 11065 1}: two templates, and 1 for the same person or 0.
   *
   * @throws IOException naming the list and the line, if it is not of that form or a template is
   *     not in the protocol
   */
  public static TemplatePairs readLabelled(TemplateProtocol protocol, Path list)
      throws IOException {
    TemplatePairs pairs = new TemplatePairs();
    TextLines.forEach(
        list,
        line -> {
          List<String> f = line.fields(3, "two templates, and 1 for the same person or 0");
          pairs.add(
              template(protocol, line, f.get(0)),
              template(protocol, line, f.get(1)),
              line.integer(f.get(2), "label", 0, 1) == 1);
        });
    return pairs;
  }

  /**
   * Reads the comparisons of NIST, whose lines are {@code 12,345}: two templates. Their subjects
   * say whether it is the same person.
   *
   * @throws IOException naming the list and the line, if it is not of that form or a template is
   *     not in the protocol, or the protocol names no subjects
   */
  public static TemplatePairs readComparisons(TemplateProtocol protocol, Path list)
      throws IOException {
    TemplatePairs pairs = new TemplatePairs();
    TextLines.forEach(
        list,
        line -> {
          String[] parts = line.text().split(",", -1);
          if (parts.length != 2) {
            throw line.unexpected("two templates with a comma between");
          }
          int a = template(protocol, line, parts[0].strip());
          int b = template(protocol, line, parts[1].strip());
          if (protocol.subject(a) == TemplateImage.UNKNOWN) {
            throw line.unexpected("templates with subjects, or a label");
          }
          pairs.add(a, b, protocol.subject(a) == protocol.subject(b));
        });
    return pairs;
  }

  private static int template(TemplateProtocol protocol, TextLine line, String text)
      throws IOException {
    int template = line.integer(text, "template", 0, Integer.MAX_VALUE);
    if (!protocol.hasTemplate(template)) {
      throw line.unexpected("templates of the protocol; there is no " + template);
    }
    return template;
  }

  private void add(int a, int b, boolean samePerson) {
    if (size == first.length) {
      first = Arrays.copyOf(first, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
    }
    first[size] = a;
    second[size] = b;
    same.set(size, samePerson);
    size++;
  }

  /** How many pairs there are. */
  public int size() {
    return size;
  }

  /** How many of them are of one person. */
  public int genuine() {
    return same.cardinality();
  }

  /**
   * Compares every pair by the cosine of the templates' features.
   *
   * @param features one a template, see {@link TemplateProtocol#pool}
   * @throws IllegalArgumentException if a template has none
   */
  public VerificationScores compare(Map<Integer, float[]> features) {
    Map<Integer, float[]> unit = TemplateFeatures.unit(features);
    double[] genuine = new double[genuine()];
    double[] impostor = new double[size - genuine.length];
    int g = 0;
    int i = 0;
    for (int p = 0; p < size; p++) {
      double score = FeatureVectors.product(of(unit, first[p]), of(unit, second[p]));
      if (same.get(p)) {
        genuine[g++] = score;
      } else {
        impostor[i++] = score;
      }
    }
    return new VerificationScores(genuine, impostor);
  }

  private static float[] of(Map<Integer, float[]> features, int template) {
    float[] vector = features.get(template);
    if (vector == null) {
      throw new IllegalArgumentException(
          "template " + template + " has no features: expected some");
    }
    return vector;
  }
}
