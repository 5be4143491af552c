package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.List;

/** All sightings of a few vehicles. */
public final class VehicleExhibit implements Exhibit {
  @Override
  public String title() {
    return "Vehicles";
  }

  @Override
  public String caption() {
    return "Four vehicles, each by four cameras and three times by each, in order: twelve pictures"
        + " a vehicle.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    ReIdentification all = Vehicles.generate(new ReIdentificationSettings(64, 4, 1, 4, 3), seed);
    return all.train().stream().map(Sighting::picture).toList();
  }
}
