package org.cycleat.render.facekit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    for (JsonNode vertex : indices(files).path(LANDMARKS)) {
      int index = vertex.asInt(-1);
      if (index < 0 || index >= KitPart.vertexCount()) {
        throw new UserException(
            "%s: expected vertices from 0 to %d in %s, found %s"
                .formatted(
                    files.path(KitFiles.INDICES), KitPart.vertexCount() - 1, LANDMARKS, vertex));
      }
      vertices.add(index);
    }
    if (vertices.size() != LANDMARK_COUNT) {
      throw new UserException(
          "%s: expected %d vertices in %s, found %d"
              .formatted(files.path(KitFiles.INDICES), LANDMARK_COUNT, LANDMARKS, vertices.size()));
    }
    return vertices;
  }

  private static JsonNode indices(KitFiles files) throws IOException {
    try (InputStream text = files.open(KitFiles.INDICES)) {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s, line %d: expected JSON: %s"
              .formatted(
                  files.path(KitFiles.INDICES),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    }
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
    requireComplete(differences.keySet(), files);
    return new TreeMap<>(differences);
  }

  /** Without a shape, faces would be labelled with an expression that they do not show. */
  private static void requireComplete(Set<String> names, KitFiles files) {
    if (names.stream().noneMatch(name -> name.startsWith(IDENTITY))) {
      throw new UserException(
          "no identity shapes, such as identity000.obj, beside " + files.path(KitFiles.NEUTRAL));
    }
    for (ActionUnit unit : ActionUnit.values()) {
      for (String shape : unit.shapes()) {
        boolean hasSides = names.contains(shape + "_L") && names.contains(shape + "_R");
        if (!hasSides && !names.contains(shape)) {
          throw new UserException(
              "no shape %1$s beside %2$s: expected %1$s.obj, or %1$s_L.obj and %1$s_R.obj"
                  .formatted(shape, files.path(KitFiles.NEUTRAL)));
        }
      }
    }
  }

  private static float[] positions(KitFiles files, String file) {
    try (InputStream text = files.open(file)) {
      return ObjReader.readPositions(text, files.path(file));
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(files.path(file), e.getMessage()), e);
    }
  }
}
