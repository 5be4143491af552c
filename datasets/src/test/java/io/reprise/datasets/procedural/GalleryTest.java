package io.reprise.datasets.procedural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureFile;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
  @TempDir private Path folder;

  /** Grey pictures of 500x2 whose value is the seed. */
  private record Plain(String title, String caption, int number) implements Exhibit {
    @Override
    public List<Picture> pictures(Seed seed) {
      byte[] pixels = new byte[1_000];
      Arrays.fill(pixels, (byte) seed.value());
      return Collections.nCopies(number, new Picture(Shape.of(1, 2, 500), pixels));
    }
  }

  @Test
  void writesASheetForEachExhibitAndAPageThatHoldsThem() throws IOException {
    Gallery gallery =
        new Gallery(List.of(new Plain("A & B", "x < \"y\"", 3), new Plain("Another", "Text.", 1)));
    Path page = gallery.write(folder.resolve("new/gallery"), new Seed(9));
    Picture sheet = PictureFile.read(folder.resolve("new/gallery/a-b.png"));
    assertEquals(Shape.of(3, 22, 1_018), sheet.shape());
    assertEquals(9, sheet.at(0, 6, 6));
    assertEquals(9, sheet.at(2, 15, 505));
    assertEquals(0xd0, sheet.at(1, 15, 506));
    String html = Files.readString(page);
    assertTrue(html.contains("<h2>A &amp; B</h2>"));
    assertTrue(html.contains("<p>x &lt; &quot;y&quot;</p>"));
    assertEquals(3, html.split("src=\"data:image/png;base64,", -1).length);
    assertEquals(3, html.split("<img alt=\"Sheet of pictures: ", -1).length);
    assertTrue(html.contains("prefers-color-scheme: dark"));
    assertFalse(html.contains("http"), "needs no other file");
  }

  @Test
  void everyExhibitDrawsTheSamePicturesForTheSameSeed() {
    Set<String> titles = new HashSet<>();
    for (ServiceLoader.Provider<Exhibit> provider :
        ServiceLoader.load(Exhibit.class).stream().toList()) {
      Exhibit exhibit = provider.get();
      assertTrue(titles.add(exhibit.title()), exhibit.title());
      assertFalse(exhibit.caption().isBlank(), exhibit.title());
      List<Picture> pictures = exhibit.pictures(new Seed(3));
      List<Picture> again = provider.get().pictures(new Seed(3));
      assertFalse(pictures.isEmpty(), exhibit.title());
      for (int i = 0; i < pictures.size(); i++) {
        assertArrayEquals(pictures.get(i).pixels(), again.get(i).pixels(), exhibit.title());
      }
    }
    assertTrue(titles.contains("Shapes, 10 classes"), titles.toString());
  }

  @Test
  void refusesNoneAndTwoOfOneName() {
    assertEquals(
        "gallery: no exhibits: expected at least one",
        assertThrows(IllegalArgumentException.class, () -> new Gallery(List.of())).getMessage());
    Exhibit one = new Plain("A-b", "", 1);
    Exhibit two = new Plain("a B", "", 1);
    assertEquals(
        "gallery: two exhibits would be 'a-b.png': expected other titles",
        assertThrows(IllegalArgumentException.class, () -> new Gallery(List.of(one, two)))
            .getMessage());
  }
}
