package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.cycleat.UserException;

/**
 * Reads Wavefront OBJ with its MTL: points, texture coordinates, polygons and materials. Lines of
 * other kinds (groups, normals, curves) are passed over; polygons become fans of triangles.
 *
 * <p>Colours, Kd and a point's own, are taken for sRGB, as artists choose them on a screen.
 *
 * <p>Source: Wavefront, "Appendix B1: Object Files" and "MTL material format", as at
 * https://paulbourke.net/dataformats/obj/ and https://paulbourke.net/dataformats/mtl/.
 */
public final class ObjReader {
  private static final long POINT = ObjLines.code("v");

  private ObjReader() {}

  /**
   * Reads a file; materials and textures are looked up in its folder.
   *
   * @throws ModelFormatException if it, or a file that it names, is not as expected
   * @throws UserException if it cannot be read
   */
  public static Mesh read(Path file) {
    try (InputStream text = ModelFolder.openModel(file)) {
      return read(text, file.toString(), Companions.beside(file));
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a model from a stream, such as a ZIP's entry.
   *
   * @param text not closed
   * @param name of the file, for errors
   * @param companions where to find what the file names
   */
  public static Mesh read(InputStream text, String name, Companions companions) {
    return new ObjParser(new TextSource(text, name), new ModelFolder(name, companions)).parse();
  }

  /**
   * Only a file's points.
   *
   * @return [V, 3] x, y, z
   */
  public static float[] readPositions(Path file) {
    try (InputStream text = ModelFolder.openModel(file)) {
      return readPositions(text, file.toString());
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Only a model's points: of the shapes of a face model, nothing else differs. Faces are not
   * looked at.
   *
   * @param text not closed
   * @param name of the file, for errors
   * @return [V, 3] x, y, z
   */
  public static float[] readPositions(InputStream text, String name) {
    TextSource source = new TextSource(text, name);
    ObjLines lines = new ObjLines(source);
    MeshBuilder mesh = new MeshBuilder();
    while (source.peek() != TextSource.END) {
      long keyword = lines.keyword();
      if (keyword == POINT) {
        mesh.point(source, lines.decimal(), lines.decimal(), lines.decimal());
      }
      if (keyword == 0) {
        lines.skipComment();
      } else {
        lines.skipRest();
      }
    }
    if (mesh.points() == 0) {
      throw source.error("the file ends and has no point");
    }
    return mesh.positions();
  }
}
