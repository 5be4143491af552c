package io.reprise.experiment.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.experiment.Measurements;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Picture DOT = new Picture(Shape.of(1, 1, 1), new byte[1]);

  private static String refusal(Runnable making) {
    return assertThrows(IllegalArgumentException.class, making::run).getMessage();
  }

  /** A picture that no encoding makes smaller. */
  private static Picture noise(int side) {
    byte[] pixels = new byte[3 * side * side];
    new Seed(1).named("noise").generator().nextBytes(pixels);
    return new Picture(Shape.of(3, side, side), pixels);
  }

  @Test
  void refusesAPictureThatIsTooLargeAndSaysHowLargeItIs() {
    String message = refusal(() -> Figure.png("noise", "Noise.", "Noise.", noise(400)));
    assertTrue(message.startsWith("figure 'noise' of 400 x 400 pixels takes 48"), message);
    assertTrue(message.contains(" bytes as PNG: expected at most 400,000;"), message);
    Figure fits = Figure.png("noise", "Noise.", "Noise.", noise(350));
    assertTrue(fits.bytes().length > 350_000, "near the limit");
    List<Picture> frames = List.of(noise(300), noise(300), noise(300), noise(300), noise(300));
    message = refusal(() -> Clip.of(frames, 100).figure("noise", "Noise.", "Noise."));
    assertTrue(message.contains(" bytes as GIF: expected at most 400,000"), message);
  }

  @Test
  void refusesAFigureWithoutWords() {
    assertEquals(
        "a figure's name is ' ': expected words", refusal(() -> Figure.png(" ", "c", "a", DOT)));
    assertEquals(
        "the caption of figure 'dot' is '': expected words",
        refusal(() -> Figure.png("dot", "", "a", DOT)));
    assertEquals(
        "the alternative text of figure 'dot' is 'null': expected words",
        refusal(() -> Figure.png("dot", "c", null, DOT)));
  }

  @Test
  void refusesBytesThatAreNoGif() {
    byte[] gif = Clip.of(List.of(DOT), 100).figure("dot", "c", "a").bytes();
    byte[] text = "GIF89a, or so it says".getBytes(StandardCharsets.US_ASCII);
    for (byte[] bad : List.of(new byte[0], text, java.util.Arrays.copyOf(gif, 20))) {
      String message = refusal(() -> Figure.gif("dot", "c", "a", Figure.Titles.NONE, bad));
      assertTrue(
          message.startsWith("figure 'dot' of " + bad.length + " bytes: expected a GIF"), message);
    }
  }

  @Test
  void aNameIsTakenOnce() {
    Figure dot = Figure.png("dot", "c", "a", DOT);
    Measurements measured = new Measurements().figure(dot);
    assertEquals("figure 'dot' was given twice", refusal(() -> measured.figure(dot)));
    assertEquals(List.of(dot), measured.figures());
  }
}
