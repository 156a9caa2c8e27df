package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.proto.ConfigProto;

class TrialTest {
  private static final ConfigProto CPU_ONLY =
      ConfigProto.newBuilder().putDeviceCount("GPU", 0).build();

  private static Optional<String> tryOut(DeviceSpec.DeviceType type) {
    return Trial.failure(CPU_ONLY, DeviceSpec.newBuilder().deviceType(type).deviceIndex(0).build());
  }

  @Test
  void aProcessorThatComputesHasNoFailure() {
    assertEquals(Optional.empty(), tryOut(DeviceSpec.DeviceType.CPU));
  }

  @Test
  void oneThatIsNotThereFailsInALine() {
    String why = tryOut(DeviceSpec.DeviceType.GPU).orElseThrow();
    assertTrue(why.contains("GPU:0") && why.lines().count() == 1, why);
  }
}
