package io.reprise.baselines.costs;

import io.reprise.baselines.recognition.IrNet;
import io.reprise.baselines.recognition.IrNet.Uncertainty;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * DUL, data uncertainty learning, arXiv 2003.11339: without the heads for the variance, as in use,
 * and with them, as in training. PFE needs {@code DUL_rgs}'s head in use too.
 */
public final class DulNetworks implements PaperCosts {
  private static final String BASELINE = "one head";
  private static final int REDUCTION = 16;

  @Override
  public String paper() {
    return "2003.11339";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : List.of(18, 64)) {
      String name = "IR-SE-" + depth;
      all.add(faces(name, BASELINE, depth, REDUCTION, Uncertainty.NONE));
      all.add(faces(name, "DUL_cls", depth, REDUCTION, Uncertainty.LINEAR).against(BASELINE));
      all.add(faces(name, "DUL_rgs", depth, REDUCTION, Uncertainty.HIDDEN).against(BASELINE));
    }
    all.add(faces("IR-50", BASELINE, 50, 0, Uncertainty.NONE));
    return all;
  }

  private static Network faces(
      String name, String setting, int depth, int reduction, Uncertainty uncertainty) {
    IrNet.Design design = IrNet.Design.faces(depth).with(reduction, uncertainty);
    return Network.of(name, setting, Shape.of(3, 112, 112), at -> new IrNet(at, design));
  }
}
