package io.reprise.papers.circleloss;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.faces.FaceCatalogue;
import io.reprise.datasets.faces.Lfw;
import io.reprise.datasets.faces.PairFolds;
import io.reprise.datasets.faces.VerificationPair;
import io.reprise.datasets.faces.VerificationProtocol;
import io.reprise.datasets.folders.ImageFolder;
import io.reprise.datasets.folders.ImageFolder.LabelledFile;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.reidentification.Market1501;
import io.reprise.datasets.reidentification.Msmt17;
import io.reprise.datasets.reidentification.ReidentificationData;
import io.reprise.datasets.reidentification.RetrievalAccuracy.Judgement;
import io.reprise.datasets.reidentification.Sighting;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Data of scale paper: MS-Celeb-1M and LFW, Market-1501, MSMT17, CUB-200-2011. */
final class PublishedData {
  private static final String FACES = "ms-celeb-1m";
  private static final String BIRDS = "CUB_200_2011";
  private static final Shape FACE = Shape.of(3, 112, 112);
  private static final Shape PERSON = Shape.of(3, 256, 128);
  private static final Shape BIRD = Shape.of(3, 224, 224);
  private static final Normalisation CENTRED =
      new Normalisation(Collections.nCopies(3, 0.5), Collections.nCopies(3, 0.5));

  private PublishedData() {}

  /**
   * Lists all of it.
   *
   * @throws IllegalArgumentException naming all folders that are missing
   * @throws IOException if one is there but cannot be read
   */
  static CircleData of(Path root) throws IOException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Boolean> folder :
        Map.of(
                FACES,
                Files.isDirectory(root.resolve(FACES)),
                "lfw",
                Lfw.isIn(root),
                "Market-1501-v15.09.15",
                Market1501.isIn(root),
                "MSMT17_V1",
                Msmt17.isIn(root),
                BIRDS,
                Files.isDirectory(root.resolve(BIRDS)))
            .entrySet()) {
      if (!folder.getValue()) {
        missing.add(folder.getKey());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "scale 'paper' trains on MS-Celeb-1M, Market-1501, MSMT17 and CUB-200-2011 and tests"
              + " faces on LFW, of which data folder '"
              + root
              + "' lacks "
              + missing.stream().sorted().toList()
              + ": expected these folders there (-Ddata=DIR)");
    }
    return new CircleData(
        Map.of(
            Task.FACES, faces(root),
            Task.PERSONS, persons(Market1501.read(root)),
            Task.PERSONS_OF_MSMT17, persons(Msmt17.read(root)),
            Task.RETRIEVAL, birds(root)));
  }

  /** Aligned photos, a folder for each person. */
  private static JudgedSet faces(Path root) throws IOException {
    FaceCatalogue people = FaceCatalogue.ofFolders("MS-Celeb-1M", root.resolve(FACES));
    List<LabelledFile> train = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      train.add(new LabelledFile(people.image(i).file(), people.image(i).identity()));
    }
    VerificationProtocol lfw = Lfw.read(root);
    Map<Path, Integer> numbers = new LinkedHashMap<>();
    for (List<VerificationPair> fold : lfw.folds()) {
      for (VerificationPair pair : fold) {
        numbers.putIfAbsent(pair.first(), numbers.size());
        numbers.putIfAbsent(pair.second(), numbers.size());
      }
    }
    OpenSet set =
        set(
            "MS-Celeb-1M and LFW",
            FACE,
            CENTRED,
            new ImageFolder(people.identities(), train),
            byFolder(numbers.keySet().stream()));
    PairFolds folds = PairFolds.of(lfw, numbers);
    return JudgedSet.verified(set, folds, folds::scores);
  }

  /** Photos whose folder says who is on them. */
  private static ImageFolder byFolder(Stream<Path> files) {
    Map<String, Integer> names = new LinkedHashMap<>();
    List<LabelledFile> all =
        files
            .map(
                f -> {
                  String name = f.getParent().getFileName().toString();
                  names.putIfAbsent(name, names.size());
                  return new LabelledFile(f, names.get(name));
                })
            .toList();
    return new ImageFolder(List.copyOf(names.keySet()), all);
  }

  private static JudgedSet persons(ReidentificationData data) {
    List<Sighting> test = new ArrayList<>(data.query());
    test.addAll(data.gallery());
    OpenSet set =
        set(
            data.name(),
            PERSON,
            Normalisation.IMAGENET,
            byIdentity(data.train()),
            byIdentity(test));
    Judgement judgement = Judgement.acrossCameras(data.query(), data.gallery());
    return JudgedSet.queried(set, data.query().size(), judgement);
  }

  private static ImageFolder byIdentity(List<Sighting> sightings) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    List<LabelledFile> files = new ArrayList<>();
    for (Sighting s : sightings) {
      numbers.putIfAbsent(s.identity(), numbers.size());
      files.add(new LabelledFile(s.file(), numbers.get(s.identity())));
    }
    return new ImageFolder(
        numbers.keySet().stream().map(identity -> "identity " + identity).toList(), files);
  }

  /** The first half of the classes to train on, the second to test. */
  private static JudgedSet birds(Path root) throws IOException {
    Path images = root.resolve(BIRDS).resolve("images");
    List<String> classes = ImageFolder.read(images).classes();
    int half = classes.size() / 2;
    return JudgedSet.leaveOneOut(
        set(
            "CUB-200-2011",
            BIRD,
            Normalisation.IMAGENET,
            ImageFolder.read(images, classes.subList(0, half)),
            ImageFolder.read(images, classes.subList(half, classes.size()))));
  }

  private static OpenSet set(
      String name, Shape image, Normalisation normalisation, ImageFolder train, ImageFolder test) {
    Checksum sum = new Checksum();
    for (ImageFolder part : List.of(train, test)) {
      part.files().forEach(f -> sum.add(f.file().getFileName().toString()).add(f.label()));
    }
    return new OpenSet(
        name,
        Dataset.Origin.REAL,
        image,
        normalisation,
        List.of(resize(image)),
        train,
        train.classes().size(),
        test,
        sum.hex());
  }

  /** To the whole shape at once, as is usual for crops of people. */
  static Augmentation resize(Shape image) {
    return (picture, random) -> picture.resized(image.dim(1), image.dim(2));
  }
}
