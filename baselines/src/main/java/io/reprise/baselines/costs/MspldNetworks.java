package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.detection.RegionDetector;
import io.reprise.baselines.detection.RegionDetector.Backbone;
import io.reprise.baselines.detection.Regions;
import io.reprise.baselines.detection.Rfcn;
import io.reprise.baselines.detection.Ssd300;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Few-example object detection by model communication, arXiv 1706.08249: its three detectors with
 * 2,000 regions of an image of 600 x 1000, and detectors that others are measured by.
 */
public final class MspldNetworks implements PaperCosts {
  private static final int REGIONS = 2000;
  private static final int VOC = 21;
  private static final int COCO = 91;
  private static final Shape LARGE = Shape.of(3, 600, 1000);
  private static final Shape SMALL = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1706.08249";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : List.of(50, 101)) {
      ResNet.Design design = ResNet.Design.imageNet(depth);
      String name = "ResNet-" + depth;
      all.add(Network.of(name, "at 224", SMALL, at -> new ResNet(at, design)));
      all.add(Network.of(name, "body at 224", SMALL, at -> new ResNetStages(at, design)));
      all.add(
          Network.of(
              "R-FCN, " + name,
              "VOC, 2000 regions",
              LARGE,
              at -> new Rfcn(at, design, 1024, VOC, Regions.central(REGIONS))));
    }
    Vgg.Design vgg = Vgg.Design.imageNet(16, UniformStyle.UNNORMALIZED);
    all.add(Network.of("VGG-16", "at 224", SMALL, at -> new Vgg(at, vgg)));
    all.add(
        detector(
            "Fast R-CNN, VGG-16",
            "VOC, 2000 regions",
            RegionDetector.Design.fast(Backbone.VGG_16, VOC),
            REGIONS));
    all.add(
        detector(
            "Faster R-CNN, VGG-16",
            "VOC, 300 regions",
            RegionDetector.Design.faster(Backbone.VGG_16, VOC),
            300));
    all.add(
        detector(
            "Faster R-CNN, ResNet-50-C4",
            "VOC, 300 regions",
            RegionDetector.Design.faster(Backbone.RESNET_50_C4, VOC),
            300));
    all.add(
        detector(
            "Faster R-CNN, ResNet-50-FPN",
            "COCO, 1000 regions",
            RegionDetector.Design.faster(Backbone.RESNET_50_FPN, COCO),
            1000));
    for (int classes : List.of(VOC, COCO)) {
      all.add(
          Network.of(
              "SSD-300, VGG-16",
              classes == VOC ? "VOC" : "COCO",
              Shape.of(3, 300, 300),
              at -> new Ssd300(at, Ssd300.Design.published(classes))));
    }
    return all;
  }

  private static Network detector(
      String name, String setting, RegionDetector.Design design, int regions) {
    return Network.of(
        name, setting, LARGE, at -> new RegionDetector(at, design, Regions.central(regions)));
  }
}
