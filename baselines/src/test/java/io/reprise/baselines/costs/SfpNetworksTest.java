package io.reprise.baselines.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SfpNetworksTest {
  private static final Pattern SETTING = Pattern.compile("(CIFAR-10|ImageNet), rate (\\d+)%");

  /** The notes blame fractions of filters: with them the published numbers must come out. */
  @Test
  void withFractionsOfFiltersThePublishedCostsComeOut() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (PublishedCost p : new SfpNetworks().published()) {
      Matcher setting = SETTING.matcher(p.setting());
      if (!p.note().startsWith("counts every width") || !setting.matches()) {
        continue;
      }
      int depth = Integer.parseInt(p.network().substring("ResNet-".length()));
      boolean cifar = setting.group(1).equals("CIFAR-10");
      ResNet.Design design = cifar ? ResNet.Design.cifar(depth, 10) : ResNet.Design.imageNet(depth);
      Shape image = cifar ? Shape.of(3, 32, 32) : Shape.of(3, 224, 224);
      double rate = Integer.parseInt(setting.group(2)) / 100.0;
      double macs = ResNetFilters.continuousMacs(design, image, rate);
      double whole = ResNetFilters.continuousMacs(design, image, 0);
      double computed = p.quantity() == Quantity.CONV_MACS ? macs : 100 * (whole - macs) / whole;
      checked++;
      if (!p.agrees(computed)) {
        wrong.add(p + " " + computed);
      }
    }
    assertTrue(checked > 40, checked + " rows");
    assertEquals(List.of(), wrong);
  }
}
