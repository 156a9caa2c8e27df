package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MtlReaderTest {
  private static final String POINTS = "v 0 0 0\nv 1 0 0\nv 1 1 0\nvt 0 0\nvt 1 0\nvt 1 1\n";

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void files() throws IOException {
    model = folder.resolve("a.obj");
    Files.createDirectory(folder.resolve("sub"));
    Files.write(folder.resolve("t.png"), Pictures.png(3, 2));
    Files.write(folder.resolve("sub/u v.png"), Pictures.png(5, 4));
  }

  @Test
  void materialsAreInTheOrderOfUse() throws IOException {
    write("m.mtl", "# c\nnewmtl skin\r\nillum 4\nKd 0.6 0.2 1\nKs 0.3 0.6 0.9\nNs 18.00\n");
    write("n.mtl", "newmtl dull one\nKd 0.2\nNs 0.5\nKs 0\nNi 1\nnewmtl unused");
    Mesh mesh =
        read(
            "mtllib m.mtl n.mtl\n"
                + POINTS
                + "f 1 2 3\nusemtl dull one\nf 1 2 3\nusemtl unused\nusemtl skin\nf 1 2 3\n"
                + "usemtl dull one\nf 3 2 1");
    assertArrayEquals(new int[] {0, 1, 2, 1}, mesh.materialOf());
    assertEquals(
        List.of("", "dull one", "skin"), mesh.materials().stream().map(Material::name).toList());
    Material skin = mesh.materials().get(2);
    assertEquals(Colour.srgb(153 << 16 | 51 << 8 | 255), skin.diffuse());
    assertEquals(0.6f, skin.specular(), 1e-6f);
    assertEquals(18, skin.shininess());
    Material dull = mesh.materials().get(1);
    assertEquals(Colour.srgb(0x333333), dull.diffuse());
    assertEquals(0, dull.specular());
    assertEquals(1, dull.shininess());
  }

  @Test
  void texturesAreBesideTheirMaterialFileAndReadOnce() throws IOException {
    write(
        "sub/m.mtl",
        "newmtl a\nmap_Kd u v.png\nnewmtl b\nmap_Kd .\\u v.png\nnewmtl c\nmap_Kd ../t.png");
    Mesh mesh =
        read(
            "mtllib sub/m.mtl\nmtllib sub/../sub/m.mtl\n"
                + POINTS
                + "usemtl a\nf 1/1 2/2 3/3\nusemtl b\nf 1/1 2/2 3/3\nusemtl c\nf 1/1 2/2 3/3\n");
    assertEquals(5, mesh.materials().get(0).texture().orElseThrow().width());
    assertSame(
        mesh.materials().get(0).texture().orElseThrow(),
        mesh.materials().get(1).texture().orElseThrow());
    assertEquals(2, mesh.materials().get(2).texture().orElseThrow().height());
  }

  @Test
  void whatIsMissingIsNamedWithItsPlace() throws IOException {
    assertError(
        folder + "/a.obj, line 2: no material file at " + folder + "/no.mtl", "\nmtllib no.mtl");
    write("m.mtl", "newmtl a\nKd 1 1 1\nmap_Kd x/no.png\n");
    assertError(folder + "/m.mtl, line 3: no texture at " + folder + "/x/no.png", "mtllib m.mtl");
    write("m.mtl", "newmtl a");
    assertError(
        folder + "/a.obj, line 2: no mtllib line so far names a file with material b",
        "mtllib m.mtl\nusemtl b\n");
  }

  @Test
  void filesElsewhereAreRefused() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.mtl"), "newmtl s");
    model = folder.resolve("sub/a.obj");
    for (String name :
        List.of(
            "../secret.mtl",
            "x/../../secret.mtl",
            "..\\secret.mtl",
            secret.toString(),
            "C:x",
            "http://host/secret.mtl",
            "..",
            ".")) {
      var error = assertThrows(ModelFormatException.class, () -> read("mtllib " + name));
      assertEquals(
          model + ", line 1: a material file outside of the model's folder: " + name,
          error.getMessage());
    }
    write("sub/m.mtl", "newmtl s\nmap_Kd ../t.png");
    var error = assertThrows(ModelFormatException.class, () -> read("mtllib m.mtl"));
    assertEquals(
        folder + "/sub/m.mtl, line 2: a texture outside of the model's folder: ../t.png",
        error.getMessage());
  }

  @Test
  void materialFilesAreChecked() throws IOException {
    assertMaterialError("line 1: expected newmtl before a material's properties", "Kd 1 1 1");
    assertMaterialError("line 2: expected a number, got the line's end", "newmtl a\nKd 1 1\n");
    assertMaterialError("line 2: expected a number, got 'spectral'", "newmtl a\nKd spectral x");
    assertMaterialError("line 2: a colour's part must be from 0 to 1, got 1.5", "newmtl a\nKd 1.5");
    assertMaterialError("line 2: Ks must not be negative, got a mean of -1.0", "newmtl a\nKs -1");
    assertMaterialError("line 2: expected the line's end, got '3'", "newmtl a\nNs 2 3");
    assertMaterialError("line 2: expected the line's end, got '4'", "newmtl a\nKd 0 0 0 4");
    assertMaterialError(
        "line 2: options of map_Kd are not supported: -s 2 2 2 t.png",
        "newmtl a\nmap_Kd -s 2 2 2 t.png");
    assertMaterialError("line 1: expected a name, got the line's end", "newmtl\n");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      many.append("newmtl ").append(i).append('\n');
    }
    assertMaterialError("line 10001: more than 10,000 materials", many.toString());
  }

  @Test
  void aTexturedMaterialNeedsTextureCoordinates() throws IOException {
    write("m.mtl", "newmtl a\nmap_Kd t.png");
    assertError(
        model + ", line 9: material a has a texture, but the face no texture coordinates",
        POINTS + "mtllib m.mtl\nusemtl a\nf 1 2 3");
  }

  @Test
  void materialFilesWithoutEndAreAnError() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      text.append("mtllib ").append(i).append('\n');
    }
    var error =
        assertThrows(
            ModelFormatException.class,
            () ->
                ObjReader.read(stream(text.toString()), "a.obj", name -> Optional.of(stream(""))));
    assertEquals("a.obj, line 65: more than 64 material files", error.getMessage());
  }

  @Test
  void aFileThatCannotBeReadIsNoFormatError() {
    Companions broken =
        name -> {
          throw new IOException("disk gone");
        };
    var error =
        assertThrows(
            UserException.class, () -> ObjReader.read(stream("mtllib m"), "x/a.obj", broken));
    assertEquals("cannot read x/m: disk gone", error.getMessage());
    assertTrue(!(error instanceof ModelFormatException));
  }

  private Mesh read(String text) {
    return ObjReader.read(stream(text), model.toString(), Companions.beside(model));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void assertMaterialError(String expected, String materials) throws IOException {
    write("m.mtl", materials);
    assertError(folder + "/m.mtl, " + expected, "mtllib m.mtl");
  }

  private void assertError(String expected, String text) {
    var error = assertThrows(ModelFormatException.class, () -> read(text));
    assertEquals(expected, error.getMessage());
  }
}
