package io.reprise.datasets.procedural.captions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Examples;
import io.reprise.datasets.procedural.Learner;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaptionedVideosTest {
  private static final VideoForm SMALL = new VideoForm(8, 48, 5);

  /** Words that say something of the video: nouns and verbs. */
  private static final Set<String> CONTENT =
      Stream.concat(
              Lexicon.SUBJECTS.stream().flatMap(n -> Stream.of(n.singular(), n.plural())),
              Stream.concat(
                  Lexicon.ACTIONS.stream()
                      .flatMap(v -> Stream.of(v.progressive(), v.singular(), v.plural())),
                  Stream.concat(Lexicon.OBJECTS.stream(), Lexicon.PLACES.stream())))
          .flatMap(List::stream)
          .map(phrase -> phrase.substring(phrase.lastIndexOf(' ') + 1))
          .collect(Collectors.toSet());

  private static CaptionedVideos small(long seed) {
    return CaptionedVideos.generate(SMALL, 20, 5, 10, new Seed(seed));
  }

  /** A change of this value changes every result that rests on the data. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "c1b7dbaf5b279f3e2a8083ec50627a143e92f6cbb026f13fc81937586e0d585b",
        CaptionedVideos.generate(VideoForm.PUBLISHED, 5, 2, 3, new Seed(7)).checksum());
  }

  @Test
  void drawsOtherVideosForAnotherSeedAndPart() {
    assertNotEquals(small(1).checksum(), small(2).checksum());
    assertNotEquals(
        Arrays.toString(small(1).train().features(0)),
        Arrays.toString(small(1).test().features(0)));
    CaptionedVideos longer = CaptionedVideos.generate(SMALL, 40, 5, 10, new Seed(1));
    assertArrayEquals(small(1).train().features(19), longer.train().features(19));
    assertEquals(small(1).train().captions(19), longer.train().captions(19));
  }

  @Test
  void everyCaptionIsMadeOfTheVocabulary() {
    CaptionedVideos data = CaptionedVideos.generate(SMALL, 500, 1, 1, new Seed(1));
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertEquals(5, data.train().captions(i).size());
      for (String caption : data.train().captions(i)) {
        int[] encoded = data.vocabulary().encode(caption);
        assertEquals(caption, data.vocabulary().decode(encoded));
        Arrays.stream(encoded).forEach(used::add);
      }
    }
    assertEquals(data.vocabulary().size(), used.size(), "all words are used");
  }

  @Test
  void captionsNameWhatHappensInItsOrder() {
    VideoSet videos = CaptionedVideos.generate(SMALL, 300, 1, 1, new Seed(1)).train();
    int ordered = 0;
    for (int i = 0; i < videos.size(); i++) {
      Story story = videos.story(i);
      for (String caption : videos.captions(i)) {
        assertEquals(story.count() == 1, names(caption, subjects(story, true)), caption);
        assertEquals(story.count() > 1, names(caption, subjects(story, false)), caption);
        if (caption.contains("and then")) {
          ordered++;
          String[] halves = caption.split(" and then ", -1);
          assertTrue(names(halves[0], objects(story, 0)), caption);
          assertTrue(names(halves[1], objects(story, 1)), caption);
        }
      }
    }
    assertTrue(ordered > 100, ordered + " captions of two events in order");
  }

  private static List<String> subjects(Story story, boolean single) {
    Lexicon.Noun noun = Lexicon.SUBJECTS.get(story.subject());
    return single ? noun.singular() : noun.plural();
  }

  private static List<String> objects(Story story, int event) {
    return Lexicon.OBJECTS.get(story.events().get(event).object());
  }

  private static boolean names(String caption, List<String> any) {
    return any.stream().anyMatch(words -> (" " + caption + " ").contains(" " + words + " "));
  }

  @Test
  void aNetworkGuessesTheNextWordBetterThanALinearModelAndNotPerfectly() {
    CaptionedVideos data =
        CaptionedVideos.generate(new VideoForm(6, 96, 1), 3_500, 1, 500, new Seed(1));
    int words = data.vocabulary().size();
    int inputs = 3 * 96 + 2 * words;
    Examples train = nextWords(data, data.train()).training(inputs);
    Examples test = nextWords(data, data.test()).evaluation(inputs);
    try (Learner learner = new Learner()) {
      double frequent = test.mostFrequent();
      double linear = learner.accuracy(learner.linear(inputs, words), train, test, 5, 3e-3);
      double network =
          learner.accuracy(learner.perceptron(inputs, 96, words), train, test, 7, 3e-3);
      String found =
          "captions: most frequent " + frequent + ", linear " + linear + ", network " + network;
      assertTrue(frequent < 0.1, found);
      assertTrue(linear > 0.3, found);
      assertTrue(network > linear + 0.03 && network < 0.75, found);
    }
  }

  /** Of content words: the mean features of three parts of the video, and the two words before. */
  private static Examples.Collector nextWords(CaptionedVideos data, VideoSet videos) {
    int words = data.vocabulary().size();
    int dimension = data.form().dimension();
    int frames = data.form().frames();
    Examples.Collector all = new Examples.Collector();
    for (int i = 0; i < videos.size(); i++) {
      float[] features = videos.features(i);
      float[] means = new float[3 * dimension];
      for (int t = 0; t < frames; t++) {
        for (int d = 0; d < dimension; d++) {
          means[(t * 3 / frames) * dimension + d] += features[t * dimension + d] * 3 / frames;
        }
      }
      for (String caption : videos.captions(i)) {
        int before = Vocabulary.END;
        int last = Vocabulary.END;
        for (int next : data.vocabulary().encode(caption)) {
          float[] x = Arrays.copyOf(means, means.length + 2 * words);
          x[means.length + last] = 1;
          x[means.length + words + before] = 1;
          if (CONTENT.contains(data.vocabulary().word(next))) {
            all.add(x, next);
          }
          before = last;
          last = next;
        }
      }
    }
    return all;
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "videos of 1 frames, 48 values and 5 captions: expected at least 2 frames, 1 value and 1"
            + " caption",
        assertThrows(IllegalArgumentException.class, () -> new VideoForm(1, 48, 5)).getMessage());
    assertEquals(
        "videos: 0 in a part: expected at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> CaptionedVideos.generate(SMALL, 1, 0, 1, new Seed(1)))
            .getMessage());
    int size = small(1).vocabulary().size() - 1;
    assertEquals(
        "caption 'a zebra': word 2 'zebra': expected one of the " + size + " of the vocabulary",
        assertThrows(IllegalArgumentException.class, () -> small(1).vocabulary().encode("a zebra"))
            .getMessage());
    assertEquals(
        "video 20: expected from 0 to 19",
        assertThrows(IndexOutOfBoundsException.class, () -> small(1).train().features(20))
            .getMessage());
  }
}
