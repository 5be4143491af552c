package io.reprise.datasets.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;

/** Something that a data set's folder must have. Paths are relative to that folder. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "expect")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Expectation.OneFile.class, name = "file"),
  @JsonSubTypes.Type(value = Expectation.NumberedFiles.class, name = "numbered"),
  @JsonSubTypes.Type(value = Expectation.Folder.class, name = "folder")
})
public sealed interface Expectation {
  /** Where it is; empty for the data set's folder itself. */
  String path();

  /**
   * A file.
   *
   * @param bytes its size, or 0 if any will do but not none
   * @param lines how many lines of text it has, or 0 if that is not checked
   */
  record OneFile(String path, long bytes, long lines) implements Expectation {
    public OneFile {
      RelativePath.check(path);
    }
  }

  /**
   * A file for each number of a range.
   *
   * @param path a format with one number, for example {@code val/val_%08d.JPEG}
   * @param to the last number, inclusive
   */
  record NumberedFiles(String path, int from, int to) implements Expectation {
    public NumberedFiles {
      RelativePath.check(path);
      if (from > to || (path.formatted(from).equals(path.formatted(to)) && from != to)) {
        throw new IllegalArgumentException(
            "numbered files '"
                + path
                + "' "
                + from
                + " to "
                + to
                + ": expected a %d and a range that is not empty");
      }
    }
  }

  /**
   * A folder, and what is in it. Names that begin with a dot are not looked at.
   *
   * @param folders how many folders are directly in it, or 0 if that is not checked
   * @param foldersNamed what their names must match; null for anything
   * @param files how many files are in it and in its folders at any depth, or 0 if not checked
   * @param filesNamed which files are counted, by their names; null for all
   * @param filesInEach how many of those files each folder directly in it has, or 0
   * @param filesOnly whether files that {@code filesNamed} does not match are a problem
   */
  record Folder(
      String path,
      long folders,
      Pattern foldersNamed,
      long files,
      Pattern filesNamed,
      long filesInEach,
      boolean filesOnly)
      implements Expectation {
    public Folder {
      RelativePath.check(path);
    }
  }
}
