package io.tributary.graph;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pairs that must never be one cluster, through no chain of links. */
final class PairsApart implements LimitedSets {
  private final IntUnaryOperator root;

  /** The other ends of the pairs that a cluster takes part in. */
  private final @Nullable IntList[] partners;

  PairsApart(LinkGraph graph, IntUnaryOperator root) {
    this.root = root;
    this.partners = new IntList[graph.nodes()];
    for (int i = 0; i < graph.apart.size(); i += 2) {
      add(graph.apart.get(i), graph.apart.get(i + 1));
      add(graph.apart.get(i + 1), graph.apart.get(i));
    }
  }

  private void add(int node, int partner) {
    IntList ofNode = partners[node];
    if (ofNode == null) {
      ofNode = new IntList(2);
      partners[node] = ofNode;
    }
    ofNode.add(partner);
  }

  @Override
  public boolean allows(int left, int right) {
    IntList ofLeft = partners[left];
    IntList ofRight = partners[right];
    if (ofLeft == null || ofRight == null) {
      return true;
    }
    boolean isLeftShorter = ofLeft.size() <= ofRight.size();
    IntList shorter = isLeftShorter ? ofLeft : ofRight;
    int other = isLeftShorter ? right : left;
    for (int i = 0; i < shorter.size(); i++) {
      if (root.applyAsInt(shorter.get(i)) == other) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void unite(int root, int child) {
    IntList ofRoot = partners[root];
    IntList ofChild = partners[child];
    partners[child] = null;
    if (ofRoot == null || ofChild == null) {
      partners[root] = ofRoot == null ? ofChild : ofRoot;
      return;
    }
    boolean isRootLonger = ofRoot.size() >= ofChild.size();
    IntList longer = isRootLonger ? ofRoot : ofChild;
    longer.addAll(isRootLonger ? ofChild : ofRoot);
    partners[root] = longer;
  }
}
