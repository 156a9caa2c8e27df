package org.cycleat.render;

import java.util.Arrays;
import java.util.List;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;

/**
 * The light at the points of a mesh (Phong's model with Blinn's half vector), computed for those
 * points only that are asked for. Between them it is interpolated (Gouraud): a face's mesh has
 * about as many points as its picture has pixels.
 */
final class SurfaceLight {
  /** Numbers that a point has: diffuse red, green, blue, then specular red, green, blue. */
  private static final int WIDTH = 6;

  private boolean[] isKnown = {};
  private float[] values = {};

  private Solid solid;
  private float[] specular; // by material
  private int[] shininess; // by material
  private Colour ambient;
  private float[] towards; // [L, 3] in the head's coordinates, as the normals are
  private float[] halfway; // [L, 3] between light and viewer, likewise
  private float[] colours; // [L, 3]

  /** Begins a new picture. */
  void start(Solid newSolid, HeadPose pose, Lighting lighting) {
    solid = newSolid;
    setMaterials(newSolid.mesh().materials());
    ambient = lighting.ambient();
    int count = lighting.lights().size();
    towards = new float[3 * count];
    halfway = new float[3 * count];
    colours = new float[3 * count];
    double[] rotation = pose.rotation();
    for (int l = 0; l < count; l++) {
      Light light = lighting.lights().get(l);
      put(towards, l, light.towards(), rotation);
      Point3 sum = light.towards().plus(new Point3(0, 0, 1));
      // a light straight behind has no half vector, and no highlight
      put(halfway, l, sum.length() > 1e-9 ? sum.unit() : Point3.ORIGIN, rotation);
      colours[3 * l] = light.colour().red();
      colours[3 * l + 1] = light.colour().green();
      colours[3 * l + 2] = light.colour().blue();
    }
    int points = newSolid.mesh().vertexCount();
    if (isKnown.length < points) {
      isKnown = new boolean[points];
      values = new float[WIDTH * points];
    } else {
      Arrays.fill(isKnown, false);
    }
  }

  private void setMaterials(List<Material> materials) {
    specular = new float[materials.size()];
    shininess = new int[materials.size()];
    for (int m = 0; m < specular.length; m++) {
      specular[m] = materials.get(m).specular();
      shininess[m] = Math.round(materials.get(m).shininess());
    }
  }

  /** Where a point's six numbers begin in {@link #values}. */
  int at(int point) {
    if (!isKnown[point]) {
      isKnown[point] = true;
      illuminate(point);
    }
    return WIDTH * point;
  }

  /** [V, 6]: diffuse red, green, blue and specular red, green, blue of the points asked for. */
  float[] values() {
    return values;
  }

  private void illuminate(int point) {
    float[] normals = solid.normals();
    float x = normals[3 * point];
    float y = normals[3 * point + 1];
    float z = normals[3 * point + 2];
    int to = WIDTH * point;
    values[to] = ambient.red();
    values[to + 1] = ambient.green();
    values[to + 2] = ambient.blue();
    Arrays.fill(values, to + 3, to + WIDTH, 0);
    int material = solid.materialOf()[point];
    for (int l = 0; l < towards.length; l += 3) {
      float cosine = x * towards[l] + y * towards[l + 1] + z * towards[l + 2];
      if (cosine <= 0) {
        continue;
      }
      add(to, l, cosine);
      float half = x * halfway[l] + y * halfway[l + 1] + z * halfway[l + 2];
      if (specular[material] > 0 && half > 0) {
        add(to + 3, l, specular[material] * power(half, shininess[material]));
      }
    }
  }

  private void add(int to, int l, float strength) {
    values[to] += strength * colours[l];
    values[to + 1] += strength * colours[l + 1];
    values[to + 2] += strength * colours[l + 2];
  }

  /** By squaring: the same on every machine, and fast. */
  private static float power(float base, int exponent) {
    float result = 1;
    float square = base;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** Turns a direction of the view back into the head's coordinates. */
  private static void put(float[] to, int n, Point3 view, double[] rotation) {
    for (int axis = 0; axis < 3; axis++) {
      to[3 * n + axis] =
          (float)
              (rotation[axis] * view.x()
                  + rotation[3 + axis] * view.y()
                  + rotation[6 + axis] * view.z());
    }
  }
}
