package org.cycleat.render.facekit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cycleat.UserException;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.ObjReader;

/** Reads ICT-FaceKit. */
final class KitReader {
  private static final String IDENTITY = "identity";
  private static final String LANDMARKS = "idx_to_landmark_verts";
  private static final int LANDMARK_COUNT = 68;

  private final Path where;

  KitReader(Path where) {
    this.where = where;
  }

  FaceKit read(int textureSide) {
    try (KitFiles files = KitFiles.open(where)) {
      Mesh whole = neutral(files);
      KitMesh mesh = new KitMesh(whole, landmarks(files));
      Map<String, float[]> differences = differences(files, whole, mesh.neutral());
      List<float[]> identities = new ArrayList<>();
      Map<String, float[]> shapes = new TreeMap<>();
      differences.forEach(
          (name, difference) -> {
            if (name.startsWith(IDENTITY)) {
              identities.add(difference);
            } else {
              shapes.put(name, difference);
            }
          });
      return new FaceKit(mesh, identities, shapes, textureSide);
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s (--ict-facekit): %s".formatted(where, e.getMessage()), e);
    }
  }

  private Mesh neutral(KitFiles files) throws IOException {
    Mesh whole;
    try (InputStream text = files.open(KitFiles.NEUTRAL)) {
      whole = ObjReader.read(text, files.path(KitFiles.NEUTRAL), files.companions());
    }
    if (whole.vertexCount() < KitPart.vertexCount() || whole.textureTriangles().length == 0) {
      throw new UserException(
          "%s has %d vertices: expected ICT-FaceKit's, at least %d, with texture coordinates"
              .formatted(files.path(KitFiles.NEUTRAL), whole.vertexCount(), KitPart.vertexCount()));
    }
    return whole;
  }

  private static List<Integer> landmarks(KitFiles files) throws IOException {
    List<Integer> vertices = new ArrayList<>();
    try (InputStream text = files.open(KitFiles.INDICES)) {
      for (JsonNode vertex : new ObjectMapper().readTree(text).path(LANDMARKS)) {
        vertices.add(vertex.asInt(-1));
      }
    }
    boolean fits = vertices.stream().allMatch(v -> v >= 0 && v < KitPart.vertexCount());
    if (vertices.size() != LANDMARK_COUNT || !fits) {
      throw new UserException(
          "%s: expected %d vertices of the face in %s, found %s"
              .formatted(files.path(KitFiles.INDICES), LANDMARK_COUNT, LANDMARKS, vertices.size()));
    }
    return vertices;
  }

  /** Each shape's difference from the neutral face, [V, 3], by its name; read on all cores. */
  private static Map<String, float[]> differences(KitFiles files, Mesh whole, float[] neutral) {
    Map<String, float[]> differences = new ConcurrentHashMap<>();
    files.shapes().parallelStream()
        .filter(file -> !file.equals(KitFiles.NEUTRAL))
        .forEach(
            file -> {
              float[] positions = positions(files, file);
              if (positions.length != whole.positions().length) {
                throw new UserException(
                    "%s has %d vertices: expected %d, as in %s"
                        .formatted(
                            files.path(file),
                            positions.length / 3,
                            whole.vertexCount(),
                            KitFiles.NEUTRAL));
              }
              float[] difference = new float[neutral.length];
              for (int i = 0; i < difference.length; i++) {
                difference[i] = positions[i] - neutral[i];
              }
              differences.put(file.substring(0, file.length() - ".obj".length()), difference);
            });
    if (differences.keySet().stream().noneMatch(name -> name.startsWith(IDENTITY))) {
      throw new UserException("no identity shapes beside " + files.path(KitFiles.NEUTRAL));
    }
    return new TreeMap<>(differences);
  }

  private static float[] positions(KitFiles files, String file) {
    try (InputStream text = files.open(file)) {
      return ObjReader.readPositions(text, files.path(file));
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(files.path(file), e.getMessage()), e);
    }
  }
}
