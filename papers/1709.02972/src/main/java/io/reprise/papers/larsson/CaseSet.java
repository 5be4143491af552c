package io.reprise.papers.larsson;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.experiment.Variant;
import java.util.List;

/**
 * What trials look into: lists of modules and shifts, which are settings. There are no examples.
 *
 * @param checksum over all names and settings
 */
record CaseSet(String checksum) implements Dataset {
  static CaseSet of(List<Variant> variants) {
    Checksum sum = new Checksum();
    for (Variant v : variants) {
      sum.add(v.name()).add(v.settings().asMap().toString());
    }
    return new CaseSet(sum.hex());
  }

  @Override
  public String name() {
    return "Modules and shifts";
  }

  @Override
  public Origin origin() {
    return Origin.PROCEDURAL;
  }
}
