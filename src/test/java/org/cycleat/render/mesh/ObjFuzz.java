package org.cycleat.render.mesh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A fuzz target: whatever the bytes, the OBJ reader gives a mesh or a ModelFormatException. */
public final class ObjFuzz {
  /** What is behind it is the material file m.mtl. */
  private static final String MATERIALS = "\n#m.mtl\n";

  private ObjFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int split = text.indexOf(MATERIALS);
    byte[] model = split < 0 ? input : Arrays.copyOf(input, split);
    byte[] materials = split < 0 ? new byte[0] : Arrays.copyOfRange(input, split, input.length);
    Mesh mesh;
    try {
      mesh = ObjReader.read(new ByteArrayInputStream(model), "f.obj", FuzzFiles.with(materials));
    } catch (ModelFormatException e) {
      requirePointsOrError(model);
      return;
    }
    float[] points = ObjReader.readPositions(new ByteArrayInputStream(model), "f.obj");
    if (!Arrays.equals(points, mesh.positions())) {
      throw new AssertionError("the points alone differ from the mesh's points");
    }
  }

  private static void requirePointsOrError(byte[] model) {
    try {
      ObjReader.readPositions(new ByteArrayInputStream(model), "f.obj");
    } catch (ModelFormatException e) {
      // as it should be
    }
  }
}
