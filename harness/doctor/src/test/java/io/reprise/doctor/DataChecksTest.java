package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.doctor.Check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataChecksTest {
  @TempDir Path folder;

  @Test
  void dataThatIsNotThereIsMissing() {
    Check check = DataChecks.all(folder).get(0);
    assertEquals(Verdict.MISSING, check.verdict());
    assertTrue(check.finding().contains(folder.toString()), check.line());
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path batches = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
    Files.write(batches.resolve("data_batch_1.bin"), new byte[10]);
    Check check = DataChecks.all(folder).get(0);
    assertEquals(Verdict.WARNING, check.verdict());
    assertTrue(check.finding().contains("data_batch_1.bin"), check.line());
  }
}
