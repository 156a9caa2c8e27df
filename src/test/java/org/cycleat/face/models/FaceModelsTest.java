package org.cycleat.face.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceModelsTest {
  private static final Optional<Path> NONE = Optional.empty();

  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("folder"));
  }

  private FaceModels models(Optional<Path> named) {
    return new FaceModels(named, Optional.of(folder));
  }

  private static List<String> places(FaceModels models) {
    return models.all(FaceModel.YUNET).stream().map(FoundModel::place).toList();
  }

  @Test
  void theNamedModelWinsThenTheFolderThenWhatShips() throws IOException {
    String shipped = FaceModel.YUNET.resource();
    assertEquals(List.of(shipped), places(models(NONE)));
    Path older = Files.createFile(folder.resolve("yunet_2022.onnx"));
    Path newest = Files.createFile(folder.resolve("yunet_2023.onnx"));
    Files.createFile(folder.resolve("zfnet.onnx"));
    Files.createDirectory(folder.resolve("yunet_of_folders.onnx"));
    Path named = Files.createFile(root.resolve("mine.onnx"));
    assertEquals(
        List.of(named.toString(), newest.toString(), older.toString(), shipped),
        places(models(Optional.of(named))));
    assertEquals(named.toString(), models(Optional.of(named)).find(FaceModel.YUNET).place());
    assertEquals(newest.toString(), models(NONE).find(FaceModel.YUNET).place());
    assertEquals(List.of(shipped), places(new FaceModels(NONE, NONE)));
  }

  @Test
  void theNamedDetectorIsNoOtherModel() throws IOException {
    byte[] content = {4, 2};
    Path mine = Files.write(folder.resolve("landmarks68-mine.pb"), content);
    FoundModel found =
        models(Optional.of(root.resolve("of the detector"))).find(FaceModel.LANDMARKS68);
    assertEquals(Optional.of(mine), found.file());
    assertArrayEquals(content, found.read());
    assertFalse(found.ships());
    Files.delete(mine);
    assertTrue(models(NONE).find(FaceModel.LANDMARKS68).ships());
  }

  @Test
  void yuNetShipsAsItWasPublished() throws IOException {
    FoundModel yunet = FoundModel.shipped(FaceModel.YUNET);
    assertEquals(317_434, yunet.read().length);
    assertEquals(
        "81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2", yunet.sha256());
    assertTrue(
        Files.readString(Path.of("checkpoints/yunet_n_320_320-LICENSE.txt"))
            .contains("Shiqi Yu <shiqi.yu@gmail.com>"));
  }

  @Test
  void aFileThatVanishedIsNamed() {
    FoundModel gone = FoundModel.at(folder.resolve("gone.onnx"), FaceModel.YUNET, "");
    UserException e = assertThrows(UserException.class, gone::read);
    assertTrue(e.getMessage().contains("gone.onnx"), e.getMessage());
  }

  private static void assertNamed(String expected, FaceModels models) {
    UserException e = assertThrows(UserException.class, () -> models.find(FaceModel.YUNET));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void wrongPathsAreNamed() {
    Path missing = root.resolve("missing");
    assertNamed(missing + " (--face-model)", models(Optional.of(missing)));
    assertNamed(missing + " (CYCLEAT_MODELS)", new FaceModels(NONE, Optional.of(missing)));
  }

  @Test
  void aBuildWithoutAModelSaysHowToNameOne() {
    assertEquals(
        "no yunet ships with this build: name one with --face-model, or put yunet*.onnx into a"
            + " folder and name that in CYCLEAT_MODELS",
        FaceModels.missing(FaceModel.YUNET).getMessage());
    assertEquals(
        "no landmarks68 ships with this build: put landmarks68*.pb into a folder and name that in"
            + " CYCLEAT_MODELS",
        FaceModels.missing(FaceModel.LANDMARKS68).getMessage());
    assertTrue(
        FaceModels.missing(FaceModel.RECOGNIZER).getMessage().contains("name one with --model,"));
  }

  @Test
  void theVariableNamesAFolderUnlessItIsBlank() {
    assertEquals(Optional.of(Path.of("a b")), FaceModels.of(NONE, "a b").folder());
    assertEquals(NONE, FaceModels.of(NONE, " ").folder());
    assertEquals(NONE, FaceModels.of(NONE, null).folder());
  }
}
