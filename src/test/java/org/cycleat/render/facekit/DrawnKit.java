package org.cycleat.render.facekit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cycleat.render.Point3;

/**
 * A face model in the layout of ICT-FaceKit, for where the real one is not: an egg with a nose and
 * openings for its eyes, three identity modes, and a bump for each shape that expressions use.
 * Lengths are centimetres, x is to the face's own left, y up, z forward.
 */
public final class DrawnKit {
  /** Where each shape acts, on the own left side or in the middle, and how it moves the skin. */
  private record Bump(double x, double y, double radius, Point3 shift) {}

  private static final Map<String, Bump> BUMPS = bumps();
  private static final int MODES = 3;

  private DrawnKit() {}

  private static Map<String, Bump> bumps() {
    Map<String, Bump> bumps = new LinkedHashMap<>();
    bumps.put("browInnerUp", new Bump(1.5, 6, 1.5, new Point3(0, 0.7, 0)));
    bumps.put("browOuterUp", new Bump(5, 5.6, 1.8, new Point3(0, 0.7, 0)));
    bumps.put("browDown", new Bump(3, 6, 2.5, new Point3(-0.3, -0.5, 0)));
    bumps.put("eyeWide", new Bump(3.2, 4, 1, new Point3(0, 0.3, 0)));
    bumps.put("eyeSquint", new Bump(3.2, 2.8, 1, new Point3(0, 0.3, 0)));
    bumps.put("eyeBlink", new Bump(3.2, 3.8, 1, new Point3(0, -0.6, 0)));
    bumps.put("eyeLookIn", new Bump(3.2, 3.8, 1, new Point3(-0.2, 0, 0)));
    bumps.put("eyeLookOut", new Bump(3.2, 3.8, 1, new Point3(0.2, 0, 0)));
    bumps.put("eyeLookUp", new Bump(3.2, 3.8, 1, new Point3(0, 0.2, 0)));
    bumps.put("eyeLookDown", new Bump(3.2, 3.8, 1, new Point3(0, -0.4, 0)));
    bumps.put("mouthFunnel", new Bump(0, -3.5, 1.5, new Point3(0, 0, 0.5)));
    bumps.put("mouthPucker", new Bump(0, -3.5, 1.5, new Point3(0, 0, 0.6)));
    bumps.put("mouthClose", new Bump(0, -4.3, 1.5, new Point3(0, 0.8, 0)));
    bumps.put("mouthLeft", new Bump(0, -3.5, 2, new Point3(0.5, 0, 0)));
    bumps.put("mouthRight", new Bump(0, -3.5, 2, new Point3(-0.5, 0, 0)));
    bumps.put("cheekRaiser", new Bump(4, 1, 2, new Point3(0, 0.5, 0.3)));
    bumps.put("cheekSquint", new Bump(4, 1.5, 2, new Point3(0, 0.3, 0.2)));
    bumps.put("noseSneer", new Bump(1.2, 0, 1.2, new Point3(0, 0.4, 0)));
    bumps.put("mouthUpperUp", new Bump(1.2, -2.7, 1.2, new Point3(0, 0.5, 0)));
    bumps.put("mouthSmile", new Bump(2.5, -3.5, 1.5, new Point3(0.7, 1, -0.5)));
    bumps.put("mouthDimple", new Bump(2.8, -3.4, 1, new Point3(0.3, 0, -0.3)));
    bumps.put("mouthFrown", new Bump(2.5, -3.5, 1.5, new Point3(0, -0.8, 0)));
    bumps.put("mouthLowerDown", new Bump(1.2, -4.3, 1.2, new Point3(0, -0.5, 0)));
    bumps.put("mouthStretch", new Bump(2.5, -3.7, 1.5, new Point3(0.8, -0.3, -0.4)));
    bumps.put("mouthPress", new Bump(1.5, -3.5, 1.5, new Point3(0, 0, -0.2)));
    bumps.put("mouthShrugLower", new Bump(0, -5.5, 2, new Point3(0, 0.6, 0.3)));
    bumps.put("mouthRollLower", new Bump(0, -4.2, 1.5, new Point3(0, 0.2, -0.4)));
    bumps.put("mouthRollUpper", new Bump(0, -2.8, 1.5, new Point3(0, -0.2, -0.4)));
    bumps.put("jawOpen", new Bump(0, -7, 4, new Point3(0, -2.5, -1)));
    return bumps;
  }

  /**
   * Writes the kit.
   *
   * @param folder gets a folder FaceXModel
   * @return the folder
   */
  public static Path write(Path folder) throws IOException {
    Path model = Files.createDirectories(folder.resolve("FaceXModel"));
    DrawnHead head = new DrawnHead();
    String faces = head.faces();
    Files.writeString(model.resolve("generic_neutral_mesh.obj"), head.points(p -> p) + faces);
    Files.writeString(model.resolve("drawn.mtl"), "newmtl skin\nKd 0.6 0.6 0.6\n");
    for (var bump : BUMPS.entrySet()) {
      if (bump.getValue().x() == 0) {
        write(model, head, bump.getKey(), p -> moved(p, bump.getValue(), 1));
      } else {
        write(model, head, bump.getKey() + "_L", p -> moved(p, bump.getValue(), 1));
        write(model, head, bump.getKey() + "_R", p -> moved(p, bump.getValue(), -1));
      }
    }
    List<Point3> modes =
        List.of(new Point3(0.05, 0, 0), new Point3(0, 0.04, 0), new Point3(0, 0, 0.03));
    for (int mode = 0; mode < MODES; mode++) {
      Point3 m = modes.get(mode);
      write(model, head, "identity00" + mode, p -> p.plus(times(p, m)));
    }
    Map<String, Object> indices = Map.of("idx_to_landmark_verts", head.landmarks());
    Files.writeString(
        model.resolve("vertex_indices.json"), new ObjectMapper().writeValueAsString(indices));
    return folder;
  }

  private static void write(Path model, DrawnHead head, String name, DrawnHead.Change change)
      throws IOException {
    Files.writeString(model.resolve(name + ".obj"), head.points(change));
  }

  private static Point3 times(Point3 a, Point3 b) {
    return new Point3(a.x() * b.x(), a.y() * b.y(), a.z() * b.z());
  }

  private static Point3 moved(Point3 p, Bump bump, int side) {
    double x = (p.x() * side - bump.x()) / bump.radius();
    double y = (p.y() - bump.y()) / bump.radius();
    double near = Math.max(0, 1 - x * x - y * y);
    Point3 shift = times(bump.shift(), new Point3(side, 1, 1));
    return p.z() < 4 ? p : p.plus(shift.times(near * near));
  }

  /** Packs a kit as its repository's ZIP is: everything in a folder. */
  public static Path zip(Path folder, Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream packed = new ZipOutputStream(out, StandardCharsets.UTF_8);
        Stream<Path> files = Files.walk(folder)) {
      packed.setLevel(1);
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        packed.putNextEntry(new ZipEntry("kit-main/" + folder.relativize(file)));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
    return zip;
  }
}
