package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class VerificationListsTest {
  @TempDir private Path root;

  private Path create(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String refusal(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  private void writeLfw() throws IOException {
    for (String photo : List.of("Ann_Lee/Ann_Lee_0001", "Ann_Lee/Ann_Lee_0004", "Bo/Bo_0012")) {
      create("lfw/" + photo + ".jpg");
    }
  }

  private VerificationProtocol lfwPairs(String text) throws IOException {
    Path list = write("lfw/pairs.txt", text);
    return Lfw.pairs(DataFolder.in("LFW", root, "lfw"), list);
  }

  @Test
  void readsThePairsOfLfwByFolds() throws IOException {
    writeLfw();
    String fold = "Ann_Lee\t1\t4\nAnn_Lee\t4\tBo\t12\n";
    VerificationProtocol protocol = lfwPairs("2\t1\n" + fold + fold);
    assertEquals(2, protocol.folds().size());
    Path lfw = root.resolve("lfw");
    assertEquals(
        List.of(
            new VerificationPair(
                lfw.resolve("Ann_Lee/Ann_Lee_0001.jpg"),
                lfw.resolve("Ann_Lee/Ann_Lee_0004.jpg"),
                true),
            new VerificationPair(
                lfw.resolve("Ann_Lee/Ann_Lee_0004.jpg"), lfw.resolve("Bo/Bo_0012.jpg"), false)),
        protocol.folds().get(1));
    assertEquals(1, lfwPairs("1\n" + fold).folds().size());
    assertTrue(Lfw.isIn(root));
    assertEquals(
        "LFW: " + root.resolve("lfw/pairs.txt") + " has folds of [2] pairs: expected 10 of 600",
        refusal(() -> Lfw.read(root)));
  }

  @Test
  void refusesBadPairsOfLfwNamingTheLine() throws IOException {
    writeLfw();
    String list = root.resolve("lfw/pairs.txt").toString();
    assertEquals(
        list + " has 2 lines: expected 3 by its first line",
        refusal(() -> lfwPairs("1 1\nAnn_Lee 1 4\n")));
    assertEquals(
        list
            + " line 2: 'Ann_Lee 1 3': expected a photo that is there; missing: "
            + root.resolve("lfw/Ann_Lee/Ann_Lee_0003.jpg"),
        refusal(() -> lfwPairs("1\nAnn_Lee 1 3\nAnn_Lee 1 Bo 12\n")));
    assertEquals(
        list + " line 3: 'Ann_Lee 1 Ann_Lee 4': expected two names, for a pair of two people",
        refusal(() -> lfwPairs("1\nAnn_Lee 1 4\nAnn_Lee 1 Ann_Lee 4\n")));
    assertEquals(
        list
            + " line 2: 'Ann_Lee 1 Bo 12': expected a name and two photos, for a pair of one person",
        refusal(() -> lfwPairs("1\nAnn_Lee 1 Bo 12\nAnn_Lee 1 4\n")));
    assertTrue(refusal(() -> lfwPairs("1 2 3\n")).contains("expected the number of folds"));
    assertTrue(refusal(() -> lfwPairs("ten 300\n")).contains(": folds 'ten'"));
  }

  private VerificationProtocol twoLines(String last) throws IOException {
    String fold = "a.jpg 1\nb.jpg 1\na.jpg 0\nc.jpg 0\n";
    return VerificationLists.twoLinesAPair(
        "CPLFW",
        root.resolve("images"),
        write("pairs_CPLFW.txt", fold.repeat(9) + "a.jpg 1\nb.jpg 1\n" + last),
        2);
  }

  @Test
  void readsPairsOnTwoLinesEach() throws IOException {
    create("images/a.jpg");
    create("images/b.jpg");
    create("images/c.jpg");
    VerificationProtocol protocol = twoLines("c.jpg 0\nb.jpg 0\n");
    assertEquals(10, protocol.folds().size());
    assertTrue(protocol.folds().get(9).get(0).same());
    VerificationPair last = protocol.folds().get(9).get(1);
    assertFalse(last.same());
    assertEquals(root.resolve("images/b.jpg"), last.second());
    assertTrue(
        refusal(() -> twoLines("c.jpg 0\nb.jpg 1\n"))
            .endsWith(
                "line 40: 'b.jpg 1': expected number 0 of the line before, which is its pair"));
    assertTrue(refusal(() -> twoLines("c.jpg 0\n")).endsWith("has 39 lines: expected 40"));
    assertTrue(
        refusal(() -> twoLines("d.jpg 0\nb.jpg 0\n"))
            .contains("line 39: 'd.jpg 0': expected a photo"));
  }

  private VerificationProtocol cfp(String different) throws IOException {
    for (int f = 1; f <= 10; f++) {
      String split = String.format("cfp/Protocol/Split/FP/%02d/", f);
      write(split + "same.txt", "1,1\n2,2\n");
      write(split + "diff.txt", different);
    }
    return VerificationLists.cfpFrontalProfile(root.resolve("cfp"));
  }

  @Test
  void readsFrontalAgainstProfileOfCfp() throws IOException {
    for (int i = 1; i <= 2; i++) {
      create("cfp/Data/Images/00" + i + "/frontal/01.jpg");
      create("cfp/Data/Images/00" + i + "/profile/03.jpg");
    }
    write(
        "cfp/Protocol/Pair_list_F.txt",
        "1 ../Data/Images/001/frontal/01.jpg\n2 ../Data/Images/002/frontal/01.jpg\n");
    write(
        "cfp/Protocol/Pair_list_P.txt",
        "1 ../Data/Images/001/profile/03.jpg\n2 ../Data/Images/002/profile/03.jpg\n");
    VerificationProtocol protocol = cfp("1, 2\n2,1\n");
    assertEquals(10, protocol.folds().size());
    assertEquals(
        new VerificationPair(
            root.resolve("cfp/Data/Images/001/frontal/01.jpg"),
            root.resolve("cfp/Data/Images/002/profile/03.jpg"),
            false),
        protocol.folds().get(3).get(2));
    assertTrue(
        refusal(() -> cfp("1,9\n"))
            .endsWith("line 1: '1,9': expected photos of the pair lists; there is no 9"));
    assertTrue(refusal(() -> cfp("1 9\n")).endsWith("expected two numbers with a comma between"));
    write(
        "cfp/Protocol/Pair_list_P.txt",
        "1 ../Data/Images/001/profile/03.jpg\n1 ../Data/Images/002/profile/03.jpg\n");
    assertTrue(refusal(() -> cfp("1,1\n")).endsWith("expected each number once"));
    write("cfp/Protocol/Pair_list_P.txt", "1 ../../../secret.jpg\n");
    assertTrue(refusal(() -> cfp("1,1\n")).contains("leads out of"));
  }

  private VerificationProtocol youTube(String last) throws IOException {
    StringBuilder text = new StringBuilder("split number, first name, second name, is same\n");
    for (int split = 1; split <= 9; split++) {
      text.append(split).append(", Ann/0, Ann/1, 1\n");
    }
    return VerificationLists.youTubeFaces(
        root.resolve("videos"), write("splits.txt", text + last), 1);
  }

  @Test
  void readsVideosOfYouTubeFaces() throws IOException {
    Files.createDirectories(root.resolve("videos/Ann/0"));
    Files.createDirectories(root.resolve("videos/Ann/1"));
    Files.createDirectories(root.resolve("videos/Bo/3"));
    VerificationProtocol protocol = youTube("10, Ann/1, Bo/3, 0\n");
    assertTrue(protocol.folds().get(0).get(0).same());
    assertEquals(
        new VerificationPair(root.resolve("videos/Ann/1"), root.resolve("videos/Bo/3"), false),
        protocol.folds().get(9).get(0));
    assertTrue(
        refusal(() -> youTube("9, Ann/1, Bo/3, 0\n"))
            .endsWith("has splits of [1, 1, 1, 1, 1, 1, 1, 1, 2, 0] pairs: expected 1 each"));
    assertTrue(refusal(() -> youTube("11, Ann/1, Bo/3, 0\n")).contains("line 11: split '11'"));
    assertTrue(refusal(() -> youTube("10, Ann/1, Bo/3, 2\n")).contains(": same '2'"));
    assertTrue(refusal(() -> youTube("10, Ann/1, Bo/4, 0\n")).contains("expected a video"));
    assertTrue(refusal(() -> youTube("10, Ann/1\n")).contains("expected a split, two videos"));
  }
}
