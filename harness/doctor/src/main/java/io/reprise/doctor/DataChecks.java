package io.reprise.doctor;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.images.Cifar10;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The published data sets that the suite reads, each read as a run would. */
final class DataChecks {
  private static final List<Published> KNOWN =
      List.of(new Published("CIFAR-10", Cifar10::isIn, Cifar10::read));

  private record Published(String name, Predicate<Path> isIn, Reader reader) {}

  @FunctionalInterface
  private interface Reader {
    Dataset read(Path root) throws IOException;
  }

  private DataChecks() {}

  static List<Check> all(Path root) {
    return KNOWN.stream().map(data -> check(data, root)).toList();
  }

  private static Check check(Published data, Path root) {
    String subject = "data " + data.name;
    if (!data.isIn.test(root)) {
      return Check.missing(
          subject,
          "not in " + root,
          "quick runs take data made by the suite; datasets/README.md says where the real goes");
    }
    try {
      Dataset read = data.reader.read(root);
      return Check.ok(
          subject,
          read.name() + " in " + root + ", whole, SHA-256 " + read.checksum().substring(0, 12));
    } catch (IOException e) {
      return Check.warning(
          subject, "damaged: " + e.getMessage(), "copy the files again, or take the folder away");
    }
  }
}
