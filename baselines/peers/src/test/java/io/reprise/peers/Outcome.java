package io.reprise.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a network computed.
 *
 * @param before probabilities before training
 * @param losses of the steps, each before its update
 * @param after probabilities after training
 */
record Outcome(List<Double> before, List<Double> losses, List<Double> after) {
  private static final int STEPS = 4;

  /** Where the outcome for a network and rule is kept. */
  static Path file(Path folder, Network network, UpdateRule rule) {
    return folder.resolve(network.id() + "-" + rule.nesterov() + "-" + rule.normsDecayed());
  }

  static void write(Path file, PeerNetwork net) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(Arrays.toString(net.infer()));
    double[] losses = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      losses[i] = net.trainAndReadLoss();
    }
    lines.add(Arrays.toString(losses));
    lines.add(Arrays.toString(net.infer()));
    Files.write(file, lines);
  }

  static Outcome read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Outcome(numbers(lines.get(0)), numbers(lines.get(1)), numbers(lines.get(2)));
  }

  private static List<Double> numbers(String line) {
    return Stream.of(line.substring(1, line.length() - 1).split(", "))
        .map(Double::valueOf)
        .toList();
  }
}
