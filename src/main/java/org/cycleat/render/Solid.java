package org.cycleat.render;

import org.cycleat.render.mesh.Mesh;

/**
 * A mesh made ready to be rendered many times: with its normals, and what each point is made of.
 *
 * @param normals [V, 3] of length 1
 * @param materialOf [V] each point's index in the mesh's materials; of a point between two
 *     materials, either
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the hundred thousand; never compared
public record Solid(Mesh mesh, float[] normals, int[] materialOf) {

  /** With smooth normals. */
  public static Solid of(Mesh mesh) {
    int[] materialOf = new int[mesh.vertexCount()];
    for (int corner = 0; corner < mesh.triangles().length; corner++) {
      materialOf[mesh.triangles()[corner]] = mesh.materialOf()[corner / 3];
    }
    return new Solid(mesh, Normals.of(mesh.positions(), mesh.triangles()), materialOf);
  }
}
