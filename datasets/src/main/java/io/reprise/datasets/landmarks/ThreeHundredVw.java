package io.reprise.datasets.landmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * 300-VW (Shen et al., "The first facial landmark tracking in-the-wild challenge", ICCVW 2015):
 * videos with 68 landmarks a frame, a folder each with landmarks {@code annot/000001.pts}, and the
 * frames, which the user cuts out of {@code vid.avi}, in {@code extraction/000001.png}.
 */
public final class ThreeHundredVw {
  /** Which folders a part has. */
  public enum Part {
    TRAIN(
        "001 002 003 004 007 009 010 011 013 015 016 017 018 019 020 022 025 027 028 029 031 033 034"
            + " 035 037 039 041 043 044 046 047 048 049 053 057 059 112 113 115 119 120 123 138 143 144 160"
            + " 204 205 223 225"),
    /** Category 1: well lit. */
    WELL_LIT(
        "114 124 125 126 150 158 401 402 505 506 507 508 509 510 511 514 515 518 519 520 521 522 524"
            + " 525 537 538 540 541 546 547 548"),
    /** Category 2: mild conditions. */
    MILD("203 208 211 212 213 214 218 224 403 404 405 406 407 408 409 412 550 551 553"),
    /** Category 3: challenging. */
    CHALLENGING("410 411 516 517 526 528 529 530 531 533 557 558 559 562");

    private final String videos;

    Part(String videos) {
      this.videos = videos;
    }

    /** The names of its folders. */
    public List<String> videos() {
      return List.of(videos.split(" ", -1));
    }
  }

  private ThreeHundredVw() {}

  /**
   * The frames of one video in order, with landmarks.
   *
   * @param video its folder
   * @throws IOException if a folder or a file is missing, or the frames are not numbered from 1
   *     without a gap
   */
  public static List<FaceFile> frames(Path video) throws IOException {
    List<Path> annotations = numbered(video.resolve("annot"), ".pts");
    List<Path> images = numbered(video.resolve("extraction"), ".png");
    if (annotations.size() != images.size()) {
      throw new IOException(
          "300-VW: "
              + video
              + " has landmarks of "
              + annotations.size()
              + " frames and "
              + images.size()
              + " images: expected as many");
    }
    List<FaceFile> frames = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      frames.add(new FaceFile(images.get(i), annotations.get(i)));
    }
    return List.copyOf(frames);
  }

  private static List<Path> numbered(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("300-VW: " + folder + " is missing: expected a folder");
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      String expected = String.format("%06d%s", i + 1, ending);
      if (!files.get(i).getFileName().toString().equals(expected)) {
        throw new IOException("300-VW: " + files.get(i) + ": expected " + expected + " next");
      }
    }
    if (files.isEmpty()) {
      throw new IOException("300-VW: " + folder + " is empty: expected 000001" + ending);
    }
    return files;
  }
}
