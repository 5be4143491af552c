package io.reprise.baselines.restoration;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A binary tree of entities and the relations between them, whose nodes are feature maps (arXiv
 * 1910.03853 as far as it is known): {@code [N, in, H, W]} to the maps of all nodes, leaves first
 * and the root last, {@code [N, nodes * maps, H, W]}.
 */
public final class SemanticTree extends Module {
  private final Design design;
  private final List<Module> leaves = new ArrayList<>();
  private final List<Module> parents = new ArrayList<>();
  private final Linear entity;
  private final Linear relation;

  /**
   * Which tree.
   *
   * @param maps channels of a node
   * @param leaves a power of 2, at least 2
   * @param entities classes of leaves; 0 if they are not classified
   * @param relations classes of the other nodes; likewise
   */
  public record Design(int in, int maps, int leaves, int entities, int relations) {
    /** Checks the values. */
    public Design {
      if (in < 1 || maps < 1 || entities < 0 || relations < 0) {
        throw new IllegalArgumentException(
            "semantic tree of " + in + " channels, " + maps + " maps: expected at least 1");
      }
      if (leaves < 2 || Integer.bitCount(leaves) != 1) {
        throw new IllegalArgumentException(
            "semantic tree of " + leaves + " leaves: expected a power of 2, at least 2");
      }
    }

    /** Leaves and inner nodes. */
    public int nodes() {
      return 2 * leaves - 1;
    }
  }

  public SemanticTree(LayerContext at, Design design) {
    this.design = design;
    for (int i = 0; i < design.leaves; i++) {
      String name = "leaf" + i;
      leaves.add(
          child(
              name,
              ConvLayer.BIASED.build(at.at(name), design.in, design.maps, 1, Op.Conv2d.PLAIN)));
    }
    for (int i = 0; i < design.leaves - 1; i++) {
      String name = "parent" + i;
      parents.add(
          child(
              name,
              ConvLayer.BIASED.build(
                  at.at(name), 2 * design.maps, design.maps, 3, Op.Conv2d.of(1, 1))));
    }
    entity = classifier(at, "entity", design.entities);
    relation = classifier(at, "relation", design.relations);
  }

  private Linear classifier(LayerContext at, String name, int classes) {
    return classes == 0 ? null : child(name, new Linear(at.at(name), design.maps, classes));
  }

  /** The maps of each node, leaves first, the root last. */
  public List<Tensor> nodes(Tensor x, Mode mode) {
    List<Tensor> nodes = new ArrayList<>();
    leaves.forEach(leaf -> nodes.add(leaf.forward(x, mode).tanh()));
    for (int i = 0; i < parents.size(); i++) {
      Tensor children = nodes.get(2 * i).concat(1, nodes.get(2 * i + 1));
      nodes.add(parents.get(i).forward(children, mode).tanh());
    }
    return nodes;
  }

  /**
   * Logits of each node's class, leaves first.
   *
   * @throws IllegalStateException if nodes are not classified
   */
  public List<Tensor> classes(List<Tensor> nodes, Mode mode) {
    if (entity == null || relation == null) {
      throw new IllegalStateException("this semantic tree has no classes: expected some");
    }
    List<Tensor> logits = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Linear classifier = i < design.leaves ? entity : relation;
      logits.add(classifier.forward(nodes.get(i).mean(2, 3), mode));
    }
    return logits;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> nodes = nodes(x, mode);
    return nodes.get(0).concat(1, nodes.subList(1, nodes.size()).toArray(new Tensor[0]));
  }
}
