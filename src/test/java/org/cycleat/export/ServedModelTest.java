package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.model.ResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServedModelTest {
  private static final int IMAGES = 3;
  private static final int PIXELS = SmallExport.SIZE * SmallExport.SIZE * 3;

  @TempDir Path folder;

  private static ServedModel served(Path model, long largest) {
    return new ServedModel(model, Device.forInference(1), largest);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET_18", "RESNET_50"})
  void constantsGiveWhatVariablesGive(ResNet.Depth depth) {
    Path model = SmallExport.write(depth, 1 / 16.0, folder.resolve("model"));
    float[] images = TestGraph.normals(3, IMAGES * PIXELS);
    try (ServedModel frozen = served(model, Long.MAX_VALUE);
        ServedModel plain = served(model, 0)) {
      ServedModel.Answer expected = plain.answer(images, IMAGES);
      ServedModel.Answer found = frozen.answer(images, IMAGES);
      assertArrayEquals(expected.probabilities(), found.probabilities(), 1e-5f);
      assertArrayEquals(expected.attention(), found.attention(), 1e-5f);
      assertEquals(8, found.attentionSide());
      // or any answer would be right
      assertTrue(found.probabilities()[0] > 1e-3 && found.probabilities()[0] < 1 - 1e-3);
    }
  }

  @Test
  void aModelWithoutItsVariablesIsRefusedInOneLine() throws IOException {
    Path model = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("model"));
    try (Stream<Path> files = Files.list(model.resolve("variables"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (long largest : List.of(0L, Long.MAX_VALUE)) {
      UserException e = assertThrows(UserException.class, () -> served(model, largest).close());
      assertTrue(e.getMessage().contains("export it again"), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }
  }
}
