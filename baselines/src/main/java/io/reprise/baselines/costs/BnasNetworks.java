package io.reprise.baselines.costs;

import io.reprise.baselines.binary.XnorConv2d;
import io.reprise.baselines.cells.CellLayers;
import io.reprise.baselines.cells.CellNetwork;
import io.reprise.baselines.cells.Genotype;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * BNAS, binarized neural architecture search, arXiv 1911.10862: the released cells for CIFAR-10
 * with weights of one bit, as released, with inputs of one bit too, and in full precision; and what
 * DARTS and PC-DARTS found, by the genotypes that PC-DARTS's code holds. Its own network for
 * ImageNet is not known, nor are the widths of NASNet, AmoebaNet, PNAS and SNAS.
 */
public final class BnasNetworks implements PaperCosts {
  private static final Genotype BNAS =
      Genotype.parse(
          "skip 1, dil3 0, skip 0, dil5 2, max 1, max 0, dil5 4, sep3 2",
          "sep3 1, dil5 0, skip 1, max 2, dil5 0, avg 3, skip 2, dil3 4");
  private static final Genotype DARTS_FIRST =
      Genotype.parse(
          "sep3 1, sep3 0, skip 0, sep3 1, skip 0, sep3 1, sep3 0, skip 2",
          "max 0, max 1, skip 2, max 0, max 0, skip 2, skip 2, avg 0");
  private static final Genotype DARTS_SECOND =
      Genotype.parse(
          "sep3 0, sep3 1, sep3 0, sep3 1, sep3 1, skip 0, skip 0, dil3 2",
          "max 0, max 1, skip 2, max 1, max 0, skip 2, skip 2, max 1");
  private static final Genotype PC_DARTS_CIFAR =
      Genotype.parse(
          "sep3 1, skip 0, sep3 0, dil3 1, sep5 0, sep3 1, avg 0, dil3 1",
          "sep5 1, max 0, sep5 1, sep5 2, sep3 0, sep3 3, sep3 1, sep3 2");
  private static final Genotype PC_DARTS_IMAGE_NET =
      Genotype.parse(
          "skip 1, sep3 0, sep3 0, skip 1, sep3 1, sep3 3, sep3 1, dil5 4",
          "sep3 0, skip 1, dil5 2, max 1, sep3 2, sep3 1, sep5 0, sep3 3");

  private static final int CIFAR_WIDTH = 36;
  private static final int IMAGE_NET_WIDTH = 48;

  @Override
  public String paper() {
    return "1911.10862";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int width : List.of(CIFAR_WIDTH, 44)) {
      String name = "BNAS, C = " + width;
      all.add(
          cifar(
              name,
              "weights of one bit",
              BNAS,
              width,
              CellLayers.binarized(XnorConv2d.of(false), ChannelLayer.RELU)));
      all.add(
          cifar(
              name,
              "weights and inputs of one bit",
              BNAS,
              width,
              CellLayers.binarized(XnorConv2d.of(true), ChannelLayer.IDENTITY)));
      all.add(
          cifar(
              name,
              "full precision",
              BNAS,
              width,
              CellLayers.binarized(ConvLayer.PLAIN, ChannelLayer.RELU)));
    }
    all.add(cifar("DARTS, first order", "CIFAR-10", DARTS_FIRST, CIFAR_WIDTH, CellLayers.REAL));
    all.add(cifar("DARTS, second order", "CIFAR-10", DARTS_SECOND, CIFAR_WIDTH, CellLayers.REAL));
    all.add(cifar("PC-DARTS", "CIFAR-10", PC_DARTS_CIFAR, CIFAR_WIDTH, CellLayers.REAL));
    all.add(imageNet("DARTS, second order", DARTS_SECOND));
    all.add(imageNet("PC-DARTS", PC_DARTS_IMAGE_NET));
    return all;
  }

  private static Network cifar(
      String name, String setting, Genotype genotype, int width, CellLayers layers) {
    CellNetwork.Design design = CellNetwork.Design.cifar(genotype, width, layers);
    Shape input = Shape.of(3, 32, 32);
    return Network.of(name, setting, input, at -> new CellNetwork(at, design));
  }

  private static Network imageNet(String name, Genotype genotype) {
    CellNetwork.Design design =
        CellNetwork.Design.imageNet(genotype, IMAGE_NET_WIDTH, CellLayers.REAL);
    Shape input = Shape.of(3, 224, 224);
    return Network.of(name, "ImageNet", input, at -> new CellNetwork(at, design));
  }
}
