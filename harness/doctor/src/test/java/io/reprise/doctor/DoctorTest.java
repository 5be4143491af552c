package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private final List<String> out = new ArrayList<>();

  @Test
  void whatIsMissingOrSlowDoesNotFail() {
    List<Check> all =
        List.of(Check.ok("a", ""), Check.warning("b", "", ""), Check.missing("c", "", ""));
    assertEquals(0, Doctor.conclude(all, Device.CPU, out::add));
    assertEquals(List.of("Papers run here on cpu."), out);
  }

  @Test
  void whatIsBrokenFails() {
    List<Check> all = List.of(Check.ok("a", ""), Check.broken("b", "", ""));
    assertEquals(Doctor.BROKEN, Doctor.conclude(all, Device.CPU, out::add));
  }
}
