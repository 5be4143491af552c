package io.reprise.datasets.faces;

import java.nio.file.Path;

/**
 * One image of a template, the set of images that stands for a person in the IJB protocols.
 *
 * @param file decoded when it is needed
 * @param template the number of the template
 * @param subject the number of the person; {@link #UNKNOWN} where the list does not say
 * @param media the photo or video that the image is from; images of one video share it
 */
public record TemplateImage(Path file, int template, int subject, String media) {
  /** Of a list that names no people. */
  public static final int UNKNOWN = -1;
}
