package io.reprise.baselines.landmarks;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.baselines.ResNet;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptedGeneratorTest {
  private static final ResNet.Design ENCODER =
      new ResNet.Design(List.of(1, 1, 1), List.of(4, 6, 8), 5, false, false, true);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAdaptedGeneratorGivesHeatmapsOfHalfTheSide(boolean fuses) {
    // The encoder's maps have sides 16, 8 and 4, the generator's 8 and 16.
    AdaptedGenerator.Design design =
        new AdaptedGenerator.Design(ENCODER, List.of(8, 6, 4), 3, fuses);
    RealEngineCheck.run(
        at -> new AdaptedGenerator(at, design), Shape.of(2, 3, 16, 16), Shape.of(2, 3, 32, 32));
  }

  @Test
  void widthsThatDoNotFitTheEncoderAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdaptedGenerator.Design(ENCODER, List.of(8, 5), 3, true));
  }
}
