package io.reprise.tensor.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VisibleGpusTest {
  @Test
  void withoutTheVariableAllAreSeenInTheirOrder() {
    VisibleGpus all = VisibleGpus.of(null);
    assertEquals(4, all.count(4));
    assertEquals("2", all.id(2));
  }

  @Test
  void theVariableSaysWhichAndInWhichOrder() {
    VisibleGpus some = VisibleGpus.of("3, GPU-8932f937");
    assertEquals(2, some.count(4));
    assertEquals("3", some.id(0));
    assertEquals("GPU-8932f937", some.id(1));
    assertEquals("2", some.id(2));
  }

  @Test
  void whatFollowsAnEntryThatIsNoGpuIsNotSeen() {
    assertEquals(1, VisibleGpus.of("1,-1,0").count(4));
    assertEquals(0, VisibleGpus.of("").count(4));
    assertEquals(1, VisibleGpus.of("0,1,2").count(1));
  }
}
