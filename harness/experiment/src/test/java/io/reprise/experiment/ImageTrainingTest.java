package io.reprise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.augmentation.CentreCrop;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.augmentation.Resize;
import io.reprise.datasets.folders.ImageFolder;
import io.reprise.datasets.folders.PictureFolders;
import io.reprise.nn.Classification;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTrainingTest {
  private static final int SIDE = 16;

  @TempDir private Path folder;

  /** Pictures of several sizes in which one half is bright: the left or the right, the class. */
  private ImageFolder pictures(String part, int ofEach) throws IOException {
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < ofEach; i++) {
        int width = 24 + 3 * i;
        int height = 30 + i;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
          for (int y = 0; y < height; y++) {
            boolean bright = label == 0 ? y < height / 2 : y >= height / 2;
            image.setRGB(x, y, bright ? 0xf0d0b0 : 0x102030);
          }
        }
        Path file = folder.resolve(part + "/class" + label + "/" + i + ".png");
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, "png", file.toFile()));
      }
    }
    return ImageFolder.read(folder.resolve(part));
  }

  private LabelledPictures data() throws IOException {
    return new PictureFolders(
        "halves",
        pictures("train", 8),
        pictures("test", 5),
        Shape.of(3, SIDE, SIDE),
        Normalisation.IMAGENET,
        List.of(new Resize(SIDE + 2), new CentreCrop(SIDE)));
  }

  /** A convolution of stride 4 and a linear layer of what it puts out. */
  private static final class Small extends Module {
    private final ConvNorm conv;
    private final Linear linear;

    Small(LayerContext at) {
      conv = child("conv", new ConvNorm(at.at("conv"), 3, 4, 4, Op.Conv2d.of(4, 0)));
      linear = child("linear", new Linear(at.at("linear"), 4 * SIDE, 2));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return linear.forward(conv.forward(x, mode).relu().flatten(), mode);
    }
  }

  @Test
  void trainsAndJudgesOnPicturesInFilesOfAnySize() throws IOException {
    LabelledPictures data = data();
    TrialResult.Key key =
        new TrialResult.Key(
            "0000.00000",
            1,
            "quick",
            "v",
            java.util.Map.of(),
            1,
            "e",
            "cpu",
            1,
            data.name(),
            data.origin().name(),
            data.checksum());
    Settings settings = Settings.none().with("epochs", 12).with("batch", 8);
    try (Engine engine = Engines.open(Device.CPU, 1)) {
      Path results = folder.resolve("results");
      TrialFiles files =
          new TrialFiles(
              key, results, results.resolve("p/v/1.json"), Duration.ofHours(1), line -> {});
      Trial<LabelledPictures> trial =
          new Trial<>(engine, Scale.QUICK, new Seed(1), data, files, line -> {});
      ImageTraining training = new ImageTraining(settings, trial, data);
      Small net = new Small(LayerContext.root(engine, new Seed(2)));
      List<Classification.Epoch> epochs =
          training.train(
              net,
              new Sgd(net.parameters(), Sgd.Settings.nesterov(0.9, 0)),
              training.batches(
                  List.of(new RandomResizedCrop(SIDE, 0.8, 1, 0.9, 1.1), new HorizontalFlip()),
                  "training"),
              Schedule.constant(0.02),
              new Classification.Listener() {},
              "training");
      assertEquals(12, epochs.size());
      Measurements found = training.evaluate(net);
      assertEquals(100, found.numbers().get("top1_accuracy"), 1e-9);
      // Uncut pictures have other shapes than the network reads.
      IllegalArgumentException uncut =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  training.batches(List.of(new HorizontalFlip()), "x").epoch(0).iterator().next());
      assertTrue(uncut.getMessage().contains("expected [3, 16, 16]"), uncut.getMessage());
    }
  }

  @Test
  void theProtocolOnImageNetNamesTheFolderThatItMisses() {
    ImageData images =
        new ImageData(new ImageData.Sizes(8, 8), new ImageData.Sizes(8, 8), new Seed(1));
    assertEquals(
        "scale 'paper' trains on ILSVRC 2012, which is not in data folder '"
            + folder
            + "': expected a folder ILSVRC there (-Ddata=DIR)",
        assertThrows(IllegalArgumentException.class, () -> images.imageNet(Scale.PAPER, folder))
            .getMessage());
  }

  @Test
  void belowTheScaleOfThePaperSmallImagesStandForImageNet() throws IOException {
    ImageData images =
        new ImageData(new ImageData.Sizes(20, 10), new ImageData.Sizes(40, 10), new Seed(1));
    LabelledPictures smoke = images.imageNet(Scale.SMOKE, folder);
    assertEquals(20, smoke.train().size());
    assertEquals(images.cifar10(Scale.SMOKE, folder).checksum(), smoke.checksum());
    assertEquals(List.of(), smoke.testing());
  }
}
