package io.reprise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void leavesNamesThatMlflowTakesAsTheyAre() {
    for (String name :
        new String[] {
          "rate", "curve/training_loss", "env.OMP_NUM_THREADS", "a b-c", "..a", "a/.b"
        }) {
      assertEquals(name, Limits.key(name));
    }
  }

  @Test
  void givesEveryOtherNameAKeyOfItsOwnThatMlflowTakes() throws Exception {
    String[] names = {
      "",
      ".",
      "..",
      "/",
      "a/",
      "/a",
      "a//b",
      "a/../b",
      "a/./b",
      "a:b",
      "a_b:",
      "é",
      "a\nb",
      "a\n",
      "loss (%)",
      "loss [%]",
      "x".repeat(251),
      "x".repeat(252),
      "😀".repeat(200)
    };
    java.util.Set<String> keys = new java.util.HashSet<>();
    for (String name : names) {
      String key = Limits.key(name);
      assertNotEquals(name, key);
      assertTrue(keys.add(key), key);
      ServerRules.tag(new ObjectMapper().createObjectNode().put("key", key));
      assertEquals(key, Limits.key(name), "always the same");
    }
  }

  @Test
  void aTextThatIsCutSaysHowLongItWas() {
    assertEquals("x".repeat(500), Limits.text("x".repeat(500), 500));
    String cut = Limits.text("x".repeat(501), 500);
    assertEquals(500, cut.length());
    assertTrue(cut.endsWith("x... (501 characters)"), cut);
  }

  @Test
  void aTextIsNotCutInTheMiddleOfACharacter() {
    String cut = Limits.text("x" + "😀".repeat(50), 41);
    assertEquals("x" + "😀".repeat(10) + "... (101 characters)", cut);
    assertEquals(
        "x" + "😀".repeat(9) + "... (101 characters)", Limits.text("x" + "😀".repeat(50), 40));
  }
}
