package io.reprise.papers.circleloss;

/** What embeddings are learned for. */
enum Task {
  /** Verification and retrieval of people whom no training has seen, with class labels. */
  FACES("faces", false),
  /** Re-identification across cameras, with class labels: Market-1501 at scale paper. */
  PERSONS("persons", false),
  /** The same on MSMT17, at scale paper alone. */
  PERSONS_OF_MSMT17("persons of MSMT17", false),
  /** Fine-grained retrieval with pair labels: vehicles, at scale paper birds. */
  RETRIEVAL("retrieval", true);

  private final String title;
  private final boolean pairs;

  Task(String title, boolean pairs) {
    this.title = title;
    this.pairs = pairs;
  }

  String title() {
    return title;
  }

  /** Whether its losses take pair labels, and not class labels. */
  boolean onPairs() {
    return pairs;
  }
}
