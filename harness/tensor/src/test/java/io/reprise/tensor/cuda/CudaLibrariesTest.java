package io.reprise.tensor.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On files that begin as libraries do. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class CudaLibrariesTest {
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final int HERE = System.getProperty("os.arch").equals("amd64") ? X86_64 : AARCH64;

  private static final CudaLibrary RUNTIME =
      CudaLibrary.required("libcudart.so.13", "nvidia-cuda-runtime");
  private static final CudaLibrary DNN = CudaLibrary.required("libcudnn.so.9", "nvidia-cudnn-cu13");
  private static final CudaLibrary SOLVER =
      CudaLibrary.optional("libcusolver.so.12", "nvidia-cusolver");

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void resolveLinksOfTheTemporaryFolder() throws IOException {
    root = temporary.toRealPath();
  }

  private Path library(String path, int machine) throws IOException {
    byte[] head = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, head, 0, 7);
    head[16] = 3;
    head[18] = (byte) machine;
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, head);
  }

  private CudaLibraries located(String... folders) {
    return CudaLibraries.locate(
        List.of(RUNTIME, DNN, SOLVER),
        new CudaFolders(
            Stream.of(folders)
                .map(f -> new CudaFolders.Searched(root.resolve(f), "from " + f))
                .toList()));
  }

  private List<String> lines(CudaLibraries libraries) {
    return libraries.lines().stream().map(l -> l.replace(root + "/", "")).toList();
  }

  @Test
  void eachLibraryIsTakenFromTheFirstFolderThatHasIt() throws IOException {
    Path dnn = library("a/libcudnn.so.9.19.0", HERE);
    Path named = Files.createSymbolicLink(root.resolve("a/libcudnn.so.9"), dnn);
    Path runtime = library("b/libcudart.so.13", HERE);
    library("b/libcudnn.so.9", HERE);
    CudaLibraries libraries = located("none", "a", "b");
    assertEquals(List.of(runtime, named), libraries.files());
    assertEquals(List.of(), libraries.missing());
    assertEquals(
        List.of(
            "none (from none): not there",
            "a (from a): libcudnn.so.9.19.0",
            "b (from b): libcudart.so.13, libcudnn.so.9 (not taken)"),
        lines(libraries));
  }

  @Test
  void anotherVersionIsNotTakenButTold() throws IOException {
    library("a/libcudart.so.12", HERE);
    library("a/libcudnn.so.9", HERE);
    CudaLibraries libraries = located("a");
    assertEquals(List.of(RUNTIME), libraries.missing());
    assertEquals(
        List.of("a (from a): libcudart.so.12 (another version), libcudnn.so.9"), lines(libraries));
  }

  @Test
  void aFileForAnotherProcessorOrWithoutContentIsPassedOver() throws IOException {
    library("a/libcudart.so.13", X86_64 + AARCH64 - HERE);
    Files.createFile(root.resolve("a/libcudnn.so.9"));
    Path runtime = library("b/libcudart.so.13", HERE);
    CudaLibraries libraries = located("a", "b");
    assertEquals(List.of(runtime), libraries.files());
    assertEquals(
        "a (from a): libcudart.so.13 (no library for this processor), libcudnn.so.9 (no library for"
            + " this processor)",
        lines(libraries).get(0));
  }

  @Test
  void allThatIsMissingIsNamedInOneMessageWithWhatToInstall() throws IOException {
    Files.createDirectories(root.resolve("empty"));
    CudaLibraries libraries = located("empty");
    assertEquals(
        "missing: libcudart.so.13, libcudnn.so.9; install CUDA 13 and cuDNN 9 (as Python wheels: pip"
            + " install nvidia-cuda-runtime nvidia-cudnn-cu13), or name their folders in"
            + " REPRISE_CUDA; doctor lists where they were looked for",
        libraries.advice("CUDA 13 and cuDNN 9"));
    assertEquals(List.of("empty (from empty): none of the libraries"), lines(libraries));
  }

  @Test
  void theyAreLoadedInTheirOrder() throws IOException {
    library("a/libcudnn.so.9", HERE);
    library("a/libcudart.so.13", HERE);
    List<String> loaded = new ArrayList<>();
    located("a").load(file -> loaded.add(file.getFileName().toString()));
    assertEquals(List.of("libcudart.so.13", "libcudnn.so.9"), loaded);
  }

  @Test
  void oneThatFailsIsTriedAgainAfterTheOthersAndAnOptionalOneMayFail() throws IOException {
    library("a/libcudart.so.13", HERE);
    library("a/libcudnn.so.9", HERE);
    library("a/libcusolver.so.12", HERE);
    List<String> loaded = new ArrayList<>();
    located("a")
        .load(
            file -> {
              String name = file.getFileName().toString();
              if (name.startsWith("libcusolver")
                  || (name.startsWith("libcudart") && !loaded.contains("libcudnn.so.9"))) {
                throw new UnsatisfiedLinkError(name);
              }
              loaded.add(name);
            });
    assertEquals(List.of("libcudnn.so.9", "libcudart.so.13"), loaded);
  }

  @Test
  void oneThatTheEngineNeedsMayNotFail() throws IOException {
    library("a/libcudart.so.13", HERE);
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("file too short");
    assertSame(
        failure,
        assertThrows(
            UnsatisfiedLinkError.class,
            () ->
                located("a")
                    .load(
                        file -> {
                          throw failure;
                        })));
  }

  @Test
  void aNameWithoutAVersionIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> CudaLibrary.required("libcudnn.so", "nvidia-cudnn"));
  }
}
