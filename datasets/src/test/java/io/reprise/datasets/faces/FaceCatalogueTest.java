package io.reprise.datasets.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceCatalogueTest {
  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void writeIdentityFolders() throws IOException {
    folder = Files.createDirectory(root.resolve("train"));
    for (String name : List.of("n02/0002_01.jpg", "n02/0001_01.jpg", "n10/0001_02.jpg")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve("licence.txt"));
  }

  private String refusal(String list) throws IOException {
    Path file = Files.writeString(root.resolve("list.txt"), list);
    String message =
        assertThrows(IOException.class, () -> FaceCatalogue.ofList("Faces", folder, file))
            .getMessage();
    return message.replace(file.toString(), "LIST");
  }

  @Test
  void takesEveryFolderAsAnIdentity() throws IOException {
    FaceCatalogue faces = FaceCatalogue.ofFolders("Faces", folder);
    assertEquals(List.of("n02", "n10"), faces.identities());
    assertEquals(3, faces.size());
    assertEquals(new FaceImage(folder.resolve("n02/0001_01.jpg"), 0), faces.image(0));
    assertEquals(new FaceImage(folder.resolve("n10/0001_02.jpg"), 1), faces.image(2));
  }

  @Test
  void refusesFoldersThatAreMissingEmptyOrMixed() throws IOException {
    Path missing = root.resolve("missing");
    assertEquals(
        "Faces: " + missing + " is missing: expected a folder",
        assertThrows(IOException.class, () -> FaceCatalogue.ofFolders("Faces", missing))
            .getMessage());
    Path empty = Files.createDirectory(folder.resolve("n11"));
    assertEquals(
        "Faces: " + empty + " has no images: expected at least one",
        assertThrows(IOException.class, () -> FaceCatalogue.ofFolders("Faces", folder))
            .getMessage());
    Files.createDirectory(empty.resolve("inner"));
    assertTrue(
        assertThrows(IOException.class, () -> FaceCatalogue.ofFolders("Faces", folder))
            .getMessage()
            .contains("inner lies between images"));
  }

  @Test
  void readsListsWithAndWithoutLabels() throws IOException {
    Path list = root.resolve("list.txt");
    Files.writeString(list, "n10/0001_02.jpg\nn02/0002_01.jpg\n");
    FaceCatalogue plain = FaceCatalogue.ofList("Faces", folder, list);
    assertEquals(List.of("n10", "n02"), plain.identities());
    assertEquals(new FaceImage(folder.resolve("n02/0002_01.jpg"), 1), plain.image(1));
    Files.writeString(list, "n10/0001_02.jpg 1\nn02/0002_01.jpg\t0\n");
    FaceCatalogue labelled = FaceCatalogue.ofList("Faces", folder, list);
    assertEquals(List.of("n02", "n10"), labelled.identities());
    assertEquals(1, labelled.image(0).identity());
  }

  @Test
  void refusesBadListsNamingTheLine() throws IOException {
    assertEquals(
        "LIST line 2: 'n02/0001_01.jpg': expected each file once",
        refusal("n02/0001_01.jpg\nn02/0001_01.jpg\n"));
    assertEquals(
        "LIST line 2: 'n10/0001_02.jpg': expected identity/image, and a label on every line or on"
            + " none",
        refusal("n02/0001_01.jpg 0\nn10/0001_02.jpg\n"));
    assertTrue(refusal("0001_02.jpg\n").contains("line 1: '0001_02.jpg': expected identity/image"));
    assertEquals(
        "LIST line 2: 'n02/0002_01.jpg 1': expected label 0, which n02 had before",
        refusal("n02/0001_01.jpg 0\nn02/0002_01.jpg 1\n"));
    assertEquals(
        "LIST gives n10 label 0: expected another for each of 2 identities, from 0 on",
        refusal("n02/0001_01.jpg 0\nn10/0001_02.jpg 0\n"));
    assertTrue(refusal("n02/0001_01.jpg 5\n").startsWith("LIST gives n02 label 5"));
    assertTrue(refusal("n02/0001_01.jpg x\n").contains(": label 'x'"));
    assertTrue(refusal("n02/0009.jpg 0\n").endsWith("0009.jpg is missing: expected a file"));
    assertTrue(refusal("n02/../../x.jpg 0\n").contains("leads out of"));
  }
}
