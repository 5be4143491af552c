package io.reprise.datasets.procedural.captions;

import java.util.List;

/** The words for what may happen in a video. Each thing has one word or several synonyms. */
final class Lexicon {
  /** A subject, for one and for several. */
  record Noun(List<String> singular, List<String> plural) {}

  /**
   * An action.
   *
   * @param progressive its synonyms after "is", for example {@code slicing}
   * @param singular those for one subject, in the same order
   * @param plural those for several, in the same order
   * @param objects the numbers of what it may be done to
   */
  record Verb(
      List<String> progressive,
      List<String> singular,
      List<String> plural,
      List<Integer> objects) {}

  static final List<Noun> SUBJECTS =
      List.of(
          noun("man/guy", "men/guys"),
          noun("woman/lady", "women/ladies"),
          noun("boy/kid", "boys/kids"),
          noun("girl/kid", "girls/kids"),
          noun("chef/cook", "chefs/cooks"),
          noun("dog/puppy", "dogs/puppies"),
          noun("monkey", "monkeys"),
          noun("robot/machine", "robots/machines"));

  /** Each with its article. */
  static final List<List<String>> OBJECTS =
      List.of(
          List.of("an onion"),
          List.of("a potato"),
          List.of("a tomato"),
          List.of("a ball"),
          List.of("a bicycle", "a bike"),
          List.of("a guitar"),
          List.of("a piano"),
          List.of("a car", "a vehicle"),
          List.of("a horse", "a pony"),
          List.of("a box"),
          List.of("a book"),
          List.of("a pan"));

  static final List<Verb> ACTIONS =
      List.of(
          verb("slicing/cutting", "slices/cuts", "slice/cut", 0, 1, 2),
          verb("washing/cleaning", "washes/cleans", "wash/clean", 1, 4, 7, 11),
          verb("playing", "plays", "play", 5, 6),
          verb("throwing/tossing", "throws/tosses", "throw/toss", 2, 3, 9, 10),
          verb("riding", "rides", "ride", 4, 8),
          verb("carrying/holding", "carries/holds", "carry/hold", 3, 5, 9, 11),
          verb("pushing/moving", "pushes/moves", "push/move", 4, 6, 7, 9),
          verb("painting", "paints", "paint", 6, 7, 9, 11),
          verb("drawing/sketching", "draws/sketches", "draw/sketch", 0, 8, 5),
          verb("watching", "watches", "watch", 3, 7, 8, 10));

  static final List<List<String>> PLACES =
      List.of(
          List.of("in the kitchen"),
          List.of("in the park"),
          List.of("on the street", "on the road"),
          List.of("in the garden", "in the yard"),
          List.of("in the garage"),
          List.of("on a stage"));

  private Lexicon() {}

  private static Noun noun(String singular, String plural) {
    return new Noun(synonyms(singular), synonyms(plural));
  }

  private static Verb verb(String progressive, String singular, String plural, Integer... objects) {
    return new Verb(synonyms(progressive), synonyms(singular), synonyms(plural), List.of(objects));
  }

  private static List<String> synonyms(String words) {
    return List.of(words.split("/", -1));
  }
}
