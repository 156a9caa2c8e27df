package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.dataset.Bu3dfeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bu3dfeTest {
  @TempDir Path folder;

  @Test
  void aNameSaysWhoAndWhat() {
    assertEquals(
        Optional.of(new Bu3dfeName("F0001", Bu3dfeName.Sex.FEMALE, "AN", 3, "WH")),
        Bu3dfeName.parse("F0001_AN03WH_F3D.wrl"));
    assertEquals(
        Optional.of(new Bu3dfeName("M0044", Bu3dfeName.Sex.MALE, "NE", 0, "AE")),
        Bu3dfeName.parse("m0044_ne00ae_f3d.WRL"));
  }

  @Test
  void otherNamesSayNothing() {
    for (String name :
        List.of(
            "F0001_AN03WH_RAW.wrl",
            "F0001_AN03WH_F2D.bmp",
            "F0001_AN03WH_F3D.bmp",
            "F0001_AN05WH_F3D.wrl",
            "F0001_XX03WH_F3D.wrl",
            "X0001_AN03WH_F3D.wrl",
            "F001_AN03WH_F3D.wrl",
            "F0001_AN13WH_F3D.wrl",
            "F0001_AN03W_F3D.wrl",
            "F0001_AN03WH_F3D.wrl.gz",
            "copy of F0001_AN03WH_F3D.wrl",
            "")) {
      assertTrue(Bu3dfeName.parse(name).isEmpty(), name);
    }
  }

  @Test
  void modelsAreFoundAtAnyDepthAndSorted() throws IOException {
    add("M0002/M0002_AN01WH_F3D.wrl");
    add("F0003/deep/F0003_SU02WH_F3D.wrl");
    add("F0003/f0003_su01wh_f3d.WRL");
    add("F0003/F0003_SU01WH_RAW.wrl");
    add("F0003/F0003_SU01WH_F3D.bmp");
    assertEquals(
        List.of("f0003_su01wh_f3d.WRL", "F0003_SU02WH_F3D.wrl", "M0002_AN01WH_F3D.wrl"),
        Bu3dfe.list(folder).stream().map(m -> m.file().getFileName().toString()).toList());
    assertEquals(2, Bu3dfe.list(folder).get(1).name().level());
  }

  @Test
  void noModelsAreAnErrorThatNamesTheFolder() throws IOException {
    add("a/notes.txt");
    var none = assertThrows(UserException.class, () -> Bu3dfe.list(folder));
    assertEquals(
        "no BU-3DFE models in "
            + folder
            + ": expected files such as F0001_AN03WH_F3D.wrl, at any depth",
        none.getMessage());
    Path missing = folder.resolve("missing");
    var absent = assertThrows(UserException.class, () -> Bu3dfe.list(missing));
    assertTrue(absent.getMessage().startsWith("cannot read the folder " + missing));
  }

  @Test
  void twoFilesOfOneNameAreAnError() throws IOException {
    Path first = add("a/F0003_SU01WH_F3D.wrl");
    Path second = add("b/F0003_SU01WH_F3D.wrl");
    var twice = assertThrows(UserException.class, () -> Bu3dfe.list(folder));
    assertEquals(
        "two BU-3DFE models of one name: %s and %s".formatted(first, second), twice.getMessage());
  }

  private Path add(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
