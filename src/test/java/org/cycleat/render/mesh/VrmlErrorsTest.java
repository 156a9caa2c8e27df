package org.cycleat.render.mesh;

import static org.cycleat.render.mesh.VrmlReaderTest.faces;
import static org.cycleat.render.mesh.VrmlReaderTest.read;
import static org.cycleat.render.mesh.VrmlReaderTest.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Broken and hostile VRML; the header is line 1. */
class VrmlErrorsTest {
  private static final String HEADER = "#VRML V2.0 utf8\n";

  @Test
  void headers() {
    for (String text : List.of("", "#VRML V1.0 ascii\n", "\u001f\u008b\0junk", "#VRML V2.0")) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertMessage(
          "a.wrl, line 1: expected the header '#VRML V2.0 utf8'", new ByteArrayInputStream(bytes));
    }
  }

  @Test
  void facesAndTheirIndices() {
    assertError("line 4: index 5, but there are 5 points", faces("coordIndex [ 0 1 5 ]"));
    assertError("line 6: index 9, but there are 5 points", faces("coordIndex [ 0 1\n\n9 ]"));
    assertError("line 4: index -2, but there are 5 points", faces("coordIndex [ 0 1 -2 ]"));
    assertError("line 4: index 1.5, but there are 5 points", faces("coordIndex [ 0 1 1.5 ]"));
    assertError(
        "line 4: index 1000000000, but there are 5 points", faces("coordIndex [ 0 1 1000000000 ]"));
    assertError(
        "line 4: expected a face of at least 3 corners, got 2", faces("coordIndex [ 0 1 -1 ]"));
    assertError(
        "line 5: expected a face of at least 3 corners, got 0",
        faces("coordIndex [ 0 1 2 -1\n-1 ]"));
    assertError(
        "line 2: index 0, but there are 0 points",
        "Shape { geometry IndexedFaceSet { coordIndex [ 0 1 2 ] } }");
    assertError("line 6: the file ends and has no face", faces("") + "Box { }\n");
  }

  @Test
  void layers() {
    String three = "coordIndex [ 0 1 2 ] texCoord TextureCoordinate { point [ 0 0 1 0 ] }";
    assertError("line 4: index 2, but there are 2 texture coordinates", faces(three));
    String two = "coordIndex [ 0 1 2 ] texCoord TextureCoordinate { point [ 0 0 1 0 ] }\n";
    assertError(
        "line 5: too few indices of texture coordinates: 2", faces(two + "texCoordIndex [ 0 1 ]"));
    assertError(
        "line 5: index -1, but there are 2 texture coordinates",
        faces(two + "texCoordIndex [ 0 1 -1 ]"));
    assertError(
        "line 5: expected the indices of texture coordinates to have -1 here, too",
        faces(two + "texCoordIndex [ 0 1 1 0 ]"));
    String colours = "coordIndex [ 0 1 2 -1 2 1 0 ] color Color { color [ 0 0 1 ] }\n";
    assertError(
        "line 2: index 1, but there are 1 colours", faces(colours + "colorPerVertex FALSE"));
    assertError(
        "line 5: expected the indices of colours to have -1 here, too",
        faces(colours + "colorIndex [ 0 0 0 0 ]"));
    assertError(
        "line 5: a colour's part must be from 0 to 1, got 2.0",
        faces("coordIndex [ 0 1 2 ] color Color {\ncolor [ 0 0 2 ] }"));
  }

  @Test
  void numbers() {
    assertError("line 2: a number beyond what a float can hold: 1e999", "A { b 1e999 }");
    assertError("line 2: expected a field of A or '}', got '['", "A { b 1 [ }");
    assertError("line 2: expected a number, got '1.2.3'", "A { b 1.2.3 }");
    assertError("line 2: expected a node or ']', got '7'", "A { b [ X { } 7 ] }");
    assertError("line 2: expected '{' after the node type NaN, got ']'", "A { b [ NaN ] }");
    assertError("line 2: expected more of the list or ']', got 'NaN'", "A { b [ 0 NaN ] }");
    assertError(
        "line 3: a coordinate beyond 1e+09: 2.0E9",
        "Shape { geometry IndexedFaceSet { coordIndex 0\ncoord Coordinate { point [ 0 2e9 0 ] } } }");
    assertError(
        "line 2: a coordinate beyond 1e+09: Infinity",
        "Transform { scale 1e38 1 1 children Transform { scale 1e38 1 1 children Shape { geometry"
            + " IndexedFaceSet { coordIndex 0 coord Coordinate { point [ 1 0 0 ] } } } } }");
    assertError(
        "line 3: Coordinate.point: expected a multiple of 3 numbers, got 4",
        "Shape { geometry IndexedFaceSet { coordIndex 0 coord Coordinate { point [ 0 2 0\n1 ] } } }");
  }

  @Test
  void fieldsOfTheWrongKind() {
    assertError("line 2: Group.children: expected nodes, got numbers", "Group { children 1 }");
    assertError(
        "line 2: Transform.scale: expected 3 numbers, got 2 numbers", "Transform { scale 1 1 }");
    assertError(
        "line 2: Transform.scale: expected numbers, got strings", "Transform { scale \"1\" }");
    assertError(
        "line 2: Shape.appearance: expected one Appearance, got Material",
        "Shape { appearance Material { } geometry IndexedFaceSet { } }");
    assertError(
        "line 4: IndexedFaceSet.ccw: expected TRUE or FALSE, got numbers",
        faces("ccw 1 coordIndex [ 0 1 2 ]"));
    assertError(
        "line 4: IndexedFaceSet.texCoord: expected one TextureCoordinate, got several nodes",
        faces("texCoord [ A { } A { } ] coordIndex [ 0 1 2 ]"));
    assertError("line 2: ImageTexture.url: expected strings, got nodes", picture("url A { }"));
    assertError(
        "line 2: Material.shininess must be from 0 to 1, got 2.0",
        shape(
            "appearance Appearance { material Material { shininess 2 } }", "coordIndex [ 0 1 2 ]"));
    assertError(
        "line 2: a colour's part must be from 0 to 1, got -1.0",
        shape(
            "appearance Appearance { material Material { specularColor 0 0 -1 } }",
            "coordIndex [ 0 1 2 ]"));
  }

  @Test
  void textures() {
    assertError("line 2: no texture: nothing at d/x.png", picture("url \"x.png\""));
    for (String url :
        List.of("../t.png", "/t.png", "file:t.png", "http://a/t.png", "a/../../t.png")) {
      assertError(
          "line 2: no texture: '" + url + "' is outside of the model's folder",
          picture("url [ \"" + url + "\" ]"));
    }
    assertError(
        "line 2: no texture: 'a:b' is outside of the model's folder, nothing at d/c",
        picture("url [ \"a:b\" \"c\" ]"));
    assertError(
        "line 2: no texture: '../a??[31m' is outside of the model's folder",
        picture("url \"../a\n\u001b[31m\""));
    String long500 = "no texture: '..//" + "x".repeat(500 - 17) + "...";
    assertError("line 2: " + long500, picture("url \"..//" + "x".repeat(1000) + "\""));
    assertError(
        "line 2: more than 16 files for one texture", picture("url [" + "\"a\"".repeat(17) + "]"));
    assertError("line 2: IndexedFaceSet has a texture, but no texCoord", picture("url \"t.png\""));
    assertEquals(1, read(picture("url [ ]")).triangleCount());
  }

  @Test
  void filesThatEndTooSoon() {
    String whole = HEADER + faces("coordIndex [ 0 1 2 ] odd \"a\"");
    for (int length = HEADER.length(); length < whole.stripTrailing().length(); length++) {
      byte[] cut = whole.substring(0, length).getBytes(StandardCharsets.UTF_8);
      assertThrows(
          ModelFormatException.class,
          () -> VrmlReader.read(new ByteArrayInputStream(cut), "a.wrl", Companions.none()));
    }
    assertError("line 3: the file ends inside of the 'A {' of line 2", "A { b 1\n");
    assertError("line 4: the file ends inside of the '[' of line 3", "A {\nb [ 1\n");
    assertError("line 3: the file ends inside of the '[' of line 2", "A { b [ X { }\n");
    assertError("line 3: the file ends inside of the 'Script {' of line 2", "Script { {\n}");
    assertError("line 2: a string without its closing quote", "A { b \"c\n\n");
    assertError("line 2: expected a name after DEF, got the file's end", "DEF ");
    assertError("line 2: expected TO, got the file's end", "ROUTE a.b ");
  }

  @Test
  void whatIsNotSupported() {
    String advice = " is not supported: save the model as plain nodes";
    assertError("line 2: PROTO" + advice, "PROTO X [ ] { }");
    assertError("line 2: EXTERNPROTO" + advice, "EXTERNPROTO X [ ] \"a\"");
    assertError("line 3: Inline" + advice, "Group { children [\nInline { url \"a.wrl\" } ] }");
    assertError("line 2: PROTO" + advice, "Group { PROTO X [ ] { } }");
  }

  @Test
  void circlesAndBombs() {
    assertError(
        "line 2: USE A: no node of this name is complete so far",
        "DEF A Group { children [ USE A ] }");
    assertError("line 2: USE B: no node of this name is complete so far", "USE B");
    StringBuilder doubling = new StringBuilder("DEF N0 Group { }\n");
    StringBuilder nesting = new StringBuilder("DEF N0 Group { }\n");
    for (int i = 1; i < 100; i++) {
      String both = "DEF N%d Group { children [ USE N%d USE N%d ] }\n";
      doubling.append(i < 40 ? both.formatted(i, i - 1, i - 1) : "");
      nesting.append("DEF N%d Group { children USE N%d }\n".formatted(i, i - 1));
    }
    assertMatches(
        "d/a.wrl, line \\d+: more than 100,000 nodes, with USE repeated", doubling.toString());
    assertMatches("d/a.wrl, line \\d+: nodes nested more than 64 deep", nesting.toString());
    String large =
        "DEF S Shape { geometry IndexedFaceSet { coord Coordinate { point [ 0 0 0 ] }"
            + " coordIndex ["
            + " 0".repeat(1_000_002)
            + " ] } }\n";
    assertMatches("d/a.wrl, line 2: more than 5,000,000 triangles", large + "USE S\n".repeat(5));
  }

  @Test
  void nestingWithoutEnd() {
    assertMatches("d/a.wrl, line 2: nodes nested more than 64 deep", "G { c ".repeat(100_000));
    assertMatches("d/a.wrl, line 2: nodes nested more than 64 deep", "G { c [ ".repeat(100_000));
    assertMatches("d/a.wrl, line 2: nodes nested more than 64 deep", "DEF A ".repeat(100_000));
    assertMatches(
        "d/a.wrl, line 2: expected a node or '\\]', got '\\[+'", "G { c " + "[".repeat(100_000));
    assertMatches("d/a.wrl, line 2: the file ends .*", "Script " + "{ [".repeat(100_000));
  }

  @Test
  void tokensWithoutEnd() {
    assertError("line 2: a word of more than 256 bytes", "x".repeat(100_000));
    assertError("line 2: a string of more than 65,536 bytes", "A { b \"" + "x".repeat(100_000));
    assertError("line 2: a number of more than 128 characters", "A { b " + "1".repeat(100_000));
    assertError("line 2: expected a node, got byte 0x00", "\0\1\2");
    assertError("line 2: more than 500,000 nodes, fields and strings", "A{}".repeat(500_001));
    assertMessage(
        "a.wrl, line 2: the file is larger than 256 MB",
        new RepeatedText(HEADER + "#", "0123456789abcdef".repeat(64), 1 << 18));
    assertMessage(
        "a.wrl, line 2: more than 30,000,000 numbers",
        new RepeatedText(HEADER + "A { b ", "0 0 0 ".repeat(100), 100_001));
  }

  private static String picture(String fields) {
    return shape(
        "appearance Appearance { texture ImageTexture { " + fields + " } }",
        "coordIndex [ 0 1 2 ]");
  }

  private static void assertError(String expected, String text) {
    var error = assertThrows(ModelFormatException.class, () -> read(text));
    assertEquals("d/a.wrl, " + expected, error.getMessage());
  }

  private static void assertMatches(String expected, String text) {
    var error = assertThrows(ModelFormatException.class, () -> read(text));
    assertTrue(error.getMessage().matches(expected), error.getMessage());
  }

  private static void assertMessage(String expected, InputStream text) {
    var error =
        assertThrows(
            ModelFormatException.class, () -> VrmlReader.read(text, "a.wrl", Companions.none()));
    assertEquals(expected, error.getMessage());
  }
}
