package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitReaderTest {
  @TempDir static Path shared;
  private static Path kit;

  @TempDir Path folder;

  @BeforeAll
  static void draw() throws IOException {
    kit = DrawnKit.write(shared.resolve("kit"));
  }

  /** A kit of the same files, which may be replaced. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    Path model = Files.createDirectories(copy.resolve("FaceXModel"));
    try (Stream<Path> files = Files.list(kit.resolve("FaceXModel"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.createLink(model.resolve(file.getFileName()), file);
      }
    }
    return copy;
  }

  private Path with(String name, String text) throws IOException {
    Path file = copy().resolve("FaceXModel").resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, text);
    return folder.resolve("copy");
  }

  private static void assertError(Path where, String... parts) {
    String message = assertThrows(UserException.class, () -> FaceKit.read(where, 32)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFolderItsInnerFolderAndAZipAreTheSame() throws IOException {
    Path zip = DrawnKit.zip(kit, folder.resolve("kit.zip"));
    FaceKit plain = FaceKit.read(kit, 32);
    assertEquals(3, plain.modes());
    float[] expected = positions(plain);
    for (Path where : List.of(kit.resolve("FaceXModel"), zip)) {
      FaceKit other = FaceKit.read(where, 32);
      assertEquals(plain.shapes(), other.shapes());
      assertTrue(Arrays.equals(expected, positions(other)), where.toString());
    }
  }

  private static float[] positions(FaceKit kit) {
    return kit.sitter(kit.person(5, 1)).show(Expression.FEAR, 2).solid().mesh().positions();
  }

  @Test
  void otherFilesOfAZipAreNoShapes() throws IOException {
    Path copy = copy();
    Files.createDirectories(copy.resolve("samples/deep"));
    Files.writeString(copy.resolve("samples/identity900.obj"), "v 1 2 3\n");
    Files.createDirectories(copy.resolve("FaceXModel/old"));
    Files.writeString(copy.resolve("FaceXModel/old/identity901.obj"), "v 1 2 3\n");
    assertEquals(3, FaceKit.read(DrawnKit.zip(copy, folder.resolve("more.zip")), 32).modes());
  }

  @Test
  void whatIsNoKitIsNamed() throws IOException {
    Path missing = folder.resolve("missing");
    assertError(missing, "nothing at " + missing + " (--ict-facekit)", "ZIP file");
    Path text = Files.writeString(folder.resolve("text.zip"), "dear diary");
    assertError(text, text + " (--ict-facekit) is no ZIP file: expected");
    Path half = DrawnKit.zip(kit.resolve("FaceXModel"), folder.resolve("half.zip"));
    byte[] bytes = Files.readAllBytes(half);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertError(half, half + " (--ict-facekit) is no ZIP file");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "dear diary");
    for (Path where : List.of(other, DrawnKit.zip(other, folder.resolve("other.zip")))) {
      assertError(where, "no generic_neutral_mesh.obj in " + where, "FaceXModel");
    }
  }

  @Test
  void aDamagedArchiveIsNamed() throws IOException {
    Path zip = DrawnKit.zip(kit, folder.resolve("damaged.zip"));
    byte[] bytes = Files.readAllBytes(zip);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 5000, (byte) 0x5A);
    Files.write(zip, bytes);
    assertError(zip, zip + "!/");
  }

  @Test
  void shapesMustHaveTheNeutralFacesPoints() throws IOException {
    String text = Files.readString(kit.resolve("FaceXModel/jawOpen.obj"));
    int half = text.indexOf('\n', text.length() / 2) + 1;
    int points = (int) text.substring(0, half).lines().count();
    assertError(
        with("jawOpen.obj", text.substring(0, half)),
        "FaceXModel/jawOpen.obj has " + points + " vertices: expected 24591, as in generic");
    assertError(
        replaced("jawOpen.obj", text.substring(0, text.indexOf(' ', half) + 1)),
        "FaceXModel/jawOpen.obj, line " + (points + 1));
    assertError(replaced("jawOpen.obj", ""), "FaceXModel/jawOpen.obj", "has no point");
  }

  private Path replaced(String name, String text) throws IOException {
    Files.writeString(folder.resolve("copy/FaceXModel").resolve(name), text);
    return folder.resolve("copy");
  }

  @Test
  void theNeutralFaceMustBeTheKits() throws IOException {
    assertError(
        with("generic_neutral_mesh.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"),
        "generic_neutral_mesh.obj has 3 vertices: expected ICT-FaceKit's, at least 24591");
  }

  @Test
  void aMissingShapeIsNamed() throws IOException {
    Path copy = copy();
    Path shape = copy.resolve("FaceXModel/mouthSmile_R.obj");
    Files.delete(shape);
    assertError(copy, "no shape mouthSmile beside", "mouthSmile_L.obj and mouthSmile_R.obj");
    try (Stream<Path> files = Files.list(copy.resolve("FaceXModel"))) {
      for (Path file : files.filter(f -> f.toString().contains("identity")).toList()) {
        Files.delete(file);
      }
    }
    assertError(copy, "no identity shapes", "identity000.obj");
  }

  @Test
  void landmarksAreChecked() throws IOException {
    String name = "vertex_indices.json";
    String good = Files.readString(kit.resolve("FaceXModel").resolve(name));
    assertError(with(name, "{\n \"a\": [1, 2,\n oops"), name + ", line 3: expected JSON");
    assertError(replaced(name, ""), name, "expected 68 vertices", "found 0");
    assertError(replaced(name, "[]"), name, "expected 68 vertices", "found 0");
    assertError(replaced(name, "{\"a\": [1"), name, "expected JSON");
    int last = good.lastIndexOf(',');
    assertError(replaced(name, good.substring(0, last) + "]}"), "idx_to_landmark_verts, found 67");
    String range = name + ": expected vertices from 0 to 24590 in idx_to_landmark_verts, found ";
    assertError(replaced(name, good.substring(0, last) + ",24591]}"), range + "24591");
    assertError(replaced(name, good.substring(0, last) + ",-3]}"), range + "-3");
    assertError(replaced(name, good.substring(0, last) + ",\"x\"]}"), range + "\"x\"");
  }
}
