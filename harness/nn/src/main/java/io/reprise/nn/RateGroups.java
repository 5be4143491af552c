package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several optimisers, each of some parameters and at its own multiple of the learning rate, such as
 * for layers that start from other weights than the rest.
 */
public final class RateGroups implements Optimizer {
  private final Map<String, Tensor> parameters;
  private final List<Group> groups;

  /**
   * Some of the parameters.
   *
   * @param optimizer that knows them
   * @param multiplier of the learning rate, above 0
   */
  public record Group(Optimizer optimizer, double multiplier) {
    /** Checks the multiplier. */
    public Group {
      if (!(multiplier > 0 && Double.isFinite(multiplier))) {
        throw new IllegalArgumentException("multiplier " + multiplier + ": expected above 0");
      }
    }
  }

  /**
   * For all parameters of a model.
   *
   * @param parameters in the order of the gradients
   * @param groups which have each of the parameters once
   * @throws IllegalArgumentException if one is in no group, in two, or in a group alone
   */
  public RateGroups(Map<String, Tensor> parameters, List<Group> groups) {
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.groups = List.copyOf(groups);
    List<String> grouped = new ArrayList<>();
    groups.forEach(g -> grouped.addAll(g.optimizer.parameters().keySet()));
    List<String> all = new ArrayList<>(parameters.keySet());
    Collections.sort(all);
    Collections.sort(grouped);
    if (!all.equals(grouped)) {
      throw new IllegalArgumentException(
          "groups of the parameters " + grouped + ": expected each of " + all + " once");
    }
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    Map<String, Tensor> byPath = new LinkedHashMap<>();
    int i = 0;
    for (String path : parameters.keySet()) {
      byPath.put(path, gradients.get(i++));
    }
    for (Group group : groups) {
      List<Tensor> own = group.optimizer.parameters().keySet().stream().map(byPath::get).toList();
      group.optimizer.step(own, learningRate * group.multiplier);
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /** Those of all groups, each under {@code group0.}, {@code group1.} and so on. */
  @Override
  public Map<String, Tensor> buffers() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int g = 0; g < groups.size(); g++) {
      String prefix = "group" + g + ".";
      groups.get(g).optimizer.buffers().forEach((name, t) -> all.put(prefix + name, t));
    }
    return all;
  }

  @Override
  public Snapshot save() {
    Snapshot all = Snapshot.EMPTY;
    for (int g = 0; g < groups.size(); g++) {
      all = all.withPart("group" + g, groups.get(g).optimizer.save());
    }
    return all;
  }

  @Override
  public void restore(Snapshot saved) {
    for (int g = 0; g < groups.size(); g++) {
      groups.get(g).optimizer.restore(saved.part("group" + g));
    }
  }
}
