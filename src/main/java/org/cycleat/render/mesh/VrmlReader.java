package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;

/**
 * Reads VRML 2.0 (.wrl): every IndexedFaceSet of a file, moved by the Transform nodes around it, as
 * one mesh; polygons become fans of triangles. What is not a surface, such as lights and cameras,
 * is passed over. Prototypes and inlined files are errors.
 *
 * <p>Colours, of materials and of corners, are taken for sRGB, as artists choose them on a screen.
 *
 * <p>Source: ISO/IEC 14772-1:1997, "The Virtual Reality Modeling Language",
 * https://www.web3d.org/documents/specifications/14772/V2.0/.
 */
public final class VrmlReader {
  private VrmlReader() {}

  /**
   * Reads a file; textures are looked up in its folder.
   *
   * @throws ModelFormatException if it, or a texture, is not as expected
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
   * @param companions where to find the textures
   */
  public static Mesh read(InputStream text, String name, Companions companions) {
    TextSource source = new TextSource(text, name);
    List<VrmlNode> nodes = new VrmlParser(source).scene();
    return new VrmlScene(new ModelFolder(name, companions)).mesh(nodes, source);
  }
}
