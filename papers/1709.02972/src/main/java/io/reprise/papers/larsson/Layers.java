package io.reprise.papers.larsson;

import java.util.Optional;

/**
 * The submodules of F^alpha of an exterior power, by dimensions in each degree.
 *
 * @param power k of the exterior power, 0 for the trivial module
 * @param submodule the image L of the de Rham map into it
 * @param quotient that by the kernel K of the map out of it
 * @param generic what a vector of a degree other than -alpha generates
 * @param image what a vector of L generates; empty if L is 0
 * @param opposite what a vector of degree -alpha generates, if that is a degree
 */
record Layers(
    int power,
    Profile submodule,
    Profile quotient,
    Profile generic,
    Optional<Profile> image,
    Optional<Profile> opposite) {

  /** What vectors generate: a generic one, one of L, one of degree -alpha. */
  String generated() {
    return generic.words()
        + image.map(p -> "; " + p.words()).orElse("")
        + opposite.map(p -> "; " + p.words()).orElse("");
  }
}
