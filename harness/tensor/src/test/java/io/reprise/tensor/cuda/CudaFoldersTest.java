package io.reprise.tensor.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The order of the search on machines that are made up. */
@EnabledOnOs(OS.LINUX)
class CudaFoldersTest {
  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void resolveLinksOfTheTemporaryFolder() throws IOException {
    root = temporary.toRealPath();
  }

  /** Folders with what led there, those of the machine without its root. */
  private List<String> folders(Map<String, String> environment) {
    return CudaFolders.of(environment, root).all().stream()
        .map(s -> "/" + root.relativize(s.folder()) + " " + s.origin())
        .toList();
  }

  private String at(String path) {
    return root.resolve(path).toString();
  }

  private void make(String folder) throws IOException {
    Files.createDirectories(root.resolve(folder));
  }

  @Test
  void whatAUserNamesComesBeforeTheBundleTheLinkerTheToolkitsAndTheWheels() throws IOException {
    make("venv/lib/python3.11/site-packages/nvidia/cublas/lib");
    assertEquals(
        List.of(
            "/chosen REPRISE_CUDA",
            "/also REPRISE_CUDA",
            "/bundle/lib/cuda bundle",
            "/preset LD_LIBRARY_PATH",
            "/lib64 linker's default",
            "/usr/lib64 linker's default",
            "/lib linker's default",
            "/usr/lib linker's default",
            "/toolkit/lib64 CUDA_HOME",
            "/toolkit/lib CUDA_HOME",
            "/toolkit/extras/CUPTI/lib64 CUDA_HOME",
            "/usr/local/cuda/lib64 CUDA toolkit",
            "/usr/local/cuda/lib CUDA toolkit",
            "/usr/local/cuda/extras/CUPTI/lib64 CUDA toolkit",
            "/venv/lib/python3.11/site-packages/nvidia/cublas/lib VIRTUAL_ENV"),
        folders(
            Map.of(
                "REPRISE_CUDA", at("chosen") + ":" + at("also"),
                "REPRISE_BUNDLE", at("bundle"),
                "LD_LIBRARY_PATH", at("preset"),
                "CUDA_HOME", at("toolkit"),
                "VIRTUAL_ENV", at("venv"))));
  }

  @Test
  void theLinkersConfigurationIsReadWithWhatItIncludes() throws IOException {
    make("etc/ld.so.conf.d");
    Files.writeString(
        root.resolve("etc/ld.so.conf"), "include ld.so.conf.d/*.conf\n/opt/libs # ours\n");
    Files.writeString(root.resolve("etc/ld.so.conf.d/b.conf"), "/second\n");
    Files.writeString(
        root.resolve("etc/ld.so.conf.d/a.conf"), "# first\n/first\ninclude /etc/ld.so.conf\n");
    Files.writeString(root.resolve("etc/ld.so.conf.d/not.this"), "/never\n");
    List<String> all = folders(Map.of());
    assertEquals(
        List.of("/first ld.so.conf", "/second ld.so.conf", "/opt/libs ld.so.conf"),
        all.subList(0, 3));
    assertFalse(all.toString().contains("never"), all.toString());
  }

  @Test
  void toolkitsComeNewestFirstAndAFolderOfTwoNamesOnce() throws IOException {
    make("usr/local/cuda-13.2/lib64");
    make("usr/local/cuda-13.10/lib64");
    make("usr/local/cuda-9.2/lib64");
    Files.createSymbolicLink(
        root.resolve("usr/local/cuda"), root.resolve("usr/local/cuda-13.2").toAbsolutePath());
    assertEquals(
        List.of(
            "/usr/local/cuda/lib64 CUDA toolkit",
            "/usr/local/cuda-13.10/lib64 CUDA toolkit",
            "/usr/local/cuda-9.2/lib64 CUDA toolkit"),
        folders(Map.of()).stream()
            .filter(f -> f.contains("/lib64 CUDA") && !f.contains("CUPTI"))
            .toList());
  }

  @Test
  void wheelsOfEachPythonAreFoundWhereItsLinksLead() throws IOException {
    make("usr/bin");
    make("opt/python/bin");
    make("opt/python/lib/python3.12/site-packages/nvidia/cu13/lib");
    make("opt/python/lib/python3.12/site-packages/nvidia/cudnn/lib");
    make("opt/python/lib/python3.12/site-packages/nvidia/headers/include");
    make("home/.local/lib/python3.12/site-packages/nvidia/nccl/lib");
    make("conda/lib");
    Files.createFile(root.resolve("opt/python/bin/python3.12"));
    Files.createSymbolicLink(
        root.resolve("usr/bin/python3"), Path.of(at("opt/python/bin/python3.12")));
    String wheels = "/opt/python/lib/python3.12/site-packages/nvidia/";
    String origin = "/lib Python of " + at("usr/bin");
    List<String> all =
        folders(Map.of("PATH", at("usr/bin"), "HOME", at("home"), "CONDA_PREFIX", at("conda")));
    assertEquals(
        List.of(
            "/conda/lib CONDA_PREFIX",
            wheels + "cu13" + origin,
            wheels + "cudnn" + origin,
            "/home/.local/lib/python3.12/site-packages/nvidia/nccl/lib Python wheels of the user"),
        all.subList(all.size() - 4, all.size()));
  }

  @Test
  void aVariableThatIsNoPathNamesNone() {
    assertTrue(
        folders(Map.of("REPRISE_CUDA", "\0:", "LD_LIBRARY_PATH", "::")).stream()
            .noneMatch(f -> f.contains("REPRISE_CUDA") || f.contains("LD_LIBRARY_PATH")));
  }
}
