package io.reprise.baselines.costs;

import io.reprise.baselines.MobileNetV2;
import io.reprise.baselines.ResNet;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * Route constrained optimisation, arXiv 1904.09149: students and teachers. The 0.8M-parameter face
 * student's layers are not known.
 */
public final class RcoNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGE_NET = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1904.09149";
  }

  @Override
  public List<Network> networks() {
    ResNet.Design fifty = ResNet.Design.imageNet(50);
    return List.of(
        student("CIFAR-100, width 0.5", CIFAR, MobileNetV2.Design.cifar(0.5, 100)),
        student("CIFAR-100, width 1", CIFAR, MobileNetV2.Design.cifar(1, 100)),
        teacher("CIFAR-100", CIFAR, fifty.withSmallStem().withClasses(100)),
        student("ImageNet", IMAGE_NET, MobileNetV2.Design.imageNet(1)),
        teacher("ImageNet", IMAGE_NET, fifty),
        Network.of("student", "quick", Shape.of(1, 28, 28), RcoNetworks::quickStudent));
  }

  /** Three 3x3 convolutions of stride 2, as the quick experiment has them. */
  private static Module quickStudent(LayerContext at) {
    Sequential.Builder layers = new Sequential.Builder(at);
    int in = 1;
    for (int width : List.of(8, 8, 16)) {
      int from = in;
      layers.add(c -> ConvLayer.NORMALIZED.build(c, from, width, 3, Op.Conv2d.of(2, 1)));
      layers.then(Tensor::relu);
      in = width;
    }
    int features = in;
    return layers.then(x -> x.mean(2, 3)).add(c -> new Linear(c, features, 10)).build();
  }

  private static Network student(String setting, Shape input, MobileNetV2.Design design) {
    return Network.of("student MobileNetV2", setting, input, at -> new MobileNetV2(at, design));
  }

  private static Network teacher(String setting, Shape input, ResNet.Design design) {
    return Network.of("teacher ResNet-50", setting, input, at -> new ResNet(at, design));
  }
}
