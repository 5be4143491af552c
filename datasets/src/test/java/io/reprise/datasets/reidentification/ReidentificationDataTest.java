package io.reprise.datasets.reidentification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.reidentification.ReidentificationData.Sizes;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReidentificationDataTest {
  @TempDir private Path root;

  private Path create(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String refusal(Executable call) {
    return assertThrows(IOException.class, call).getMessage();
  }

  private void writeMarket() throws IOException {
    String market = "Market-1501-v15.09.15/";
    create(market + "bounding_box_train/0002_c1s1_000451_03.jpg");
    create(market + "bounding_box_train/0007_c6s4_012345_11.jpg");
    create(market + "query/0001_c1s1_001051_00.jpg");
    create(market + "bounding_box_test/-1_c1s1_000401_03.jpg");
    create(market + "bounding_box_test/0000_c2s1_000451_03.jpg");
    create(market + "bounding_box_test/0001_c3s1_000451_03.jpg");
    create(market + "bounding_box_test/Thumbs.db");
  }

  @Test
  void readsMarketByItsFileNames() throws IOException {
    writeMarket();
    ReidentificationData data = Market1501.read(root, new Sizes(2, 1, 3));
    assertEquals(List.of(2, 7), data.train().stream().map(Sighting::identity).toList());
    assertEquals(6, data.train().get(1).camera());
    assertEquals(
        List.of(Sighting.JUNK, Sighting.DISTRACTOR, 1),
        data.gallery().stream().map(Sighting::identity).toList());
    assertTrue(data.gallery().get(0).isJunk());
    assertTrue(Market1501.isIn(root));
  }

  @Test
  void refusesAPersonInTrainingAndTest() throws IOException {
    writeMarket();
    Path file = create("Market-1501-v15.09.15/query/0007_c1s1_001051_00.jpg");
    assertEquals(
        "Market-1501: " + file + " is of identity 7, which is trained on: expected others in tests",
        refusal(() -> Market1501.read(root, new Sizes(2, 2, 3))));
  }

  @Test
  void refusesAnIncompleteMarketAndOtherNames() throws IOException {
    writeMarket();
    Path folder = root.resolve("Market-1501-v15.09.15");
    assertEquals(
        "Market-1501: "
            + folder
            + " has 2 training, 1 query and 3 gallery photos: expected 12936 training, 3368 query"
            + " and 19732 gallery",
        refusal(() -> Market1501.read(root)));
    Path junk = create("Market-1501-v15.09.15/query/-1_c1s1_000401_03.jpg");
    assertEquals(
        "Market-1501: " + junk + " has identity -1: expected one > 0",
        refusal(() -> Market1501.read(root)));
    Path seventh = create("Market-1501-v15.09.15/query/0001_c7s1_000401_03.jpg");
    assertEquals(
        "Market-1501: " + seventh + " is of camera 7: expected 1 to 6",
        refusal(() -> Market1501.read(root)));
    Path none = create("Market-1501-v15.09.15/query/0001_c0s1_000401_03.jpg");
    assertEquals(
        "Market-1501: " + none + " is of camera 0: expected 1 to 6",
        refusal(() -> Market1501.read(root)));
    Path other = create("Market-1501-v15.09.15/bounding_box_train/0001.jpg");
    assertEquals(
        "Market-1501: " + other + ": expected a name like 0002_c1s1_000451_03.jpg",
        refusal(() -> Market1501.read(root)));
  }

  private void writeMsmt() throws IOException {
    create("MSMT17_V1/train/0000/0000_000_01_0303morning_0015_0.jpg");
    create("MSMT17_V1/train/0001/0001_000_15_0303noon_0015_0.jpg");
    create("MSMT17_V1/test/0000/0000_000_02_0303morning_0015_0.jpg");
    create("MSMT17_V1/test/0000/0000_001_03_0303morning_0015_0.jpg");
    write("MSMT17_V1/list_train.txt", "0000/0000_000_01_0303morning_0015_0.jpg 0\n");
    write("MSMT17_V1/list_val.txt", "0001/0001_000_15_0303noon_0015_0.jpg 1\n");
    write("MSMT17_V1/list_query.txt", "0000/0000_000_02_0303morning_0015_0.jpg 0\n");
    write("MSMT17_V1/list_gallery.txt", "0000/0000_001_03_0303morning_0015_0.jpg 0\n");
  }

  @Test
  void readsMsmtByItsListsWithPeopleNumberedOverBothFolders() throws IOException {
    writeMsmt();
    ReidentificationData data = Msmt17.read(root, new Sizes(2, 1, 1));
    assertEquals(List.of(1, 2), data.train().stream().map(Sighting::identity).toList());
    assertEquals(15, data.train().get(1).camera());
    assertEquals(1_042, data.query().get(0).identity());
    assertEquals(1_042, data.gallery().get(0).identity());
    assertTrue(refusal(() -> Msmt17.read(root)).contains("expected 32621 training"));
  }

  @Test
  void refusesMislabelledAndRepeatedLinesOfMsmt() throws IOException {
    writeMsmt();
    Path list = root.resolve("MSMT17_V1/list_val.txt");
    write("MSMT17_V1/list_val.txt", "0001/0001_000_15_0303noon_0015_0.jpg 2\n");
    assertEquals(
        list
            + " line 1: '0001/0001_000_15_0303noon_0015_0.jpg 2': expected the person that the"
            + " file's name says, 1",
        refusal(() -> Msmt17.read(root)));
    write("MSMT17_V1/list_val.txt", "0000/0000_000_01_0303morning_0015_0.jpg 0\n");
    assertTrue(refusal(() -> Msmt17.read(root)).endsWith("expected each file once"));
    write("MSMT17_V1/list_val.txt", "0001/0001_000_15_0303noon_0015_0.jpg\n");
    assertTrue(refusal(() -> Msmt17.read(root)).endsWith("expected a file and a person"));
    write("MSMT17_V1/list_val.txt", "0001/missing.jpg 1\n");
    assertTrue(refusal(() -> Msmt17.read(root)).endsWith("is missing: expected a file"));
  }

  private void writeVeRi() throws IOException {
    create("VeRi/image_train/0001_c001_00016450_0.jpg");
    create("VeRi/image_query/0002_c002_00030600_0.jpg");
    create("VeRi/image_test/0002_c020_00030600_1.jpg");
    write("VeRi/name_train.txt", "0001_c001_00016450_0.jpg\r\n");
    write("VeRi/name_query.txt", "0002_c002_00030600_0.jpg\r\n");
    write("VeRi/name_test.txt", "0002_c020_00030600_1.jpg\r\n");
  }

  @Test
  void readsVeRiByItsLists() throws IOException {
    writeVeRi();
    ReidentificationData data = VeRi776.read(root, new Sizes(1, 1, 1));
    assertEquals(1, data.train().get(0).identity());
    assertEquals(2, data.query().get(0).camera());
    assertEquals(20, data.gallery().get(0).camera());
    assertTrue(refusal(() -> VeRi776.read(root)).contains("expected 37778 training"));
    write("VeRi/name_test.txt", "0002_c020_00030600_1.jpg\n0002_c020_00030600_1.jpg\n");
    assertEquals(
        root.resolve("VeRi/name_test.txt")
            + " line 2: '0002_c020_00030600_1.jpg': expected each file once",
        refusal(() -> VeRi776.read(root)));
    write("VeRi/name_query.txt", "0003_c002_00030600_0.jpg\n");
    assertTrue(refusal(() -> VeRi776.read(root)).endsWith("is missing: expected a file"));
  }

  private List<VehicleLabel> labels(String items) throws IOException {
    Path file = root.resolve("VeRi/train_label.xml");
    Files.createDirectories(file.getParent());
    String xml =
        "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<TrainingImages Version=\"1.0\">\n"
            + "<Items number=\"1\" note=\"车辆\">\n"
            + items
            + "</Items>\n</TrainingImages>\n";
    Files.write(file, xml.getBytes(Charset.forName("GB2312")));
    return VeRi776.trainLabels(root);
  }

  private static String item(String image, String vehicle, String camera, int colour, int type) {
    return String.format(
        "<Item imageName=\"%s\" vehicleID=\"%s\" cameraID=\"%s\" colorID=\"%d\" typeID=\"%d\" />%n",
        image, vehicle, camera, colour, type);
  }

  @Test
  void readsColoursAndTypesFromTheLabelsInTheirEncoding() throws IOException {
    assertEquals(
        List.of(new VehicleLabel("a.jpg", 1, 1, 1, 4), new VehicleLabel("b.jpg", 776, 20, 10, 9)),
        labels(item("a.jpg", "0001", "c001", 1, 4) + item("b.jpg", "0776", "c020", 10, 9)));
  }

  @Test
  void refusesBadLabelsNamingTheLine() {
    Path file = root.resolve("VeRi/train_label.xml");
    assertEquals(
        file + " line 4 has colorID '11': expected from 1 to 10",
        refusal(() -> labels(item("a.jpg", "0001", "c001", 11, 4))));
    assertEquals(
        file + " line 5 labels image 'a.jpg' again: expected one label each",
        refusal(
            () ->
                labels(item("a.jpg", "0001", "c001", 1, 4) + item("a.jpg", "0001", "c001", 1, 4))));
    assertEquals(
        file + " line 4 has cameraID '001': expected one like c001",
        refusal(() -> labels(item("a.jpg", "0001", "001", 1, 4))));
    assertEquals(
        file + " line 4 has an Item without colorID: expected one",
        refusal(() -> labels("<Item imageName=\"a\" vehicleID=\"1\" cameraID=\"c1\"/>")));
    assertTrue(refusal(() -> labels("<Item")).startsWith(file + " line 4 is no XML ("));
    assertEquals(file + " has no Item: expected labels of VeRi-776", refusal(() -> labels("")));
  }

  private VehicleId vehicleId(String testList) throws IOException {
    for (int i = 1; i <= 6; i++) {
      Path image = root.resolve("VehicleID_V1.0/image/000000" + i + ".jpg");
      if (!Files.exists(image)) {
        create("VehicleID_V1.0/image/000000" + i + ".jpg");
      }
    }
    write("VehicleID_V1.0/train_test_split/train_list.txt", "0000001 7\n0000002 7\n");
    write("VehicleID_V1.0/train_test_split/test_list_2.txt", testList);
    return VehicleId.in(root);
  }

  @Test
  void readsVehicleIdByItsLists() throws IOException {
    VehicleId data = vehicleId("0000003 9\n0000004 8\n0000005 9\n");
    assertEquals(List.of(7, 7), data.train().stream().map(Sighting::identity).toList());
    assertEquals(List.of(9, 8, 9), data.test(2).stream().map(Sighting::identity).toList());
    assertTrue(Files.isRegularFile(data.test(2).get(0).file()));
    assertTrue(refusal(() -> data.test(800)).endsWith("is missing: expected a file"));
  }

  @Test
  void refusesBadListsOfVehicleId() throws IOException {
    VehicleId one = vehicleId("0000003 9\n");
    assertTrue(refusal(() -> one.test(2)).endsWith("test_list_2.txt has 1 vehicles: expected 2"));
    VehicleId twice = vehicleId("0000003 9\n0000003 8\n");
    assertTrue(
        refusal(() -> twice.test(2)).endsWith("line 2: '0000003 8': expected each image once"));
    VehicleId missing = vehicleId("0000009 9\n");
    assertTrue(refusal(() -> missing.test(2)).endsWith("0000009.jpg is missing: expected a file"));
    VehicleId words = vehicleId("0000003 nine\n");
    assertTrue(refusal(() -> words.test(2)).contains(": vehicle 'nine'"));
  }

  @Test
  void drawsOneGalleryPhotoAVehicle() {
    List<Sighting> test =
        IntStream.range(0, 60)
            .mapToObj(i -> new Sighting(Path.of(i + ".jpg"), 1 + i % 20, 0))
            .toList();
    VehicleId.Split split = VehicleId.split(test, new Seed(1));
    assertEquals(20, split.gallery().size());
    assertEquals(40, split.query().size());
    assertEquals(20, split.gallery().stream().map(Sighting::identity).distinct().count());
    assertEquals(split, VehicleId.split(test, new Seed(1)));
    assertNotEquals(split, VehicleId.split(test, new Seed(2)));
    // A vehicle's draw rests on no other.
    VehicleId.Split one =
        VehicleId.split(test.stream().filter(s -> s.identity() == 5).toList(), new Seed(1));
    assertTrue(split.gallery().containsAll(one.gallery()));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> VehicleId.split(test.subList(0, 20), new Seed(1)))
            .getMessage()
            .endsWith("expected a vehicle with two photos"));
  }
}
