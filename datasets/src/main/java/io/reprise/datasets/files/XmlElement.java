package io.reprise.datasets.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML file that is held in memory. Nothing but that file is read: document types
 * are passed over and entities that they would define are refused.
 */
public final class XmlElement {
  private static final int DEEPEST = 200;
  private static final int MOST_ELEMENTS = 5_000_000;

  private final String file;
  private final int line;
  private final String name;
  private final Map<String, String> attributes;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlElement(String file, int line, String name, Map<String, String> attributes) {
    this.file = file;
    this.line = line;
    this.name = name;
    this.attributes = Map.copyOf(attributes);
  }

  /**
   * Reads a file's outermost element.
   *
   * @throws IOException naming file and line, if it is missing, cut short or no XML
   */
  public static XmlElement read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is missing: expected a file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads the outermost element of what a stream has.
   *
   * @param file what errors name
   * @throws IOException as {@link #read(Path)}
   */
  public static XmlElement read(InputStream in, String file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      return read(factory.createXMLStreamReader(in), file);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      String message = e.getMessage().replaceFirst("(?s)^.*Message: ", "").replace('\n', ' ');
      throw new IOException(file + " line " + line + ": " + message + ": expected XML", e);
    }
  }

  private static XmlElement read(XMLStreamReader reader, String file)
      throws XMLStreamException, IOException {
    Deque<XmlElement> open = new ArrayDeque<>();
    XmlElement root = null;
    int elements = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      int line = reader.getLocation().getLineNumber();
      if (event == XMLStreamConstants.START_ELEMENT) {
        XmlElement element = new XmlElement(file, line, reader.getLocalName(), attributes(reader));
        if (open.isEmpty()) {
          root = element;
        } else {
          open.getLast().children.add(element);
        }
        open.addLast(element);
        if (open.size() > DEEPEST || ++elements > MOST_ELEMENTS) {
          throw element.unexpected(
              open.size() + " elements in one another, " + elements + " in all",
              "at most " + DEEPEST + " and " + MOST_ELEMENTS);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.removeLast();
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        open.getLast().text.append(reader.getText());
      } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new IOException(
            file + " line " + line + ": entity &" + reader.getLocalName() + ";: expected text");
      }
    }
    return root;
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  public String name() {
    return name;
  }

  /** From 1, where its start tag ends. */
  public int line() {
    return line;
  }

  /** Its own text, without that of its children and without white space round it. */
  public String text() {
    return text.toString().strip();
  }

  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** All children, in order. */
  public List<XmlElement> children() {
    return List.copyOf(children);
  }

  /** The children with this name, in order. */
  public List<XmlElement> children(String child) {
    return children.stream().filter(element -> element.name.equals(child)).toList();
  }

  /** The first child with this name. */
  public Optional<XmlElement> child(String child) {
    return children.stream().filter(element -> element.name.equals(child)).findFirst();
  }

  /**
   * The first child with this name.
   *
   * @throws IOException if there is none
   */
  public XmlElement required(String child) throws IOException {
    return child(child).orElseThrow(() -> unexpected("no <" + child + ">", "one"));
  }

  /**
   * Its text as a whole number.
   *
   * @throws IOException if it is none, or not from {@code least} to {@code most}
   */
  public int integer(int least, int most) throws IOException {
    double value = decimal();
    if (value != Math.rint(value) || value < least || value > most) {
      throw unexpected(text(), "a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  /**
   * Its text as a number.
   *
   * @throws IOException if it is none
   */
  public double decimal() throws IOException {
    try {
      double value = Double.parseDouble(text());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unexpected("'" + text() + "'", "a number");
    }
    throw unexpected("'" + text() + "'", "a number");
  }

  /** The error that says what stands here and what should. */
  public IOException unexpected(String found, String expected) {
    return new IOException(
        file + " line " + line + " <" + name + ">: " + found + ": expected " + expected);
  }
}
