package org.cycleat.render.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes materials of the Appearance nodes of one file. */
final class VrmlMaterials {
  /** VRML's shininess of 1 is Phong's exponent of 128 (section 4.14.4). */
  private static final float EXPONENT = 128;

  private static final int MOST_URLS = 16;
  private static final Material UNSAID = Material.matte("", Colour.srgb(0xCCCCCC));

  private final ModelFolder folder;
  private final TextureReader textures;
  private final Map<VrmlNode, Material> made = new HashMap<>();

  VrmlMaterials(ModelFolder folder) {
    this.folder = folder;
    this.textures = new TextureReader(folder);
  }

  /**
   * The material of an Appearance, made once.
   *
   * @param appearance null for a shape without one
   */
  Material of(VrmlNode appearance) {
    return appearance == null ? UNSAID : made.computeIfAbsent(appearance, this::make);
  }

  private Material make(VrmlNode appearance) {
    Material material =
        appearance.node("material", "Material").map(VrmlMaterials::lit).orElse(UNSAID);
    List<VrmlNode> texture = appearance.nodes("texture");
    boolean pictured = texture.size() == 1 && texture.get(0).type().equals("ImageTexture");
    return pictured ? picture(texture.get(0)).map(material::with).orElse(material) : material;
  }

  private static Material lit(VrmlNode node) {
    float[] diffuse = node.vector("diffuseColor", 0.8f, 0.8f, 0.8f);
    float[] specular = node.vector("specularColor", 0, 0, 0);
    float shininess = node.vector("shininess", 0.2f)[0];
    float strength = 0;
    for (float part : specular) {
      strength += MeshBuilder.part(node.place(), part) / 3;
    }
    if (!(shininess >= 0 && shininess <= 1)) {
      throw node.place().error("Material.shininess must be from 0 to 1, got " + shininess);
    }
    return new Material(
        "",
        new Colour(
            MeshBuilder.linear(node.place(), diffuse[0]),
            MeshBuilder.linear(node.place(), diffuse[1]),
            MeshBuilder.linear(node.place(), diffuse[2])),
        strength,
        Math.max(1, EXPONENT * shininess),
        Optional.empty());
  }

  /** The first of the texture's files that is there; empty where it names none. */
  private Optional<Texture> picture(VrmlNode node) {
    List<String> urls = node.strings("url");
    if (urls.size() > MOST_URLS) {
      throw node.place().error("more than %d files for one texture".formatted(MOST_URLS));
    }
    List<String> missing = new ArrayList<>();
    for (String url : urls) {
      Optional<String> inside = ModelFolder.inside("", url);
      Optional<Texture> texture = inside.flatMap(file -> textures.read(node.place(), file));
      if (texture.isPresent()) {
        return texture;
      }
      missing.add(
          inside.isPresent()
              ? "nothing at " + folder.path(url)
              : "'" + url + "' is outside of the model's folder");
    }
    if (!missing.isEmpty()) {
      throw node.place().error("no texture: " + String.join(", ", missing));
    }
    return Optional.empty();
  }
}
