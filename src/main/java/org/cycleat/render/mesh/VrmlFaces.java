package org.cycleat.render.mesh;

import java.util.Optional;

/** Adds one IndexedFaceSet to a mesh. */
final class VrmlFaces {
  private final VrmlNode faceSet;
  private final MeshBuilder mesh;
  private final Material material;
  private final int materialIndex;

  private VrmlLayer points;
  private Optional<VrmlLayer> textures = Optional.empty();
  private Optional<VrmlLayer> colours = Optional.empty();
  private boolean coloursOfFaces;
  private int plainColour;
  private boolean flips;

  /**
   * @param materialIndex of the material in the mesh
   */
  VrmlFaces(VrmlNode faceSet, MeshBuilder mesh, Material material, int materialIndex) {
    this.faceSet = faceSet;
    this.mesh = mesh;
    this.material = material;
    this.materialIndex = materialIndex;
  }

  /**
   * @param place of the shape in the scene
   */
  void add(Affine place) {
    Optional<VrmlValue.Numbers> corners = faceSet.numbers("coordIndex", 1);
    if (corners.isEmpty()) {
      return;
    }
    flips = faceSet.flag("ccw", true) == place.mirrors();
    points = addPoints(corners, place);
    textures = addTextureCoordinates(corners);
    colours = addColours(corners);
    if (material.texture().isPresent() && textures.isEmpty()) {
      throw faceSet.place().error("IndexedFaceSet has a texture, but no texCoord");
    }
    float[] indices = corners.get().values();
    for (int from = 0, face = 0; from < indices.length; face++) {
      int to = from;
      while (to < indices.length && indices[to] != -1) {
        to++;
      }
      if (to - from < 3) {
        String problem = "expected a face of at least 3 corners, got " + (to - from);
        throw corners.get().placeOf(from).error(problem);
      }
      face(from, to, face);
      from = to + 1;
    }
  }

  private VrmlLayer addPoints(Optional<VrmlValue.Numbers> corners, Affine place) {
    int first = mesh.points();
    Optional<VrmlValue.Numbers> values =
        faceSet.node("coord", "Coordinate").flatMap(node -> node.numbers("point", 3));
    values.ifPresent(
        numbers -> {
          float[] v = numbers.values();
          for (int i = 0; i < v.length; i += 3) {
            int at = i;
            mesh.point(
                problem -> numbers.placeOf(at).error(problem),
                place.apply(0, v[i], v[i + 1], v[i + 2]),
                place.apply(1, v[i], v[i + 1], v[i + 2]),
                place.apply(2, v[i], v[i + 1], v[i + 2]));
          }
        });
    return new VrmlLayer("points", corners, faceSet.place(), first, mesh.points() - first);
  }

  private Optional<VrmlLayer> addTextureCoordinates(Optional<VrmlValue.Numbers> corners) {
    Optional<VrmlNode> node = faceSet.node("texCoord", "TextureCoordinate");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    int first = mesh.textureCoordinates();
    node.get()
        .numbers("point", 2)
        .ifPresent(
            numbers -> {
              float[] v = numbers.values();
              for (int i = 0; i < v.length; i += 2) {
                int at = i;
                mesh.textureCoordinate(
                    problem -> numbers.placeOf(at).error(problem), v[i], v[i + 1]);
              }
            });
    int count = mesh.textureCoordinates() - first;
    Optional<VrmlValue.Numbers> own = faceSet.numbers("texCoordIndex", 1);
    return Optional.of(
        new VrmlLayer(
            "texture coordinates", own.isPresent() ? own : corners, faceSet.place(), first, count));
  }

  private Optional<VrmlLayer> addColours(Optional<VrmlValue.Numbers> corners) {
    int first = mesh.colours();
    Optional<VrmlNode> node = faceSet.node("color", "Color");
    if (node.isEmpty()) {
      Colour diffuse = material.diffuse();
      mesh.colour(faceSet.place(), diffuse.red(), diffuse.green(), diffuse.blue());
      plainColour = first;
      return Optional.empty();
    }
    node.get().numbers("color", 3).ifPresent(this::addColours);
    int count = mesh.colours() - first;
    coloursOfFaces = !faceSet.flag("colorPerVertex", true);
    Optional<VrmlValue.Numbers> own = faceSet.numbers("colorIndex", 1);
    return Optional.of(
        new VrmlLayer(
            "colours",
            own.isPresent() || coloursOfFaces ? own : corners,
            faceSet.place(),
            first,
            count));
  }

  private void addColours(VrmlValue.Numbers numbers) {
    float[] v = numbers.values();
    for (int i = 0; i < v.length; i += 3) {
      int at = i;
      Where where = problem -> numbers.placeOf(at).error(problem);
      mesh.colour(
          where,
          MeshBuilder.linear(where, v[i]),
          MeshBuilder.linear(where, v[i + 1]),
          MeshBuilder.linear(where, v[i + 2]));
    }
  }

  /**
   * @param from the face's first corner in the lists of indices
   * @param to behind its last
   */
  private void face(int from, int to, int face) {
    for (int next = from + 1; next + 1 < to; next++) {
      int second = flips ? next + 1 : next;
      int third = flips ? next : next + 1;
      mesh.triangle(
          faceSet.place(),
          points.index(from),
          points.index(second),
          points.index(third),
          materialIndex);
      if (textures.isPresent()) {
        VrmlLayer layer = textures.get();
        mesh.texture(layer.index(from), layer.index(second), layer.index(third));
      } else {
        mesh.noTexture();
      }
      if (colours.isPresent()) {
        VrmlLayer layer = colours.get();
        mesh.colours(
            layer.index(coloursOfFaces ? face : from),
            layer.index(coloursOfFaces ? face : second),
            layer.index(coloursOfFaces ? face : third));
      } else {
        mesh.plainColour(plainColour);
      }
    }
    textures.ifPresent(layer -> layer.requireEnd(to));
    if (!coloursOfFaces) {
      colours.ifPresent(layer -> layer.requireEnd(to));
    }
  }
}
