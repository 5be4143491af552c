package io.reprise.datasets.reidentification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What VeRi-776 says of a photo.
 *
 * @param image the file's name
 * @param vehicle its identity, at least 1
 * @param camera from 1 to 20
 * @param colour 1 yellow, 2 orange, 3 green, 4 gray, 5 red, 6 blue, 7 white, 8 golden, 9 brown, 10
 *     black
 * @param type 1 sedan, 2 SUV, 3 van, 4 hatchback, 5 MPV, 6 pickup, 7 bus, 8 truck, 9 estate
 */
public record VehicleLabel(String image, int vehicle, int camera, int colour, int type) {
  private static final int CAMERAS = 20;
  private static final int COLOURS = 10;
  private static final int TYPES = 9;

  /**
   * Reads {@code train_label.xml} or {@code test_label.xml}, whose encoding is GB2312.
   *
   * @throws IOException naming the file and the line, if it is no such XML, an attribute is missing
   *     or out of range, or an image has two labels
   */
  public static List<VehicleLabel> readVeRi(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // A label file has no reason to make this machine open anything else.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<VehicleLabel> labels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Item")) {
          VehicleLabel label = item(file, xml);
          if (!seen.add(label.image())) {
            throw refusal(
                file, xml, "labels image '" + label.image() + "' again", "one label each");
          }
          labels.add(label);
        }
      }
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(
          file
              + " line "
              + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNumber())
              + " is no XML ("
              + e.getMessage().lines().reduce((a, b) -> b).orElse("")
              + "): expected labels of VeRi-776",
          e);
    }
    if (labels.isEmpty()) {
      throw new IOException(file + " has no Item: expected labels of VeRi-776");
    }
    return labels;
  }

  private static VehicleLabel item(Path file, XMLStreamReader xml) throws IOException {
    String camera = attribute(file, xml, "cameraID");
    if (!camera.startsWith("c")) {
      throw refusal(file, xml, "has cameraID '" + camera + "'", "one like c001");
    }
    return new VehicleLabel(
        attribute(file, xml, "imageName"),
        number(file, xml, "vehicleID", attribute(file, xml, "vehicleID"), 9_999),
        number(file, xml, "cameraID", camera.substring(1), CAMERAS),
        number(file, xml, "colorID", attribute(file, xml, "colorID"), COLOURS),
        number(file, xml, "typeID", attribute(file, xml, "typeID"), TYPES));
  }

  private static String attribute(Path file, XMLStreamReader xml, String name) throws IOException {
    String value = xml.getAttributeValue(null, name);
    if (value == null || value.isBlank()) {
      throw refusal(file, xml, "has an Item without " + name, "one");
    }
    return value.strip();
  }

  private static int number(Path file, XMLStreamReader xml, String name, String text, int most)
      throws IOException {
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // It is refused below, as one out of range is.
    }
    throw refusal(file, xml, "has " + name + " '" + text + "'", "from 1 to " + most);
  }

  private static IOException refusal(
      Path file, XMLStreamReader xml, String found, String expected) {
    return new IOException(
        file
            + " line "
            + xml.getLocation().getLineNumber()
            + " "
            + found
            + ": expected "
            + expected);
  }
}
