package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.List;

/** All sightings of a few people. */
public final class PedestrianExhibit implements Exhibit {
  @Override
  public String title() {
    return "Pedestrians";
  }

  @Override
  public String caption() {
    return "Four people, each by four cameras and three times by each, in order: twelve pictures a"
        + " person.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    ReIdentification all = Pedestrians.generate(new ReIdentificationSettings(96, 4, 1, 4, 3), seed);
    return all.train().stream().map(Sighting::picture).toList();
  }
}
