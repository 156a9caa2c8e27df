package org.cycleat.render.mesh;

import java.io.ByteArrayInputStream;

/** A fuzz target: whatever the bytes, the VRML reader gives a mesh or a ModelFormatException. */
public final class VrmlFuzz {
  private VrmlFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      VrmlReader.read(new ByteArrayInputStream(input), "f.wrl", FuzzFiles.with(new byte[0]));
    } catch (ModelFormatException e) {
      // as it should be
    }
  }
}
