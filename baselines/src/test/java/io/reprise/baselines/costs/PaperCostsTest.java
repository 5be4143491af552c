package io.reprise.baselines.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.costs.PublishedCost.Status;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Network;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PaperCostsTest {
  /** A printed number that is not ours needs a reason, and one that is ours needs none. */
  @TestFactory
  Stream<DynamicTest> everyPrintedNumberIsOursOrSaysWhyNot() {
    return PaperCosts.all().stream()
        .map(
            paper ->
                DynamicTest.dynamicTest(
                    paper.paper(),
                    () -> {
                      List<CostRow> rows = CostRow.of(paper);
                      assertFalse(rows.isEmpty());
                      List<String> unexplained =
                          rows.stream()
                              .filter(r -> !r.agrees())
                              .filter(r -> r.published().orElseThrow().note().isBlank())
                              .map(PaperCostsTest::words)
                              .toList();
                      assertEquals(List.of(), unexplained);
                    }));
  }

  private static String words(CostRow r) {
    PublishedCost p = r.published().orElseThrow();
    return r.network()
        + " ("
        + r.setting()
        + ") "
        + r.quantity().id()
        + ": printed "
        + p.printed()
        + p.unit()
        + ", computed "
        + r.computed();
  }

  @Test
  void noPaperIsThereTwice() {
    Set<String> ids = new HashSet<>();
    PaperCosts.all().forEach(p -> assertTrue(ids.add(p.paper()), p.paper()));
  }

  private static PublishedCost printed(Quantity quantity, String digits, String unit) {
    return new PublishedCost("Net", "a", quantity, digits, unit, "here", Status.READ, "");
  }

  @Test
  void aNumberAgreesIfItRoundsOrIsCutToThePrintedDigits() {
    PublishedCost mega = printed(Quantity.PARAMETERS, "25.56", "M");
    assertTrue(mega.agrees(25_557_032));
    assertTrue(mega.agrees(25_569_000));
    assertFalse(mega.agrees(25_570_000));
    assertFalse(mega.agrees(25_554_000));
    assertTrue(printed(Quantity.MACS_REDUCTION, "42.2", "%").agrees(42.24));
    assertTrue(printed(Quantity.PARAMETERS, "11689512", "").agrees(11_689_512));
    assertFalse(printed(Quantity.PARAMETERS, "11689512", "").agrees(11_689_513));
    assertEquals(3.5 * (1 << 20), printed(Quantity.MACS, "3.5", "Mi").value());
  }

  @Test
  void whatIsNoPublishedNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> printed(Quantity.PARAMETERS, "25,56", "M"));
    assertThrows(IllegalArgumentException.class, () -> printed(Quantity.PARAMETERS, "25", "T"));
    assertThrows(IllegalArgumentException.class, () -> printed(Quantity.PARAMETERS, "25", "%"));
    assertThrows(IllegalArgumentException.class, () -> printed(Quantity.MACS_REDUCTION, "25", "M"));
    assertThrows(IllegalArgumentException.class, () -> Quantity.parse("flops"));
    assertThrows(IllegalArgumentException.class, () -> Status.parse("guessed"));
  }

  private static Network conv(String setting, int width, String baseline) {
    return new Network(
        "Net",
        setting,
        baseline,
        Shape.of(3, 8, 8),
        at -> new Conv2d(at.at("conv"), 3, width, 3, Op.Conv2d.of(1, 1)));
  }

  private static PaperCosts paper(List<Network> networks, PublishedCost... published) {
    return new PaperCosts() {
      @Override
      public String paper() {
        return "0000.00000";
      }

      @Override
      public List<Network> networks() {
        return networks;
      }

      @Override
      public List<PublishedCost> published() {
        return List.of(published);
      }
    };
  }

  @Test
  void reductionsAreRelativeToTheBaseline() {
    List<CostRow> rows =
        CostRow.of(
            paper(
                List.of(conv("whole", 8, "whole"), conv("a", 6, "whole")),
                printed(Quantity.MACS_REDUCTION, "25", "%")));
    CostRow saved = rows.get(rows.size() - 1);
    assertEquals(Quantity.MACS_REDUCTION, saved.quantity());
    assertEquals(25, saved.computed(), 1e-12);
    assertEquals(0, saved.difference(), 1e-9);
    assertTrue(saved.agrees());
    assertEquals(7, rows.size(), "three numbers of each network, and the printed one");
  }

  @Test
  void aRowOrABaselineWithoutANetworkIsNamed() {
    Network net = conv("b", 6, "b");
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> CostRow.of(paper(List.of(net), printed(Quantity.MACS, "1", "M"))))
            .getMessage();
    assertTrue(message.contains("no network Net (a): expected one of [Net (b)]"), message);
    assertThrows(
        IllegalStateException.class, () -> CostRow.of(paper(List.of(conv("b", 6, "none")))));
    assertThrows(IllegalStateException.class, () -> CostRow.of(paper(List.of(net, net))));
  }
}
