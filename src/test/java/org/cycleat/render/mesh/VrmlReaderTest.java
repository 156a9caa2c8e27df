package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VrmlReaderTest {
  /** Four corners and a tip. */
  private static final String COORD =
      "coord Coordinate { point [ 0 0 0, 1 0 0, 1 1 0, 0 1 0, 0.5 0.5 2 ] }\n";

  private static final String PICTURE =
      "appearance Appearance { texture ImageTexture { url \"t.png\" } }";

  @Test
  void aScannedFaceAsItShips(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("F0001_AN03WH_F3D.png"), Pictures.png(5, 4));
    Path file = folder.resolve("F0001_AN03WH_F3D.wrl");
    Files.writeString(
        file,
        """
        #VRML V2.0 utf8
        # scanned
        Viewpoint { position 0 0 500 description "a \\"front\\" view # \\\\" }
        NavigationInfo { type [ "EXAMINE", "ANY" ] headlight TRUE speed 4 visibilityLimit 0.0 }
        Transform { children [ Shape {
          appearance Appearance { texture ImageTexture { url "F0001_AN03WH_F3D.png" repeatS FALSE } }
          geometry IndexedFaceSet {
            coord Coordinate { point [ 0 0 0, 1 0 0, 1 1 0, # the third
              0 1 -2.5e1, ] }
            coordIndex [ 0,1,2,-1,0,2,3 ]
            texCoord TextureCoordinate { point [ 0 0, 1 0, 0.25 0.75 ] }
            texCoordIndex [ 2,1,0,-1,1,1,2,-1 ]
          } } ] }
        """);
    Mesh mesh = VrmlReader.read(file);
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, -25}, mesh.positions());
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3}, mesh.triangles());
    assertArrayEquals(new float[] {0, 0, 1, 0, 0.25f, 0.75f}, mesh.textureCoordinates());
    assertArrayEquals(new int[] {2, 1, 0, 1, 1, 2}, mesh.textureTriangles());
    assertArrayEquals(new int[2], mesh.materialOf());
    assertEquals(5, mesh.materials().get(0).texture().orElseThrow().width());
    assertEquals(0, mesh.colours().length);
  }

  @Test
  void polygonsBecomeFansEitherWayAround() {
    assertArrayEquals(
        new int[] {0, 1, 2, 0, 2, 3, 0, 3, 4, 4, 1, 0},
        read(faces("coordIndex [ 0 1 2 3 4 -1 4 1 0 ]")).triangles());
    Mesh flipped =
        read(
            faces(
                "ccw FALSE coordIndex [ 0 1 2 3 -1 ] texCoord TextureCoordinate"
                    + " { point [ 0 0 1 0 1 1 0 1 ] }"));
    assertArrayEquals(new int[] {0, 2, 1, 0, 3, 2}, flipped.triangles());
    assertArrayEquals(new int[] {0, 2, 1, 0, 3, 2}, flipped.textureTriangles());
  }

  @Test
  void materialsAreLit() {
    Mesh mesh =
        read(
            shape(
                "appearance Appearance { material Material { shininess 0.5 diffuseColor 0.2 0.6 1"
                    + " specularColor 0.3 0.6 0.9 transparency 0 } }",
                "coordIndex [ 0 1 2 ]"));
    Material material = mesh.materials().get(0);
    assertEquals(Colour.srgb(51 << 16 | 153 << 8 | 255), material.diffuse());
    assertEquals(0.6f, material.specular(), 1e-6f);
    assertEquals(64, material.shininess());
    Material unsaid =
        read(shape("appearance Appearance { material Material { } }", "coordIndex [ 0 1 2 ]"))
            .materials()
            .get(0);
    assertEquals(Colour.srgb(0xCCCCCC), unsaid.diffuse());
    assertEquals(0, unsaid.specular());
    assertEquals(25.6f, unsaid.shininess(), 1e-5f);
    String dull = "appearance Appearance { material Material { shininess 0 } texture NULL }";
    assertEquals(1, read(shape(dull, "coordIndex [ 0 1 2 ]")).materials().get(0).shininess());
  }

  @Test
  void coloursOfCorners() {
    String colour = " color Color { color [ 1 0 0, 0 0.2 0, 0 0 1, 1 1 1, 0 0 0 ] } ";
    Mesh own =
        read(faces("coordIndex [ 0 1 2 -1 2 3 4 -1 ] colorIndex [ 4 3 2 -1 1 0 0 ]" + colour));
    assertArrayEquals(
        new float[] {1, 0, 0, 0, Srgb.toLinear(51), 0, 0, 0, 1, 1, 1, 1, 0, 0, 0}, own.colours());
    assertArrayEquals(new int[] {4, 3, 2, 1, 0, 0}, own.colourTriangles());
    Mesh shared = read(faces("coordIndex [ 0 1 2 3 ] colorPerVertex TRUE" + colour));
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3}, shared.colourTriangles());
  }

  @Test
  void coloursOfFaces() {
    String colour = " colorPerVertex FALSE color Color { color [ 1 0 0, 0 1 0 ] } ";
    Mesh inOrder = read(faces("coordIndex [ 0 1 2 3 -1 2 3 4 -1 ]" + colour));
    assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1}, inOrder.colourTriangles());
    Mesh own = read(faces("coordIndex [ 0 1 2 -1 2 3 4 -1 ] colorIndex [ 1 0 ]" + colour));
    assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0}, own.colourTriangles());
  }

  @Test
  void shapesOfAllKindsMakeOneMesh() {
    Mesh mesh =
        read(
            shape(
                    PICTURE,
                    "coordIndex [ 0 1 2 ] texCoord TextureCoordinate { point [ 0 0 1 0 1 1 ] }")
                + faces("coordIndex [ 1 2 3 ]")
                + shape(
                    "appearance Appearance { material Material { diffuseColor 0 1 0 } }",
                    "coordIndex [ 0 1 2 ] colorPerVertex FALSE color Color { color [ 1 0 0 ] }")
                + faces("coordIndex [ ]")
                + "Shape { geometry Box { size 1 1 1 } } Shape { } Shape { geometry NULL }");
    assertEquals(15, mesh.vertexCount()); // a face set without faces adds no points
    assertArrayEquals(new int[] {0, 1, 2, 6, 7, 8, 10, 11, 12}, mesh.triangles());
    assertArrayEquals(new int[] {0, 1, 2, 0, 0, 0, 0, 0, 0}, mesh.textureTriangles());
    assertArrayEquals(new int[] {0, 1, 2}, mesh.materialOf());
    float grey = Colour.srgb(0xCCCCCC).red();
    assertArrayEquals(new float[] {grey, grey, grey, grey, grey, grey, 1, 0, 0}, mesh.colours());
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2}, mesh.colourTriangles());
    assertTrue(mesh.materials().get(0).texture().isPresent());
    assertFalse(mesh.materials().get(1).texture().isPresent());
  }

  @Test
  void transformsAreAppliedInTheirOrder() {
    // (1, 1, 0): less the centre (0, 1, 0), twice as long, a quarter turn about z, moved back.
    String outer =
        "Transform { scale 2 3 4 rotation 0 0 5 1.5707963 center 0 1 0 translation 10 20 30"
            + " children [ Transform { translation 0 0 1 children %s } ] }";
    float[] moved = read(outer.formatted(faces("coordIndex [ 0 1 2 ]"))).positions();
    assertArrayEquals(new float[] {10, 23, 34}, Arrays.copyOfRange(moved, 6, 9), 1e-4f);
    assertArrayEquals(new float[] {13, 21, 34}, Arrays.copyOfRange(moved, 0, 3), 1e-4f);
  }

  @Test
  void aScaleHasItsOwnAxes() {
    // Along the diagonal: (1, 0, 0) is half on it, which doubles.
    String text = "Transform { scale 2 1 1 scaleOrientation 0 0 1 0.78539816 children [ %s ] }";
    float[] scaled = read(text.formatted(faces("coordIndex [ 0 1 2 ]"))).positions();
    assertArrayEquals(new float[] {1.5f, 0.5f, 0}, Arrays.copyOfRange(scaled, 3, 6), 1e-5f);
  }

  @Test
  void mirroredFacesStayOutside() {
    String mirror =
        "Group { children Transform { scale -1 1 1 rotation 0 0 0 3 children [ %s ] } }";
    Mesh mesh = read(mirror.formatted(faces("coordIndex [ 0 1 2 ]")));
    assertArrayEquals(new int[] {0, 2, 1}, mesh.triangles());
    assertArrayEquals(new float[] {-1, 0, 0}, Arrays.copyOfRange(mesh.positions(), 3, 6));
    Mesh twice = read(mirror.formatted(faces("ccw FALSE coordIndex [ 0 1 2 ]")));
    assertArrayEquals(new int[] {0, 1, 2}, twice.triangles());
  }

  @Test
  void nodesOfAnyKindAreUsedAgain() {
    Mesh mesh =
        read(
            "Unknown { odd [ DEF T ImageTexture { url [ \"gone.png\" \"http://a/t.png\" \"t.png\" ] } ] }\n"
                + "DEF S Shape { appearance DEF A Appearance { texture USE T } geometry IndexedFaceSet {"
                + " coord DEF C Coordinate { point [ 0 0 0 1 0 0 0 1 0 ] } coordIndex [ 0 1 2 ]"
                + " texCoord DEF TC TextureCoordinate { point [ 0 0 1 1 0 1 ] } } }\n"
                + "Transform { translation 5 0 0 children [ USE S, USE S ] }\n"
                + "Shape { geometry IndexedFaceSet { texCoord USE TC coordIndex [ 2 1 0 ] coord USE C }"
                + " appearance Appearance { texture USE T } }");
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 10, 9}, mesh.triangles());
    assertArrayEquals(new int[] {0, 0, 0, 1}, mesh.materialOf());
    assertEquals(5, mesh.positions()[18]);
    assertSame(
        mesh.materials().get(0).texture().orElseThrow(),
        mesh.materials().get(1).texture().orElseThrow());
  }

  @Test
  void whatIsNotUnderstoodIsPassedOver() {
    Mesh mesh =
        read(
            "DEF TS TimeSensor { loop TRUE, cycleInterval 3 }\n"
                + "Script { eventIn SFBool x field SFVec3f y 0 { [ ' ] } url \"} javascript: #\" # }\n }\n"
                + "ROUTE TS.fraction TO S.x\n"
                + "WorldInfo { info [ \"a\", \"b } ] \" ] title \"two\nlines\" empty [ ] none NULL\n"
                + " ROUTE A.b TO C.d deep X { y [ Z { } W { } ] } }\n"
                + faces(
                    "coordIndex [ 0 1 2 ] solid FALSE creaseAngle 0.5 normal Normal { vector [ 0 0 1 ] }"));
    assertEquals(1, mesh.triangleCount());
  }

  @Test
  void aFileThatIsNotThereIsNoFormatError(@TempDir Path folder) {
    Path file = folder.resolve("a.wrl");
    var error = assertThrows(UserException.class, () -> VrmlReader.read(file));
    assertEquals("no model file at " + file, error.getMessage());
    error = assertThrows(UserException.class, () -> VrmlReader.read(folder));
    assertTrue(error.getMessage().startsWith("cannot read " + folder));
  }

  static String faces(String fields) {
    return shape("", fields);
  }

  static String shape(String appearance, String fields) {
    return "Shape { " + appearance + " geometry IndexedFaceSet {\n" + COORD + fields + " } }\n";
  }

  /** Reads a text behind the header, which is line 1. */
  static Mesh read(String text) {
    byte[] bytes = ("#VRML V2.0 utf8\n" + text).getBytes(StandardCharsets.UTF_8);
    return VrmlReader.read(
        new ByteArrayInputStream(bytes),
        "d/a.wrl",
        name ->
            name.equals("t.png")
                ? Optional.of(new ByteArrayInputStream(Pictures.png(3, 2)))
                : Optional.empty());
  }
}
