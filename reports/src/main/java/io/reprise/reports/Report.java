package io.reprise.reports;

/** Placeholder until merged. */
public final class Report {
  private Report() {}

  public static void main(String[] args) {}
}
