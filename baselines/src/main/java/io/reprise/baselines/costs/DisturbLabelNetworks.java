package io.reprise.baselines.costs;

import io.reprise.baselines.AlexNet;
import io.reprise.baselines.LeNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * DisturbLabel, arXiv 1605.00055, which costs nothing. The layers of its BigNet are not known; a
 * stand-in is here.
 */
public final class DisturbLabelNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1605.00055";
  }

  @Override
  public List<Network> networks() {
    Vgg.Design big =
        new Vgg.Design(
            List.of(64, 64, Vgg.POOL, 128, 128, Vgg.POOL, 256, 256, 256, 256, Vgg.POOL),
            4,
            List.of(1024, 1024),
            false,
            0.5,
            10,
            UniformStyle.UNNORMALIZED);
    return List.of(
        leNet("MNIST", 1, 28, List.of(32, 64), 512),
        leNet("CIFAR-10", 3, 32, List.of(32, 64), 512),
        leNet("quick", 1, 28, List.of(16, 32), 128),
        network("BigNet", "stand-in, CIFAR-10", Shape.of(3, 32, 32), at -> new Vgg(at, big)),
        network(
            "AlexNet",
            "ImageNet",
            Shape.of(3, 227, 227),
            at -> new AlexNet(at, AlexNet.Design.of(AlexNet.Form.ALEXNET))));
  }

  private static Network leNet(
      String setting, int channels, int side, List<Integer> widths, int hidden) {
    LeNet.Design design = new LeNet.Design(channels, side, widths, List.of(hidden), true, 0.5, 10);
    return network("LeNet", setting, Shape.of(channels, side, side), at -> new LeNet(at, design));
  }

  private static Network network(
      String name, String setting, Shape input, Function<LayerContext, ? extends Module> builder) {
    return Network.of(name, setting, input, builder);
  }
}
