package io.reprise.doctor;

import io.reprise.datasets.catalogue.Catalogue;
import io.reprise.datasets.catalogue.DataSetEntry;
import io.reprise.datasets.download.DataSetStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The published data sets that are in the folder, by their layout. */
final class DataChecks {
  private DataChecks() {}

  static List<Check> all(Path root) {
    List<Check> checks = new ArrayList<>();
    int known = 0;
    for (DataSetEntry entry : Catalogue.read().all()) {
      known++;
      try {
        DataSetStatus status = DataSetStatus.of(entry, root);
        if (!(status instanceof DataSetStatus.Absent)) {
          checks.add(check(entry, status));
        }
      } catch (IOException e) {
        checks.add(Check.warning("data " + entry.id(), "cannot be read: " + e, "look at " + root));
      }
    }
    if (checks.isEmpty()) {
      checks.add(
          Check.missing(
              "data",
              "none of the " + known + " published data sets is in " + root,
              "quick runs take data made by the suite; ci/reprise data list says what there is"));
    }
    return checks;
  }

  private static Check check(DataSetEntry entry, DataSetStatus status) {
    String subject = "data " + entry.id();
    if (status instanceof DataSetStatus.Present there) {
      return Check.ok(subject, entry.name() + " in " + there.folder());
    }
    return status instanceof DataSetStatus.Damaged damaged
        ? Check.warning(
            subject,
            "damaged: " + damaged.problems().get(0),
            "copy the files again, or take the folder away; ci/reprise data verify " + entry.id())
        : Check.missing(
            subject, "half downloaded", "ci/reprise data download " + entry.id() + " goes on");
  }
}
