package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.procedural.RandomStream;
import io.reprise.datasets.procedural.captions.Lexicon.Noun;
import io.reprise.datasets.procedural.captions.Lexicon.Verb;
import io.reprise.datasets.procedural.captions.Story.Event;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says what happens in a story, each time in words drawn anew:
 *
 * <pre>
 * caption  = clause [place] | place clause
 * clause   = subject doing                       (one event, or the first of two)
 *          | "there is" | "there are" subject ing
 *          | subject doing "and then" doing      (two events)
 *          | "after" ing subject doing           (the first event, then the second)
 *          | "before" ing subject doing          (the second event, then the first)
 * subject  = "a" noun | number nouns
 * doing    = ("is" | "are") ing | verb object
 * ing      = progressive object
 * </pre>
 */
final class Grammar {
  private static final List<List<String>> SEVERAL =
      List.of(List.of("two", "a pair of"), List.of("three", "a group of"));

  private final Story story;
  private final RandomStream random;

  private Grammar(Story story, RandomStream random) {
    this.story = story;
    this.random = random;
  }

  /** One caption in lower case, its words apart by single spaces, without punctuation. */
  static String caption(Story story, RandomStream random) {
    return new Grammar(story, random).caption();
  }

  /** Every word that a caption may have, in order. */
  static List<String> words() {
    Set<String> words = new TreeSet<>(Comparator.naturalOrder());
    Stream<String> parts =
        Stream.of(
                Stream.of("a", "there is", "there are", "is", "are", "and then", "after", "before"),
                SEVERAL.stream().flatMap(List::stream),
                Lexicon.SUBJECTS.stream()
                    .flatMap(n -> Stream.of(n.singular(), n.plural()))
                    .flatMap(List::stream),
                Lexicon.ACTIONS.stream()
                    .flatMap(v -> Stream.of(v.progressive(), v.singular(), v.plural()))
                    .flatMap(List::stream),
                Lexicon.OBJECTS.stream().flatMap(List::stream),
                Lexicon.PLACES.stream().flatMap(List::stream))
            .flatMap(s -> s);
    parts.forEach(part -> words.addAll(List.of(part.split(" ", -1))));
    return List.copyOf(words);
  }

  private String caption() {
    String clause = clause();
    if (random.chance(0.4)) {
      return clause;
    }
    String place = random.pick(Lexicon.PLACES.get(story.place()));
    return random.chance(0.75) ? clause + " " + place : place + " " + clause;
  }

  private String clause() {
    Event first = story.events().get(0);
    boolean single = story.count() == 1;
    if (story.events().size() == 1 || random.chance(0.2)) {
      return random.chance(0.8)
          ? subject() + " " + doing(first)
          : (single ? "there is " : "there are ") + subject() + " " + ing(first);
    }
    Event second = story.events().get(1);
    return switch (random.below(3)) {
      case 0 -> subject() + " " + doing(first) + " and then " + doing(second);
      case 1 -> "after " + ing(first) + " " + subject() + " " + doing(second);
      default -> "before " + ing(second) + " " + subject() + " " + doing(first);
    };
  }

  private String subject() {
    Noun noun = Lexicon.SUBJECTS.get(story.subject());
    if (story.count() == 1) {
      return "a " + random.pick(noun.singular());
    }
    return random.pick(SEVERAL.get(story.count() - 2)) + " " + random.pick(noun.plural());
  }

  private String doing(Event event) {
    if (random.chance(0.7)) {
      return (story.count() == 1 ? "is " : "are ") + ing(event);
    }
    Verb verb = Lexicon.ACTIONS.get(event.action());
    return random.pick(story.count() == 1 ? verb.singular() : verb.plural()) + " " + object(event);
  }

  private String ing(Event event) {
    return random.pick(Lexicon.ACTIONS.get(event.action()).progressive()) + " " + object(event);
  }

  private String object(Event event) {
    return random.pick(Lexicon.OBJECTS.get(event.object()));
  }
}
