package org.cycleat.render.mesh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks through the nodes of a VRML file and gathers the shapes. */
final class VrmlScene {
  /** Of nodes on the way; USE makes it possible to pass a node again and again. */
  private static final int MOST_VISITS = 100_000;

  private final VrmlMaterials materials;
  private final MeshBuilder mesh = new MeshBuilder();

  /** By appearance; null is a key: shapes without one share a material, too. */
  private final Map<VrmlNode, Integer> materialOf = new HashMap<>();

  private int visits;

  VrmlScene(ModelFolder folder) {
    this.materials = new VrmlMaterials(folder);
  }

  /**
   * @param end of the file, for errors
   */
  Mesh mesh(List<VrmlNode> nodes, Where end) {
    for (VrmlNode node : nodes) {
      visit(node, Affine.IDENTITY, 1);
    }
    return mesh.build(end);
  }

  private void visit(VrmlNode node, Affine outer, int depth) {
    if (depth > VrmlParser.DEEPEST) {
      throw node.place().error("nodes nested more than %d deep".formatted(VrmlParser.DEEPEST));
    }
    if (++visits > MOST_VISITS) {
      throw node.place().error("more than %,d nodes, with USE repeated".formatted(MOST_VISITS));
    }
    switch (node.type()) {
      case "Transform", "Group", "Anchor", "Billboard", "Collision" -> {
        Affine inner = node.type().equals("Transform") ? outer.after(transform(node)) : outer;
        for (VrmlNode child : node.nodes("children")) {
          visit(child, inner, depth + 1);
        }
      }
      case "Shape" -> shape(node, outer);
      default -> {} // no surface
    }
  }

  /** Section 6.52: T C R SR S SR^-1 C^-1, the rightmost first. */
  private static Affine transform(VrmlNode node) {
    float[] t = node.vector("translation", 0, 0, 0);
    float[] c = node.vector("center", 0, 0, 0);
    float[] r = node.vector("rotation", 0, 0, 1, 0);
    float[] sr = node.vector("scaleOrientation", 0, 0, 1, 0);
    float[] s = node.vector("scale", 1, 1, 1);
    return Affine.translation(t[0] + c[0], t[1] + c[1], t[2] + c[2])
        .after(Affine.rotation(r[0], r[1], r[2], r[3]))
        .after(Affine.rotation(sr[0], sr[1], sr[2], sr[3]))
        .after(Affine.scale(s[0], s[1], s[2]))
        .after(Affine.rotation(sr[0], sr[1], sr[2], -sr[3]))
        .after(Affine.translation(-c[0], -c[1], -c[2]));
  }

  private void shape(VrmlNode shape, Affine place) {
    List<VrmlNode> geometry = shape.nodes("geometry");
    if (geometry.size() != 1 || !geometry.get(0).type().equals("IndexedFaceSet")) {
      return; // a box, a text, lines: nothing that a scanner makes
    }
    VrmlNode appearance = shape.node("appearance", "Appearance").orElse(null);
    Integer known = materialOf.get(appearance);
    Material material = materials.of(appearance);
    int index = known != null ? known : mesh.material(material);
    materialOf.put(appearance, index);
    new VrmlFaces(geometry.get(0), mesh, material, index).add(place);
  }
}
