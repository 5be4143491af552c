package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EngineChoiceTest {
  @Test
  void theDefaultIsTheNameAlone() {
    EngineChoice choice = EngineChoice.parse("torch");
    assertEquals(new EngineChoice("torch", Arithmetic.FLOAT32), choice);
    assertEquals("torch", choice.toString());
    assertEquals("torch", EngineChoice.parse("torch+float32").toString());
  }

  @Test
  void whatIsWrittenReadsBackInOneOrder() {
    for (String text :
        new String[] {"torch+bf16", "torch+deterministic", "torch+tf32+deterministic"}) {
      assertEquals(text, EngineChoice.parse(text).toString());
    }
    assertEquals(
        "torch+bf16+deterministic", EngineChoice.parse("torch+deterministic+bf16").toString());
    assertEquals(
        new Arithmetic(Precision.BF16, true),
        EngineChoice.parse("torch").with(Precision.BF16).madeDeterministic().arithmetic());
  }

  @Test
  void anythingElseIsRefused() {
    for (String text :
        new String[] {
          "torch+", "torch+fp16", "torch+bf16+bf16", "torch+deterministic+deterministic"
        }) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> EngineChoice.parse(text)).getMessage();
      assertTrue(message.contains("expected"), message);
    }
  }

  @Test
  void anEngineWithoutAChoiceComputesInFloat32Alone() {
    EngineProvider provider =
        new EngineProvider() {
          @Override
          public String name() {
            return "abacus";
          }

          @Override
          public io.reprise.tensor.cuda.CudaBinaries cuda() {
            throw new AssertionError();
          }

          @Override
          public Engine open(Device device, int threads, Arithmetic arithmetic) {
            throw new AssertionError();
          }
        };
    provider.requireOffered(Arithmetic.FLOAT32, Device.CPU);
    assertEquals(
        "precision 'bf16' with engine abacus: expected float32, in which alone it computes",
        assertThrows(
                IllegalArgumentException.class,
                () -> provider.requireOffered(new Arithmetic(Precision.BF16, false), Device.CPU))
            .getMessage());
    assertEquals(
        "deterministic with engine abacus: expected an engine that offers a choice, such as torch",
        assertThrows(
                IllegalArgumentException.class,
                () -> provider.requireOffered(new Arithmetic(Precision.FLOAT32, true), Device.CPU))
            .getMessage());
  }
}
