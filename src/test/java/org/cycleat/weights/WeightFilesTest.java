package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {

  @TempDir Path folder;

  private static String refusal(Path path) {
    return assertThrows(UserException.class, () -> WeightFiles.open(path).close()).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "plain.npy,NumPy array",
    "types.npz,NumPy arrays",
    "types.safetensors,safetensors",
    "keras1.h5,HDF5",
    "other.h5,HDF5",
    "keras3.keras,Keras model",
    "'first.ckpt','TensorFlow checkpoint, first version'"
  })
  void aFormatIsToldByTheContentWhateverTheName(String name, String format) throws IOException {
    Path file = Files.move(PythonFiles.unpack(folder, name), folder.resolve("weights"));
    try (WeightFile weights = WeightFiles.open(file)) {
      assertEquals(format, weights.format());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".index", ".meta", ".data-00001-of-00002"})
  void anyFileOfACheckpointStandsForIt(String suffix) {
    String message = refusal(folder.resolve("model.ckpt-7" + suffix));
    String expected = "no checkpoint at %s: expected".formatted(folder.resolve("model.ckpt-7"));
    assertTrue(message.startsWith(expected), message);
  }

  @Test
  void whatIsNotThereMayHaveBeenAFileOrACheckpoint() {
    Path typo = folder.resolve("typo.h5");
    assertEquals("no file %s, and no checkpoint %s.index".formatted(typo, typo), refusal(typo));
  }

  @Test
  void aFolderWithoutWeights() {
    assertTrue(refusal(folder).startsWith("no weights in " + folder));
  }

  @ParameterizedTest
  @CsvSource({
    "a.pth,torch IN OUT.npz",
    "a.PT,torch IN OUT.npz",
    "a.pkl,npy2npz",
    "a.pickle,npy2npz"
  })
  void picklesAreToldByTheirNamesToo(String name, String command) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "(dp0\n."); // of protocol 0
    String message = refusal(file);
    assertTrue(message.startsWith(file + " holds a pickle, which could run"), message);
    assertTrue(message.contains("cycleat_tools " + command), message);
  }

  @Test
  void pyTorchsOldFilesAreToldFromOtherPickles() throws IOException {
    Path file = Files.write(folder.resolve("pytorch_model.bin"), new byte[] {(byte) 0x80, 2});
    assertTrue(refusal(file).contains("cycleat_tools torch IN OUT.npz"));
  }
}
