package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cycleat.UserException;

/** Reads the material files of one OBJ file: colour, highlight and texture of each material. */
final class MtlReader {
  private static final long NEW = ObjLines.code("newmtl");
  private static final long DIFFUSE = ObjLines.code("Kd");
  private static final long SPECULAR = ObjLines.code("Ks");
  private static final long SHININESS = ObjLines.code("Ns");
  private static final long PICTURE = ObjLines.code("map_Kd");

  private static final Set<Long> READ = Set.of(DIFFUSE, SPECULAR, SHININESS, PICTURE);
  private static final Colour UNSAID = Colour.srgb(0xCCCCCC);

  private static final int MOST_FILES = 64;
  private static final int MOST_MATERIALS = 10_000;
  private static final float MOST = 1e6f;

  private final ModelFolder folder;
  private final TextureReader textures;
  private final Map<String, Material> materials = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  MtlReader(ModelFolder folder) {
    this.folder = folder;
    this.textures = new TextureReader(folder);
  }

  Optional<Material> material(String name) {
    return Optional.ofNullable(materials.get(name));
  }

  /**
   * Reads what a mtllib line names: one file, though its name may have blanks, or several.
   *
   * @param where the line is
   */
  void read(Where where, String names) {
    if (tryRead(where, names)) {
      return;
    }
    for (String name : names.split("\\s+", -1)) {
      if (!tryRead(where, name)) {
        throw where.error("no material file at " + folder.path(name));
      }
    }
  }

  private boolean tryRead(Where where, String name) {
    String inside =
        ModelFolder.inside("", name)
            .orElseThrow(
                () -> where.error("a material file outside of the model's folder: " + name));
    if (read.contains(inside)) {
      return true;
    }
    if (read.size() == MOST_FILES) {
      throw where.error("more than %d material files".formatted(MOST_FILES));
    }
    Optional<InputStream> opened = folder.open(inside);
    if (opened.isEmpty()) {
      return false;
    }
    read.add(inside);
    try (InputStream text = opened.get()) {
      parse(new TextSource(text, folder.path(inside)), inside);
    } catch (IOException e) {
      throw new UserException("cannot read " + folder.path(inside) + ": " + e.getMessage(), e);
    }
    return true;
  }

  private void parse(TextSource source, String file) {
    ObjLines lines = new ObjLines(source);
    Material material = null;
    while (source.peek() != TextSource.END) {
      long keyword = lines.keyword();
      if (keyword == 0) {
        lines.skipComment();
      } else if (keyword == NEW) {
        material = Material.matte(lines.rest(), UNSAID);
        keep(source, material);
      } else if (READ.contains(keyword)) {
        if (material == null) {
          throw source.error("expected newmtl before a material's properties");
        }
        material =
            keyword == PICTURE
                ? pictured(source, lines, file, material)
                : lit(source, lines, keyword, material);
        keep(source, material);
      } else {
        lines.skipRest();
      }
    }
  }

  private void keep(TextSource source, Material material) {
    materials.put(material.name(), material);
    if (materials.size() > MOST_MATERIALS) {
      throw source.error("more than %,d materials".formatted(MOST_MATERIALS));
    }
  }

  private Material lit(TextSource source, ObjLines lines, long keyword, Material m) {
    float first = lines.decimal();
    if (keyword == SHININESS) {
      lines.end();
      float shininess = Math.max(1, Math.min(MOST, first));
      return new Material(m.name(), m.diffuse(), m.specular(), shininess, m.texture());
    }
    boolean grey = lines.atEnd(); // one number stands for all three
    float green = grey ? first : lines.decimal();
    float blue = grey ? first : lines.decimal();
    Material lit =
        keyword == DIFFUSE
            ? diffuse(source, m, first, green, blue)
            : specular(source, m, (first + green + blue) / 3);
    lines.end();
    return lit;
  }

  private static Material diffuse(Where where, Material m, float red, float green, float blue) {
    Colour colour =
        new Colour(
            MeshBuilder.linear(where, red),
            MeshBuilder.linear(where, green),
            MeshBuilder.linear(where, blue));
    return new Material(m.name(), colour, m.specular(), m.shininess(), m.texture());
  }

  private static Material specular(Where where, Material m, float strength) {
    if (!(strength >= 0 && strength <= MOST)) {
      throw where.error("Ks must not be negative, got a mean of " + strength);
    }
    return new Material(m.name(), m.diffuse(), strength, m.shininess(), m.texture());
  }

  private Material pictured(TextSource source, ObjLines lines, String file, Material m) {
    String name = lines.rest();
    if (name.startsWith("-")) {
      throw source.error("options of map_Kd are not supported: " + name);
    }
    String inside =
        ModelFolder.inside(file, name)
            .orElseThrow(() -> source.error("a texture outside of the model's folder: " + name));
    Texture texture =
        textures
            .read(source, inside)
            .orElseThrow(() -> source.error("no texture at " + folder.path(inside)));
    return m.with(texture);
  }
}
