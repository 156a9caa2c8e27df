package org.cycleat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private static final List<String> LABELS = List.of("AN", "HA", "SA");
  private static final int[] COUNTS = {2, 6, 1};

  @Test
  void noneWeighsNothing() {
    assertEquals(List.of(), new ClassWeights("none").of(LABELS, COUNTS));
  }

  @Test
  void balancedIsTheInverseOfTheCount() {
    assertEquals(List.of(1.5f, 0.5f, 3f), new ClassWeights("balanced").of(LABELS, COUNTS));
  }

  @Test
  void classesThatAreNotNamedWeighOne() {
    assertEquals(List.of(1f, 0.5f, 3f), new ClassWeights("SA=3, HA=.5").of(LABELS, COUNTS));
  }

  @Test
  void aConfigurationKeepsThemAndKnowsItsClasses() {
    Config small = Config.preset("small");
    Config weighted = small.with("source.balance=false", "source.classWeights=DI=3,FE=1.5");
    assertEquals("DI=3,FE=1.5", weighted.source().classWeights().toString());
    assertEquals(
        weighted, small.with("source.balance=false").with("source.classWeights=DI=3,FE=1.5"));
    String message =
        assertThrows(
                UserException.class,
                () -> small.with("source.balance=false", "source.classWeights=DJ=3"))
            .getMessage();
    assertEquals(
        "labels must have the class DJ, which source.classWeights weighs,"
            + " got AN,DI,FE,HA,NE,SA,SU (labels in the configuration)",
        message);
  }
}
