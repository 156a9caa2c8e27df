package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.UserException;
import org.cycleat.device.GpuChoice;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GpuOptionTest {

  private static GpuOption parsed(String... arguments) {
    return CommandLine.populateCommand(new GpuOption(), arguments);
  }

  @Test
  void withoutSeveralItIsWhatGpuSays() {
    assertEquals(GpuChoice.ANY, parsed().choice(null));
    assertEquals(GpuChoice.NONE, parsed("--gpu", "none").choice(null));
    assertEquals(List.of(3), parsed("--gpu", "3").choice(null).numbers());
  }

  @Test
  void severalReplaceIt() {
    assertEquals(List.of(1, 0), parsed().choice("1,0").numbers());
    assertThrows(UserException.class, () -> parsed().choice("1,1"));
  }

  @Test
  void bothAreRefused() {
    var refusal = assertThrows(UserException.class, () -> parsed("--gpu", "none").choice("0,1"));
    assertEquals(
        "--gpu none and --gpus 0,1 exclude each other: give one of them", refusal.getMessage());
  }
}
