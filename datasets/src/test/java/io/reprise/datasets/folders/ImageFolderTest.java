package io.reprise.datasets.folders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.Loading;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Preparation;
import io.reprise.datasets.augmentation.CentreCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.augmentation.Resize;
import io.reprise.nn.Batch;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir private Path root;

  /** Writes an image of one colour. */
  private Path image(String name, int width, int height, int type, int rgb) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    assertTrue(ImageIO.write(image, "jpeg", file.toFile()));
    return file;
  }

  private Path image(String name) throws IOException {
    return image(name, 20, 16, BufferedImage.TYPE_INT_RGB, 0xf08020);
  }

  private Path text(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String failure(Executable reading) {
    return assertThrows(IOException.class, reading).getMessage();
  }

  @Test
  void countsClassesAndFilesInTheOrderOfTheirNames() throws IOException {
    Path last = image("train/zebra/b.JPEG");
    Path first = image("train/zebra/a.jpg");
    Path nested = image("train/ant/deep/er/c.jpeg");
    Path bird = image("train/büro/1.jpg");
    text("train/.cache/note.txt", "hidden");
    text("train/ant/.DS_Store", "hidden");
    ImageFolder folder = ImageFolder.read(root.resolve("train"));
    assertEquals(List.of("ant", "büro", "zebra"), folder.classes());
    assertEquals(
        List.of(
            new ImageFolder.LabelledFile(nested, 0),
            new ImageFolder.LabelledFile(bird, 1),
            new ImageFolder.LabelledFile(first, 2),
            new ImageFolder.LabelledFile(last, 2)),
        folder.files());
    assertEquals(4, folder.size());
    assertEquals(2, folder.label(3));
    assertEquals(last.toString(), folder.nameOf(3));
  }

  @Test
  void countsClassesInTheOrderOfAList() throws IOException {
    image("train/ant/1.jpg");
    image("train/zebra/1.jpg");
    image("train/whale/1.jpg");
    Path list = text("classes.txt", "zebra\nant\n\n");
    ImageFolder folder = ImageFolder.read(root.resolve("train"), ImageFolder.readClasses(list));
    assertEquals(List.of("zebra", "ant"), folder.classes());
    assertEquals(2, folder.size());
    text("classes.txt", "zebra\nant\nzebra\n");
    assertEquals(
        list + ", line 3: class 'zebra' again: expected each once",
        failure(() -> ImageFolder.readClasses(list)));
    text("classes.txt", "\n");
    assertEquals(
        list + " names no class: expected one a line",
        failure(() -> ImageFolder.readClasses(list)));
  }

  @Test
  void namesWhatIsMissingEmptyOrNoImage() throws IOException {
    Path train = root.resolve("train");
    assertEquals(
        train + " does not exist: expected a folder of images",
        failure(() -> ImageFolder.read(train)));
    Path file = text("file", "");
    assertEquals(
        file + " is no folder: expected a folder of images", failure(() -> ImageFolder.read(file)));
    Files.createDirectory(train);
    assertEquals(
        train + " has no folder: expected one for each class",
        failure(() -> ImageFolder.read(train)));
    Files.createDirectory(train.resolve("ant"));
    assertEquals(
        train.resolve("ant") + " has no file: expected images of its class",
        failure(() -> ImageFolder.read(train)));
    Path note = text("train/ant/note.txt", "");
    assertEquals(
        note + " is no image: expected names that end in [.bmp, .gif, .jpeg, .jpg, .png]",
        failure(() -> ImageFolder.read(train)));
    assertEquals(
        train.resolve("bee") + " does not exist: expected a folder of images",
        failure(() -> ImageFolder.read(train, List.of("bee"))));
  }

  @Test
  void makesBatchesOfColourAndGreyFilesOfAnySize() throws IOException {
    image("train/ant/1.jpg", 40, 30, BufferedImage.TYPE_INT_RGB, 0xf08020);
    image("train/bee/1.jpg", 33, 70, BufferedImage.TYPE_BYTE_GRAY, 0xffffff);
    image("train/bee/2.jpg", 10, 10, BufferedImage.TYPE_INT_RGB, 0x102030);
    ImageFolder folder = ImageFolder.read(root.resolve("train"));
    Preparation random =
        new Preparation(
            Shape.of(3, 24, 24), List.of(new RandomResizedCrop(24)), Normalisation.IMAGENET);
    ImageBatches train =
        ImageBatches.training(folder, random, 2, new Seed(1)).loading(new Loading(2, 1));
    assertEquals(2, train.examples(), "the third would be alone");
    assertEquals(Shape.of(2, 3, 24, 24), train.epoch(0).iterator().next().shape());

    Preparation middle =
        new Preparation(
            Shape.of(3, 24, 24),
            List.of(new Resize(28), new CentreCrop(24)),
            Normalisation.IMAGENET);
    Batch all = ImageBatches.evaluation(folder, middle, 3).epoch(0).iterator().next();
    assertEquals(List.of(0L, 1L, 1L), List.of(all.labels()[0], all.labels()[1], all.labels()[2]));
    assertEquals((0xf0 / 255.0 - 0.485) / 0.229, all.inputs()[0], 0.05);
    assertEquals((1 - 0.485) / 0.229, all.inputs()[3 * 576], 0.05);
    assertEquals((1 - 0.406) / 0.225, all.inputs()[5 * 576], 0.05, "grey as blue");
    assertEquals((0x20 / 255.0 - 0.456) / 0.224, all.inputs()[7 * 576], 0.05);
  }

  @Test
  void tellsWhichFileCannotBeDecoded() throws IOException {
    image("train/ant/1.jpg");
    Path broken = text("train/ant/2.jpg", "no image");
    ImageFolder folder = ImageFolder.read(root.resolve("train"));
    Preparation preparation =
        new Preparation(
            Shape.of(3, 8, 8), List.of(new RandomResizedCrop(8)), Normalisation.IMAGENET);
    Iterator<Batch> batches =
        ImageBatches.training(folder, preparation, 2, new Seed(1)).epoch(0).iterator();
    assertEquals(
        broken + " cannot be decoded: no image in its 8 bytes: expected JPEG, PNG, GIF or BMP",
        assertThrows(UncheckedIOException.class, batches::next).getMessage());
  }

  @Test
  void refusesLabelsOutOfRange() {
    Path file = Path.of("x.jpg");
    assertEquals(
        "x.jpg has label 1: expected from 0 to 0",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new ImageFolder(List.of("ant"), List.of(new ImageFolder.LabelledFile(file, 1))))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ImageFolder(List.of("ant"), List.of()));
  }

  @Test
  void readsImageNetInItsOfficialLayout() throws IOException {
    image("ILSVRC/Data/CLS-LOC/train/n01440764/n01440764_10026.JPEG");
    image("ILSVRC/Data/CLS-LOC/train/n01443537/n01443537_2.JPEG");
    Path one = image("ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG");
    Path two = image("ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG");
    Path mapping =
        text("LOC_synset_mapping.txt", "n01440764 tench, Tinca tinca\nn01443537 goldfish\n");
    Path solution =
        text(
            "LOC_val_solution.csv",
            """
            ImageId,PredictionString
            ILSVRC2012_val_00000002,n01440764 85 1 499 272\s
            ILSVRC2012_val_00000001,n01443537 85 1 499 272 n01443537 1 1 4 2\s
            """);
    ImageNet imageNet = new ImageNet(root, 2);
    assertEquals(List.of("n01440764", "n01443537"), imageNet.train().classes());
    assertEquals(2, imageNet.train().size());
    assertEquals(
        List.of(new ImageFolder.LabelledFile(one, 1), new ImageFolder.LabelledFile(two, 0)),
        imageNet.validation().files());
    assertTrue(ImageNet.isIn(root));
    PictureFolders data = imageNet.centreCropped();
    assertEquals(2, data.classes());
    Batch judged = ImageBatches.evaluation(data, 2).epoch(0).iterator().next();
    assertEquals(Shape.of(2, 3, 224, 224), judged.shape());
    assertEquals(List.of(1L, 0L), List.of(judged.labels()[0], judged.labels()[1]));
    String before = data.checksum();
    assertEquals(before, imageNet.centreCropped().checksum());
    Files.write(one, new byte[] {1}, StandardOpenOption.APPEND);
    assertNotEquals(before, data.checksum(), "a file of another size");

    assertEquals(
        mapping + " has 2 lines: expected 1000 WordNet ids in their order, each once",
        failure(() -> new ImageNet(root).train()));
    text("LOC_val_solution.csv", "ImageId,PredictionString\nILSVRC2012_val_00000002,n01440764 1\n");
    assertEquals(
        one + " has no label: expected a line for it in " + solution,
        failure(imageNet::validation));
    text("LOC_val_solution.csv", "ImageId,PredictionString\nILSVRC2012_val_00000002,n02 1\n");
    assertEquals(
        solution
            + ", line 2: 'ILSVRC2012_val_00000002,n02 1': expected an image and the WordNet id of"
            + " its class",
        failure(imageNet::validation));
    text("LOC_val_solution.csv", "x\n");
    assertEquals(
        solution + ", line 1: expected ImageId,PredictionString", failure(imageNet::validation));
    text("LOC_synset_mapping.txt", "n01440764 tench\ngoldfish\n");
    assertEquals(
        mapping + ", line 2: 'goldfish': expected a WordNet id like n01440764 and its words",
        failure(imageNet::train));
  }

  @Test
  void readsTheGroundTruthOfTheDevelopmentKit() throws IOException {
    Path one = image("val/ILSVRC2012_val_00000001.JPEG");
    Path two = image("val/ILSVRC2012_val_00000002.JPEG");
    Path truth = text("truth.txt", "1\n2\n");
    List<String> byNumber = List.of("n09", "n01");
    ImageFolder read = ImageNet.validation(root.resolve("val"), truth, byNumber);
    assertEquals(List.of("n01", "n09"), read.classes());
    assertEquals(
        List.of(new ImageFolder.LabelledFile(one, 1), new ImageFolder.LabelledFile(two, 0)),
        read.files());
    text("truth.txt", "1\n3\n");
    assertEquals(
        truth + ", line 2: '3': expected a class from 1 to 2",
        failure(() -> ImageNet.validation(root.resolve("val"), truth, byNumber)));
    text("truth.txt", "1\n");
    assertEquals(
        truth + " has 1 lines: expected 2, one for each image in " + root.resolve("val"),
        failure(() -> ImageNet.validation(root.resolve("val"), truth, byNumber)));
  }

  @Test
  void refusesPartsOfOtherClasses() throws IOException {
    image("a/ant/1.jpg");
    image("b/bee/1.jpg");
    ImageFolder train = ImageFolder.read(root.resolve("a"));
    ImageFolder test = ImageFolder.read(root.resolve("b"));
    assertEquals(
        "insects: training pictures of the classes [ant], test pictures of [bee]: expected the"
            + " same",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new PictureFolders(
                        "insects",
                        train,
                        test,
                        Shape.of(3, 8, 8),
                        Normalisation.IMAGENET,
                        List.of()))
            .getMessage());
  }
}
