package io.reprise.datasets.procedural.captions;

import io.reprise.datasets.procedural.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens in a video: one to three of the same kind do one or two things at one place.
 *
 * @param subject who, from 0 to 7
 * @param count how many they are, from 1 to 3
 * @param place where, from 0 to 5
 * @param events what they do, in order of time: one event or two different ones
 */
public record Story(int subject, int count, int place, List<Event> events) {
  /**
   * Something done to something.
   *
   * @param action from 0 to 9
   * @param object from 0 to 11, one that suits the action
   */
  public record Event(int action, int object) {}

  /** Copies the events. */
  public Story {
    events = List.copyOf(events);
  }

  static Story draw(RandomStream random) {
    int subject = random.below(Lexicon.SUBJECTS.size());
    int count = random.chance(0.6) ? 1 : 2 + random.below(2);
    int place = random.below(Lexicon.PLACES.size());
    List<Event> events = new ArrayList<>();
    events.add(event(random));
    if (random.chance(0.4)) {
      Event second = event(random);
      while (second.action == events.get(0).action) {
        second = event(random);
      }
      events.add(second);
    }
    return new Story(subject, count, place, events);
  }

  private static Event event(RandomStream random) {
    int action = random.below(Lexicon.ACTIONS.size());
    return new Event(action, random.pick(Lexicon.ACTIONS.get(action).objects()));
  }
}
