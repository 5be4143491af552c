package io.reprise.datasets.captions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CaptionFilesTest {
  private static final String VIDEOS =
      """
      {"info": {"x": [1, {"y": 2}]},
       "videos": [{"video_id": "video0", "split": "train", "id": 0},
                  {"id": 1, "video_id": "video1", "split": "validate"},
                  {"video_id": "video2", "split": "test"}],
       "sentences": [{"caption": "a cat", "video_id": "video0", "sen_id": 0},
                     {"caption": "a d\u00e4g", "video_id": "video2", "sen_id": 1},
                     {"caption": "a cow", "video_id": "video1", "sen_id": 2},
                     {"caption": "cats", "video_id": "video0", "sen_id": 3}]}
      """;

  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void useANameThatIsNotAscii() {
    file = root.resolve("s\u00e4tze.txt");
  }

  private static String refusal(Executable read) {
    return assertThrows(IOException.class, read).getMessage();
  }

  @Test
  void readsMsrVtt() throws IOException {
    Files.writeString(file, VIDEOS);
    CaptionSplits data = MsrVtt.read(List.of(file), 1, 1, 1);
    assertEquals(Map.of("video0", List.of("a cat", "cats")), data.train().captions());
    assertEquals(List.of("video1"), data.validation().videos());
    assertEquals(Map.of("video2", List.of("a d\u00e4g")), data.test().captions());
    assertEquals(2, data.train().size());
  }

  private String msrVttRefusal(String text) throws IOException {
    Files.writeString(file, text);
    return refusal(() -> MsrVtt.read(List.of(file), 1, 1, 1));
  }

  @Test
  void refusesBadMsrVttNamingTheLine() throws IOException {
    assertEquals(
        file + " line 3: split 'val': expected train, validate or test",
        msrVttRefusal(VIDEOS.replace("validate", "val")));
    assertEquals(
        "[" + file + "]: sentences of video v1: expected it among the videos",
        msrVttRefusal(
            VIDEOS.replace("\"a cow\", \"video_id\": \"video1", "\"a cow\", \"video_id\": \"v1")));
    assertEquals(
        "[" + file + "]: video video1 has no sentence: expected at least one",
        msrVttRefusal(
            VIDEOS.replace(
                "\"a cow\", \"video_id\": \"video1", "\"a cow\", \"video_id\": \"video0")));
    assertEquals(
        file + " line 5: VALUE_NUMBER_INT '7': expected a text",
        msrVttRefusal(VIDEOS.replace("\"a cat\"", "7")));
    String truncated = msrVttRefusal(VIDEOS.substring(0, 150));
    assertEquals(file + " line 3: ", truncated.substring(0, (file + " line 3: ").length()));
    assertEquals(file + " line 1: the end of the file: expected more JSON", msrVttRefusal(""));
    Files.writeString(file, VIDEOS);
    assertEquals(
        "[" + file + "]: 1 videos of split train: expected 6513",
        refusal(() -> MsrVtt.read(List.of(file))));
  }

  @Test
  void readsTheEnglishSentencesOfMsvd() throws IOException {
    Files.writeString(
        file,
        """
        VideoID,Start,End,WorkerID,Source,AnnotationTime,Language,Description
        b_c,8,15,1,clean,1,English,"a man, who ""sings"" too"
        b_c,8,15,1,clean,1,German,ein Mann
        a,1,2,2,unverified,2,English,\u00fcber
        b_c,8,15,1,clean,1,English,he sings
        a,1,2,2,unverified,2,English,
        """);
    CaptionedVideos clips = Msvd.readCsv(file);
    assertEquals(List.of("a_1_2", "b_c_8_15"), clips.videos());
    assertEquals(List.of("a man, who \"sings\" too", "he sings"), clips.captions().get("b_c_8_15"));

    Files.writeString(file, "VideoID,Start,End,Language\n");
    assertEquals(
        file + " line 1: columns [VideoID, Start, End, Language]: expected Description",
        refusal(() -> Msvd.readCsv(file)));
    Files.writeString(file, "VideoID,Start,End,Language,Description\na,1,2,English\n");
    assertEquals(
        file + " record 1 has 4 fields: expected as many as columns",
        refusal(() -> Msvd.readCsv(file)));
  }

  @Test
  void splitsMsvdInTheOrderOfTheMapping() throws IOException {
    Files.writeString(file, "# head\nc_1_2 a cat\nd_1_2 a dog\nc_1_2 cats\ne_0_1 an eel\n");
    CaptionedVideos clips = Msvd.readText(file);
    assertEquals(List.of("a cat", "cats"), clips.captions().get("c_1_2"));
    Path order = root.resolve("youtube_mapping.txt");
    Files.writeString(order, "c_1_2 vid3\nd_1_2 vid1\ne_0_1 vid2\n");
    CaptionSplits splits = Msvd.split(clips, order, 1, 1, 1);
    assertEquals(List.of("d_1_2"), splits.train().videos());
    assertEquals(List.of("e_0_1"), splits.validation().videos());
    assertEquals(List.of("c_1_2"), splits.test().videos());

    assertEquals(order + " has 3 clips: expected 1970", refusal(() -> Msvd.split(clips, order)));
    Files.writeString(order, "c_1_2 vid1\nd_1_2 vid1\n");
    assertEquals(
        order + " line 2: vid1 again: expected each once",
        refusal(() -> Msvd.split(clips, order, 1, 1, 1)));
    Files.writeString(order, "c_1_2 vid1\nd_1_2 vid2\nf_1_2 vid3\n");
    assertEquals(
        order + " line 3: clip f_1_2 has no caption: expected at least one",
        refusal(() -> Msvd.split(clips, order, 1, 1, 1)));
    Files.writeString(file, "c_1_2\n");
    assertEquals(
        file + " line 1: 'c_1_2': expected a clip's name and a sentence",
        refusal(() -> Msvd.readText(file)));
  }

  @Test
  void cutsSentencesIntoWords() {
    assertEquals(
        List.of("a", "man", "'s", "dog", "does", "n't", "eat", "3.5", "pies"),
        Words.of("A man's dog doesn\u2019t eat 3.5 'pies'!"));
    assertEquals(List.of("t-shirt", "na\u00efve"), Words.of("T-shirt,  NA\u00cfVE."));
    assertEquals(List.of(), Words.of("..."));
  }

  @Test
  void numbersWordsByFrequency() {
    List<List<String>> sentences =
        List.of(List.of("a", "cat"), List.of("a", "bat"), List.of("the", "cat"), List.of("a"));
    Vocabulary words = Vocabulary.of(sentences, 1);
    assertEquals(6, words.size());
    assertEquals(List.of(2, 3, 4, Vocabulary.END), words.encode(List.of("a", "cat", "bat")));
    assertEquals("the", words.word(5));
    assertEquals(List.of("a", "bat"), words.decode(List.of(2, 4, 0, 3)));
    Vocabulary frequent = Vocabulary.of(sentences, 2);
    assertEquals(4, frequent.size());
    assertEquals(
        List.of(Vocabulary.UNKNOWN, 2, Vocabulary.END), frequent.encode(List.of("bat", "a")));
  }
}
