package org.cycleat.face.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceModelsTest {
  private static final Path YUNET = Path.of("../shared/data/models/yunet_n_320_320.onnx");
  private static final Optional<Path> NONE = Optional.empty();

  @TempDir Path root;
  private Path folder;
  private Path cache;

  @BeforeEach
  void folders() throws IOException {
    folder = Files.createDirectory(root.resolve("folder"));
    cache = Files.createDirectory(root.resolve("cache"));
  }

  private FaceModels models(Optional<Path> named) {
    return new FaceModels(named, Optional.of(folder), cache);
  }

  @Test
  void theNamedModelWinsThenTheFolderThenTheCache() throws IOException {
    assertEquals(NONE, models(NONE).findDetector());
    Path cached = Files.createFile(cache.resolve("yunet_2024.onnx"));
    assertEquals(Optional.of(cached), models(NONE).findDetector());
    Files.createFile(folder.resolve("yunet_2022.onnx"));
    Path newest = Files.createFile(folder.resolve("yunet_2023.onnx"));
    Files.createFile(folder.resolve("zfnet.onnx"));
    Files.createDirectory(folder.resolve("yunet_of_folders.onnx"));
    assertEquals(Optional.of(newest), models(NONE).findDetector());
    Path named = Files.createFile(root.resolve("mine.onnx"));
    assertEquals(Optional.of(named), models(Optional.of(named)).findDetector());
    assertEquals(Optional.of(cached), new FaceModels(NONE, Optional.empty(), cache).findDetector());
  }

  @Test
  void landmarksAreFoundInTheFolderBeforeWhatShips() throws IOException {
    byte[] content = {4, 2};
    Path mine = Files.write(folder.resolve("landmarks68-mine.pb"), content);
    FoundModel found = models(Optional.of(root.resolve("of the detector"))).landmarks().get();
    assertEquals(Optional.of(mine), found.file());
    assertArrayEquals(content, found.read());
    assertFalse(found.isAsPublished());
    boolean ships = FaceModels.class.getResource("/org/cycleat/checkpoints/landmarks68.pb") != null;
    Files.delete(mine);
    assertEquals(ships, models(NONE).landmarks().isPresent());
  }

  @Test
  void aResourceIsReadLikeAFile() {
    // Any resource serves: whether the model ships is the build's business.
    FoundModel found =
        new FoundModel(
            FaceModel.LANDMARKS68,
            "/org/cycleat/config/presets/tiny.yaml",
            Optional.empty(),
            "ships");
    assertTrue(found.read().length > 10);
    assertEquals(64, found.sha256().length());
    assertTrue(found.isAsPublished());
  }

  @Test
  void aFileThatVanishedIsNamed() {
    FoundModel gone = FoundModel.at(folder.resolve("gone.onnx"), FaceModel.YUNET, "");
    UserException e = assertThrows(UserException.class, gone::read);
    assertTrue(e.getMessage().contains("gone.onnx"), e.getMessage());
  }

  @Test
  void wrongPathsAreNamed() {
    Path missing = root.resolve("missing");
    UserException file =
        assertThrows(UserException.class, () -> models(Optional.of(missing)).findDetector());
    assertTrue(file.getMessage().contains(missing + " (--face-model)"), file.getMessage());
    FaceModels wrongFolder = new FaceModels(NONE, Optional.of(missing), cache);
    UserException models = assertThrows(UserException.class, wrongFolder::findDetector);
    assertTrue(models.getMessage().contains("CYCLEAT_MODELS"), models.getMessage());
    assertEquals(NONE, new FaceModels(NONE, Optional.empty(), missing).findDetector());
  }

  private static Path cacheOf(String system, Map<String, String> environment) {
    return FaceModels.of(NONE, environment, system, Path.of("home")).cache();
  }

  @Test
  void cachesAreWhereSystemsKeepThem() {
    Path xdg = Path.of("xdg").toAbsolutePath();
    assertEquals(Path.of("home/.cache/cycleat/models"), cacheOf("Linux", Map.of()));
    assertEquals(
        xdg.resolve("cycleat/models"), cacheOf("Linux", Map.of("XDG_CACHE_HOME", xdg.toString())));
    assertEquals(
        Path.of("home/.cache/cycleat/models"), cacheOf("Linux", Map.of("XDG_CACHE_HOME", "rel")));
    assertEquals(Path.of("home/Library/Caches/cycleat/models"), cacheOf("Mac OS X", Map.of()));
    assertEquals(
        Path.of("/big/models"),
        cacheOf("Linux", Map.of("CYCLEAT_CACHE", "/big", "XDG_CACHE_HOME", xdg.toString())));
    assertEquals(
        Path.of("local/cycleat/models"), cacheOf("Windows 11", Map.of("LOCALAPPDATA", "local")));
  }

  @Test
  void aBlankVariableIsNone() {
    Map<String, String> environment = Map.of("CYCLEAT_MODELS", " ");
    assertEquals(
        Optional.empty(), FaceModels.of(NONE, environment, "Linux", Path.of("home")).folder());
  }

  @Test
  void yuNetIsTheFileOfItsEntry() throws IOException {
    assumeTrue(Files.exists(YUNET));
    FaceModel.Published published = FaceModel.YUNET.published().orElseThrow();
    assertTrue(FoundModel.at(YUNET, FaceModel.YUNET, "").isAsPublished());
    assertEquals(Files.size(YUNET), published.bytes());
    assertEquals(YUNET.getFileName().toString(), published.name());
    for (String mirror : new String[] {"https://example.org/a", "https://example.org/a/"}) {
      assertEquals(
          "https://example.org/a/yunet_n_320_320.onnx",
          published.from(URI.create(mirror)).address().toString());
    }
  }
}
