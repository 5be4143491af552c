package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRootTest {
  private static final Path HOME = Path.of("home");

  @Test
  void prefersTheOptionThenTheEnvironmentThenTheHomeFolder(@TempDir Path folder)
      throws IOException {
    Path option = Files.createDirectory(folder.resolve("option"));
    Path variable = Files.createDirectory(folder.resolve("variable"));
    Map<String, String> environment = Map.of(DataRoot.VARIABLE, variable.toString());
    assertEquals(option, DataRoot.resolve(option.toString(), environment, HOME));
    assertEquals(variable, DataRoot.resolve(null, environment, HOME));
    assertEquals(variable, DataRoot.resolve(" ", environment, HOME));
    Path cache = Path.of("home", ".cache", "reprise");
    assertEquals(cache, DataRoot.resolve("", Map.of(), HOME));
    assertEquals(cache, DataRoot.resolve(null, Map.of(DataRoot.VARIABLE, ""), HOME));
  }

  @Test
  void refusesANamedFolderThatDoesNotExist(@TempDir Path folder) throws IOException {
    String missing = folder.resolve("missing").toString();
    String message = "data folder '" + missing + "' does not exist: expected an existing folder";
    assertEquals(message, refusal(missing, Map.of()));
    assertEquals(message, refusal(null, Map.of(DataRoot.VARIABLE, missing)));
    String file = Files.createFile(folder.resolve("file")).toString();
    assertEquals(
        "data folder '" + file + "' is not a folder: expected an existing folder",
        refusal(file, Map.of()));
  }

  private static String refusal(String option, Map<String, String> environment) {
    return assertThrows(
            IllegalArgumentException.class, () -> DataRoot.resolve(option, environment, HOME))
        .getMessage();
  }
}
