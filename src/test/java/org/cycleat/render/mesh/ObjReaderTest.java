package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjReaderTest {
  private static final String POINTS = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0.5 0.5 -2\n";
  private static final String TEXTURES = "vt 0 0\nvt 1 0\nvt 1 1\nvt 0.25 0.75\n";

  @Test
  void polygonsBecomeFans() {
    Mesh mesh = read(POINTS + "f 1 2 3 4 5\nf 5 1 3\n");
    assertArrayEquals(new float[] {0.5f, 0.5f, -2}, Arrays.copyOfRange(mesh.positions(), 12, 15));
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3, 0, 3, 4, 4, 0, 2}, mesh.triangles());
    assertArrayEquals(new int[4], mesh.materialOf());
    assertEquals(0, mesh.textureCoordinates().length);
    assertEquals(0, mesh.textureTriangles().length);
    assertEquals(0, mesh.colours().length);
    assertEquals(List.of(Material.matte("", Colour.srgb(0xCCCCCC))), mesh.materials());
  }

  @Test
  void cornersHaveTextureCoordinatesAndNormals() {
    Mesh mesh =
        read(POINTS + TEXTURES + "vn 0 0 1\nvn 0 1 0\nf 1/2 2/3 3/4\nf 1/4/1 3/3/2 4/1/-2\n");
    assertArrayEquals(new float[] {0, 0, 1, 0, 1, 1, 0.25f, 0.75f}, mesh.textureCoordinates());
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3}, mesh.triangles());
    assertArrayEquals(new int[] {1, 2, 3, 3, 2, 0}, mesh.textureTriangles());
  }

  @Test
  void facesWithoutTextureCoordinatesStandBesideThoseWithThem() {
    Mesh mesh = read(POINTS + TEXTURES + "vn 0 0 1\nf 3//1 2//1 1//-1\nf 1/4 2/3 3/2\nf 1 2 4\n");
    assertArrayEquals(new int[] {2, 1, 0, 0, 1, 2, 0, 1, 3}, mesh.triangles());
    assertArrayEquals(new int[] {0, 0, 0, 3, 2, 1, 0, 0, 0}, mesh.textureTriangles());
  }

  @Test
  void unusedTextureCoordinatesAreLeftOut() {
    assertEquals(0, read(POINTS + TEXTURES + "f 1 2 3").textureCoordinates().length);
  }

  @Test
  void negativeIndicesCountFromTheLastSoFar() {
    Mesh mesh =
        read("v 0 0 0\nv 1 0 0\nv 1 1 0\nvt 0 0\nvt 1 0\nf -3/-2 -2/-1 -1/-2\nv 9 9 9\nf -1 -2 -3");
    assertArrayEquals(new int[] {0, 1, 2, 3, 2, 1}, mesh.triangles());
    assertArrayEquals(new int[] {0, 1, 0, 0, 0, 0}, mesh.textureTriangles());
  }

  @Test
  void linesMayBeContinuedIndentedCommentedAndEndInAnyWay() {
    Mesh mesh =
        read(
            "# header \\\r\n\r\n  v 0 0 0\r\nv\t1 0\\\r\n 0\r\nv 1 1 0 # last\n\ng a b\no c\ns off\n"
                + "l 1 2\ncurv 0 1 \\\n 1 2\nlonger_than_any 3\rf 1 \\\n 2 \\\r 3");
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0, 1, 1, 0}, mesh.positions());
    assertArrayEquals(new int[] {0, 1, 2}, mesh.triangles());
  }

  @Test
  void pointsMayHaveAWeightOrAColour() {
    Mesh mesh =
        read("v 0 0 0 1 0 0.2\nv 1 0 0 0 0.6 0\nv 1 1 0 1 1 1\nv 0 1 0 0 0 0\nf 1 2 3\nf 4 1 3");
    assertArrayEquals(
        new float[] {1, 0, Srgb.toLinear(51), 0, Srgb.toLinear(153), 0, 1, 1, 1, 0, 0, 0},
        mesh.colours());
    assertArrayEquals(new int[] {0, 1, 2, 3, 0, 2}, mesh.colourTriangles());
    assertEquals(0, read("v 0 0 0 1\nv 1 0 0 2\nv 1 1 0 3\nf 1 2 3").colours().length);
  }

  @Test
  void textureCoordinatesMayHaveOneToThreeNumbers() {
    Mesh mesh = read(POINTS + "vt 0.5\nvt 0.25 1\nvt 0 0.75 9\nf 1/1 2/2 3/3\n");
    assertArrayEquals(new float[] {0.5f, 0, 0.25f, 1, 0, 0.75f}, mesh.textureCoordinates());
  }

  @Test
  void pointsAloneAreThoseOfTheMesh() {
    String text = "# c\n" + POINTS + TEXTURES + "usemtl x\nf 1 2 \\\n 3\nf a b c\nv 7 8 9 1 1 1";
    float[] points = ObjReader.readPositions(stream(text), "a.obj");
    assertArrayEquals(
        new float[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0.5f, 0.5f, -2, 7, 8, 9}, points);
    assertError("a.obj, line 3: the file ends and has no point", "f 1 2 3\n#\n", true);
    assertError("a.obj, line 2: expected a number, got the line's end", "vn 1\nv 1 2\n", true);
  }

  @Test
  void facesAreChecked() {
    assertError("a.obj, line 6: expected a face of at least 3 corners, got 2", "f 1 2");
    assertError("a.obj, line 6: expected a face of at least 3 corners, got 0", "f");
    assertError("a.obj, line 7: index 0, but there are 5 points so far", "\nf 0 1 2");
    assertError("a.obj, line 6: index 6, but there are 5 points so far", "f 1 2 6");
    assertError("a.obj, line 6: index -6, but there are 5 points so far", "f 1 2 -6\nv 0 0 0");
    assertError("a.obj, line 6: index 1, but there are 0 texture coordinates so far", "f 1/1 2 3");
    assertError("a.obj, line 6: index 3, but there are 0 normals so far", "f 1//3 2 3");
    assertError("a.obj, line 6: index 999999999, but there are 5 points so far", "f 999999999 2 3");
    assertError(
        "a.obj, line 6: an index beyond what a mesh can have: '1000000000'", "f 1000000000");
    assertError("a.obj, line 6: expected an index, got 'x'", "f 1 2 x");
    assertError("a.obj, line 6: expected an index, got the file's end", "f 1 2 3/");
    assertError("a.obj, line 6: expected an index, got '1.5'", "f 1.5 2 3");
    assertError("a.obj, line 6: expected an index, got '/3/4'", "f 1 /3/4");
    assertError(
        "a.obj, line 7: either every corner of a face has a texture coordinate or none",
        "vt 0 0\nf 1/1 2 3");
  }

  @Test
  void numbersAreChecked() {
    assertError("a.obj, line 6: expected a number, got 'nan'", "v 0 nan 0");
    assertError("a.obj, line 6: expected a number, got 'Infinity'", "v 0 0 Infinity");
    assertError("a.obj, line 6: a number beyond what a float can hold: 1e999", "v 0 0 1e999");
    assertError("a.obj, line 6: a coordinate beyond 1e+09: 2.0E9", "v 0 0 -2e9");
    assertError("a.obj, line 6: a coordinate beyond 1e+09: 2.0E9", "vt 0 2e9");
    assertError("a.obj, line 1: expected the line's end, got '5'", "v 0 0 0 1 1 1 5", false);
    assertError("a.obj, line 6: expected a number, got the line's end", "v 0 0 0 1 1\n");
    assertError("a.obj, line 6: a colour's part must be from 0 to 1, got 255.0", "v 0 0 0 255 0 0");
    assertError(
        "a.obj, line 6: either every point has a colour (x y z red green blue) or none",
        "v 0 0 0 1 1 1");
    assertError("a.obj, line 6: expected a number, got the file's end", "vn 0 0 ");
    assertError("a.obj, line 6: expected the line's end, got '1'", "vn 0 0 0 1");
    assertError("a.obj, line 6: expected the line's end, got '4'", "vt 0 0 0 4");
    String endless = "v 0 0 " + "1".repeat(100_000);
    assertError("a.obj, line 6: a number of more than 128 characters", endless);
  }

  @Test
  void whatIsNoModelIsAnError() {
    assertError("a.obj, line 7: the file ends and has no face", "g empty\n");
    assertError("a.obj, line 6: expected text, got byte 0x00", "\0\1\2");
    assertError("a.obj, line 6: expected a keyword, got byte 0xc3", "x\u00e9\u0100 1");
    assertError("a.obj, line 6: expected a name, got the line's end", "usemtl  \n");
    assertError("a.obj, line 6: a name of more than 4096 bytes", "usemtl " + "x".repeat(5000));
    assertThrows(ModelFormatException.class, () -> read(""));
  }

  @Test
  void modelsBeyondAllFacesAreErrors() {
    // One polygon of more corners than a mesh may have triangles.
    InputStream corners = repeated(POINTS + "f", " 1 1 1 1".repeat(100), 12_501);
    var tooMany =
        assertThrows(
            ModelFormatException.class, () -> ObjReader.read(corners, "a.obj", Companions.none()));
    assertEquals("a.obj, line 6: more than 5,000,000 triangles", tooMany.getMessage());
    InputStream points = repeated("", "v 0 0 0\n".repeat(100), 50_001);
    tooMany =
        assertThrows(ModelFormatException.class, () -> ObjReader.readPositions(points, "a.obj"));
    assertEquals("a.obj, line 5000001: more than 5,000,000 points", tooMany.getMessage());
    InputStream comment = repeated(POINTS + "#", "0123456789abcdef".repeat(64), 1 << 18);
    tooMany =
        assertThrows(ModelFormatException.class, () -> ObjReader.readPositions(comment, "a.obj"));
    assertEquals("a.obj, line 6: the file is larger than 256 MB", tooMany.getMessage());
  }

  @Test
  void filesAreReadFromDisk(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.obj");
    Files.writeString(file, POINTS + "f 1 2 3");
    assertEquals(1, ObjReader.read(file).triangleCount());
    assertEquals(15, ObjReader.readPositions(file).length);
    Path missing = folder.resolve("b.obj");
    var none = assertThrows(UserException.class, () -> ObjReader.read(missing));
    assertEquals("no model file at " + missing, none.getMessage());
    var directory = assertThrows(UserException.class, () -> ObjReader.readPositions(folder));
    assertTrue(directory.getMessage().startsWith("cannot read " + folder), directory.getMessage());
  }

  private static Mesh read(String text) {
    return ObjReader.read(stream(text), "a.obj", Companions.none());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream repeated(String start, String part, int times) {
    return new RepeatedText(start, part, times);
  }

  private static void assertError(String expected, String afterFivePoints) {
    assertError(expected, POINTS + afterFivePoints, false);
  }

  private static void assertError(String expected, String text, boolean points) {
    var error =
        assertThrows(
            ModelFormatException.class,
            () -> {
              if (points) {
                ObjReader.readPositions(stream(text), "a.obj");
              } else {
                read(text);
              }
            });
    assertEquals(expected, error.getMessage());
  }
}
