package org.cycleat.render.facekit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.render.Head;
import org.cycleat.render.SkinTone;
import org.cycleat.render.mesh.Mesh;

/**
 * ICT-FaceKit's morphable face: the mean face, its differences for each identity mode and each
 * expression shape, and the vertices of the 68 landmarks.
 */
public final class FaceKit {
  private final KitMesh mesh;
  private final List<float[]> identities;
  private final Map<String, float[]> shapes;
  private final SkinMaps skin;

  /**
   * @param textureSide of the skin's textures in texels
   */
  FaceKit(KitMesh mesh, List<float[]> identities, Map<String, float[]> shapes, int textureSide) {
    this.mesh = mesh;
    this.identities = List.copyOf(identities);
    this.shapes = Collections.unmodifiableMap(new TreeMap<>(shapes));
    this.skin = new SkinMaps(mesh, textureSide);
  }

  /**
   * Reads the kit as it is published.
   *
   * @param where its folder or its ZIP file
   * @param pictureSize of the pictures that it is read for, pixels: textures are as fine as they
   *     need
   * @throws org.cycleat.UserException where it is not there, incomplete or damaged
   */
  public static FaceKit read(Path where, int pictureSize) {
    return new KitReader(where).read(pictureSize > 128 ? 512 : 256);
  }

  /** How many identity modes there are. */
  public int modes() {
    return identities.size();
  }

  /** Names of the expression shapes, in alphabetical order. */
  public List<String> shapes() {
    return List.copyOf(shapes.keySet());
  }

  /** Somebody: the same seed and number are always the same person. */
  public Person person(long seed, int number) {
    return Person.draw(seed, number, modes());
  }

  /** A person ready to be drawn with any expression. */
  public Sitter sitter(Person person) {
    float[] positions = mesh.neutral().clone();
    for (int mode = 0; mode < modes(); mode++) {
      add(positions, identities.get(mode), person.identity(mode));
    }
    Mesh painted = mesh.painted(skin.paint(person.appearance()));
    return new Sitter(person, painted, positions);
  }

  /** A person whose face can be told to show expressions. */
  public final class Sitter {
    private final Person person;
    private final Mesh painted;
    private final float[] relaxed;
    private final Head.Frame frame;

    private Sitter(Person person, Mesh painted, float[] relaxed) {
      this.person = person;
      this.painted = painted;
      this.relaxed = relaxed;
      this.frame = mesh.frame(relaxed);
    }

    public Person person() {
      return person;
    }

    /**
     * The head with a prototype of an expression.
     *
     * @param level 1 to 4, as BU-3DFE counts them; of no meaning for neutral
     */
    public Head show(Expression expression, int level) {
      return show(Repertoire.PROTOTYPES.weights(person, Piece.of(expression, level), 0));
    }

    /**
     * The head with a mixture of shapes.
     *
     * @param weights by the shape's name; names that the kit does not have are left out
     */
    public Head show(Map<String, Float> weights) {
      Map<String, Float> known = new TreeMap<>(weights);
      known.keySet().retainAll(shapes.keySet()); // of "browDown", the kit has _L and _R only
      float[] positions = relaxed.clone();
      known.forEach((shape, weight) -> add(positions, shapes.get(shape), weight));
      Gaze.turn(positions, known);
      return mesh.head(
          painted.withPositions(positions), frame, SkinTone.of(person.appearance().skin()), known);
    }
  }

  private static void add(float[] positions, float[] difference, float weight) {
    for (int i = 0; i < positions.length; i++) {
      positions[i] += weight * difference[i];
    }
  }
}
