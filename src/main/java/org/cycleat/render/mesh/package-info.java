/**
 * Triangle meshes, what is painted on them, and readers of the formats that 3D faces come in: OBJ
 * with MTL, and VRML 2.0.
 *
 * <p>x points to the viewer's right, y up, z towards the viewer. Triangles are counter-clockwise
 * seen from outside. Texture coordinates have u to the right and v up; colours are linear light.
 */
package org.cycleat.render.mesh;
