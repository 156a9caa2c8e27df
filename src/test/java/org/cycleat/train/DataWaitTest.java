package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class DataWaitTest {

  @Test
  void ofSeveralStreamsTheLongestWaitCountsAndAllRunsAreAddedUp() {
    try (TestGraph test = new TestGraph()) {
      Operand<TFloat32> loss = test.tf().constant(7f);
      Operand<TFloat64> short1 = test.tf().constant(0.25);
      Operand<TFloat64> long1 = test.tf().constant(0.5);
      DataWait wait = new DataWait(List.of(short1, long1), StepRunner.PLAIN);
      for (int run = 0; run < 3; run++) {
        try (Result result = wait.run(test.session().runner().fetch(loss))) {
          assertEquals(7f, ((TFloat32) result.get(0)).getFloat());
        }
      }
      assertEquals(1.5, wait.seconds());
    }
  }

  @Test
  void aStepWithoutStreamsWaitsForNothing() {
    try (TestGraph test = new TestGraph()) {
      DataWait wait = new DataWait(List.of(), StepRunner.PLAIN);
      wait.run(test.session().runner().fetch(test.tf().constant(7.0))).close();
      assertEquals(0, wait.seconds());
    }
  }
}
