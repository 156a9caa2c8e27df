package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.device.Device;
import org.cycleat.device.GpuCard;
import org.cycleat.nn.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.ConfigProto;

class ArithmeticTest {

  private static Device device(String... capabilities) {
    List<GpuCard> cards =
        Stream.of(capabilities).map(c -> new GpuCard(0, "Card", c, 1L << 30)).toList();
    return new Device("some", cards, ConfigProto.getDefaultInstance());
  }

  @ParameterizedTest
  @CsvSource({
    "6.1, FLOAT32, float32", "7.0, FLOAT16, float16", "7.5, FLOAT16, float16",
    "8.0, BFLOAT16, bfloat16", "9.0, BFLOAT16, bfloat16", "12.0, BFLOAT16, bfloat16"
  })
  void autoTakesWhatTheCardHas(String capability, Precision precision, String name) {
    assertEquals(
        new Arithmetic(precision, true, name),
        Arithmetic.of(PrecisionChoice.AUTO, device(capability)));
  }

  @Test
  void theLeastOfSeveralCardsCounts() {
    assertEquals(
        "float16", Arithmetic.of(PrecisionChoice.AUTO, device("9.0", "7.5", "8.6")).name());
    var e =
        assertThrows(
            UserException.class,
            () -> Arithmetic.of(PrecisionChoice.BFLOAT16, device("8.6", "7.5")));
    assertEquals(
        "precision bfloat16 needs GPUs of compute capability 8.0 or more, found GPU 0: Card"
            + " (compute capability 7.5); set precision to float16 or auto",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, FLOAT32, false",
    "TF32, FLOAT32, true",
    "FLOAT16, FLOAT16, true",
    "BFLOAT16, BFLOAT16, true",
    "AUTO, FLOAT32, true"
  })
  void onACpuEverythingCanBeAskedFor(PrecisionChoice wanted, Precision precision, boolean tf32) {
    Arithmetic found = Arithmetic.of(wanted, device());
    assertEquals(precision, found.training());
    assertEquals(tf32, found.tensorFloat32());
    List<String> lines = new ArrayList<>();
    found.apply(device(), lines::add);
    assertEquals(
        precision == Precision.FLOAT32
            ? List.of()
            : List.of("precision: " + found.name() + ", which a CPU is slow in"),
        lines);
  }

  @Test
  void aPresetNamesOneThatEveryDeviceHas() {
    assertTrue(
        Config.PRESETS.stream()
            .map(Config::preset)
            .allMatch(c -> Arithmetic.of(c.precision(), device()).training() == Precision.FLOAT32));
  }
}
