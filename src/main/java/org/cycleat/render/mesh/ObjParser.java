package org.cycleat.render.mesh;

import java.util.HashMap;
import java.util.Map;

/** One reading of an OBJ file. */
final class ObjParser {
  private static final long POINT = ObjLines.code("v");
  private static final long TEXTURE = ObjLines.code("vt");
  private static final long NORMAL = ObjLines.code("vn");
  private static final long FACE = ObjLines.code("f");
  private static final long USE = ObjLines.code("usemtl");
  private static final long LIBRARY = ObjLines.code("mtllib");

  private static final Material UNSAID = Material.matte("", Colour.srgb(0xCCCCCC));
  private static final int NONE = -1;

  private final TextSource source;
  private final ObjLines lines;
  private final MtlReader libraries;
  private final MeshBuilder mesh = new MeshBuilder();

  /** By name, "" for the one of faces that name none. */
  private final Map<String, Integer> used = new HashMap<>();

  private Material material = UNSAID;
  private int materialIndex = NONE;
  private int normals;

  // Of the face that is being read.
  private int firstPoint;
  private int firstTexture;
  private int lastPoint;
  private int lastTexture;

  ObjParser(TextSource source, ModelFolder folder) {
    this.source = source;
    this.lines = new ObjLines(source);
    this.libraries = new MtlReader(folder);
  }

  Mesh parse() {
    while (source.peek() != TextSource.END) {
      long keyword = lines.keyword();
      if (keyword == 0) {
        lines.skipComment();
      } else if (keyword == POINT) {
        point();
      } else if (keyword == TEXTURE) {
        textureCoordinate();
      } else if (keyword == FACE) {
        face();
      } else if (keyword == NORMAL) {
        normal();
      } else if (keyword == USE) {
        use(lines.rest());
      } else if (keyword == LIBRARY) {
        libraries.read(source, lines.rest());
      } else {
        lines.skipRest();
      }
    }
    return mesh.build(source);
  }

  /** x y z, then nothing, a weight, or a colour. */
  private void point() {
    mesh.point(source, lines.decimal(), lines.decimal(), lines.decimal());
    boolean coloured = false;
    if (!lines.atEnd()) {
      float first = lines.decimal();
      coloured = !lines.atEnd();
      if (coloured) {
        float green = lines.decimal();
        mesh.colour(source, linear(first), linear(green), linear(lines.decimal()));
      }
    }
    if (mesh.colours() != (coloured || mesh.colours() > 0 ? mesh.points() : 0)) {
      throw source.error("either every point has a colour (x y z red green blue) or none");
    }
    lines.end();
  }

  private float linear(float part) {
    return MeshBuilder.linear(source, part);
  }

  /** u, then v (0 where it is not said), then nothing or w, which only volumes use. */
  private void textureCoordinate() {
    float u = lines.decimal();
    mesh.textureCoordinate(source, u, lines.atEnd() ? 0 : lines.decimal());
    if (!lines.atEnd()) {
      lines.decimal();
    }
    lines.end();
  }

  /** Checked, but not kept: normals are those of the surface, however it has moved. */
  private void normal() {
    for (int i = 0; i < 3; i++) {
      lines.decimal();
    }
    normals++;
    lines.end();
  }

  private void use(String name) {
    material =
        libraries
            .material(name)
            .orElseThrow(
                () -> source.error("no mtllib line so far names a file with material " + name));
    materialIndex = used.getOrDefault(name, NONE);
    lines.end();
  }

  private void face() {
    if (materialIndex == NONE) {
      materialIndex = mesh.material(material);
      used.put(material.name(), materialIndex);
    }
    int corners = 0;
    while (!lines.atEnd()) {
      corner(corners++);
    }
    if (corners < 3) {
      throw source.error("expected a face of at least 3 corners, got " + corners);
    }
    if (firstTexture == NONE && material.texture().isPresent()) {
      throw source.error(
          "material %s has a texture, but the face no texture coordinates"
              .formatted(material.name()));
    }
    lines.end();
  }

  /** From the third corner on, each makes a triangle with the first and the one before it. */
  private void corner(int number) {
    int point = index(mesh.points(), "points");
    int texture = textureOfCorner();
    if (number == 0) {
      firstPoint = point;
      firstTexture = texture;
    } else if ((texture == NONE) != (firstTexture == NONE)) {
      throw source.error("either every corner of a face has a texture coordinate or none");
    }
    if (number >= 2) {
      mesh.triangle(source, firstPoint, lastPoint, point, materialIndex);
      if (mesh.colours() > 0) {
        mesh.colours(firstPoint, lastPoint, point);
      }
      if (texture == NONE) {
        mesh.noTexture();
      } else {
        mesh.texture(firstTexture, lastTexture, texture);
      }
    }
    lastPoint = point;
    lastTexture = texture;
  }

  /** After a corner's point: nothing, /texture, //normal or /texture/normal. */
  private int textureOfCorner() {
    int texture = NONE;
    if (source.peek() == '/') {
      source.skip();
      if (source.peek() != '/') {
        texture = index(mesh.textureCoordinates(), "texture coordinates");
      }
      if (source.peek() == '/') {
        source.skip();
        index(normals, "normals");
      }
    }
    return texture;
  }

  /** From 1, or from -1 for the last so far; from 0 here. */
  private int index(int count, String what) {
    int index = lines.integer();
    if (index == 0 || index > count || index < -count) {
      throw source.error("index %d, but there are %d %s so far".formatted(index, count, what));
    }
    return index > 0 ? index - 1 : count + index;
  }
}
