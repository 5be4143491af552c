package io.reprise.papers.san;

/** What a detector sees: the image, another image in its place or beside it. */
enum Method {
  /** The same detector without the generative module. */
  SINGLE("single input", "CPM", Second.NONE),
  /** As many weights as SAN, but nothing new to see. */
  TWICE("same image twice", "CPM, two inputs", Second.IMAGE),
  SAN("SAN", "SAN", Second.AGGREGATE),
  AGGREGATE_ALONE("aggregated image alone", "CPM, aggregated image", Second.AGGREGATE),
  /** In place of the aggregated image the same face in one style, as no generator could know. */
  ORACLE("oracle", "SAN, oracle", Second.OTHER_STYLE);

  /** Where a second image comes from. */
  enum Second {
    NONE,
    IMAGE,
    AGGREGATE,
    OTHER_STYLE
  }

  private final String title;
  private final String reported;
  private final Second second;

  Method(String title, String reported, Second second) {
    this.title = title;
    this.reported = reported;
    this.second = second;
  }

  String title() {
    return title;
  }

  /** As in {@code reported.csv}, where it is. */
  String reported() {
    return reported;
  }

  Second second() {
    return second;
  }

  /** Whether the detector has two inputs. */
  boolean seesBoth() {
    return this != SINGLE && this != AGGREGATE_ALONE;
  }

  boolean aggregates() {
    return second == Second.AGGREGATE;
  }
}
