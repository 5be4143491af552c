package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.reprise.experiment.Run;
import io.reprise.experiment.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path base;

  private JsonNode results(Run<?> run) throws IOException {
    Report.write(run, base, Instant.EPOCH, line -> {});
    return read("0000.00000/results.json");
  }

  private JsonNode read(String file) throws IOException {
    return JSON.readTree(Files.readString(base.resolve("reports/target/reprise").resolve(file)));
  }

  private JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(read("assets/results.schema.json"));
  }

  @Test
  void areAsTheirSchemaSays() throws IOException {
    Run<?> figured = GeneratedExperiment.withResults(base, 0, 2, 2, Scale.PAPER);
    FakeFigures.addTo(figured);
    for (Run<?> run :
        new Run<?>[] {FakeResults.run(base, Scale.SMOKE), FakeResults.finished(base), figured}) {
      JsonNode results = results(run);
      assertEquals("[]", schema().validate(results).toString());
    }
  }

  @Test
  void fitTheSchemaNoMoreWhereAFieldIsGoneOrHasAnotherType() throws IOException {
    JsonNode results = results(FakeResults.finished(base));
    JsonSchema schema = schema();
    for (String pointer :
        new String[] {"/run", "/claims/2/statistics", "/measured/0", "/costs/1"}) {
      JsonNode node = results.at(pointer);
      node.fieldNames()
          .forEachRemaining(
              name -> {
                ObjectNode changed = (ObjectNode) results.deepCopy().at(pointer);
                JsonNode whole = results.deepCopy();
                ((ObjectNode) whole.at(pointer)).remove(name);
                assertFalse(schema.validate(whole).isEmpty(), pointer + "/" + name);
                assertTrue(changed.has(name));
              });
    }
    JsonNode wrong = results.deepCopy();
    ((ObjectNode) wrong.at("/claims/0")).put("verdict", "MAYBE");
    assertFalse(schema.validate(wrong).isEmpty());
  }

  @Test
  void holdAllDigitsAndNullForWhatIsMissing() throws IOException {
    JsonNode results = results(FakeResults.finished(base));
    JsonNode mean = results.at("/measured/1");
    assertEquals("test_loss", mean.at("/metric").asText());
    assertEquals((1.0 + 0.5 + 1.0 / 3) / 3, mean.at("/mean").asDouble(), 1e-15);
    assertEquals("[1,2,3]", mean.at("/seeds").toString());
    assertTrue(results.at("/costs/1/params").isNull());
    assertTrue(results.at("/claims/0/statistics").isNull());
    assertEquals(31.125, results.at("/claims/2/statistics/mean_difference").asDouble());
    assertEquals("quick", results.at("/run/scale").asText());
    assertFalse(results.at("/run/published_protocol").asBoolean());
    assertEquals("loss < 0 | <img src=x>", results.at("/failures/0/message").asText());
  }
}
