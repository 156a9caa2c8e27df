package org.cycleat.render.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.render.Head;
import org.cycleat.render.Point3;
import org.cycleat.render.Solid;
import org.cycleat.render.mesh.Bu3dfe;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.VrmlReader;

/**
 * The scanned faces of BU-3DFE (Yin et al., "A 3D Facial Expression Database For Facial Behavior
 * Research", FG 2006). Their landmarks are not known, as the data set marks other points; where
 * they are needed, they are found in a picture of each scan from the front.
 */
public final class Scans implements HeadSource {
  /** Room around a scan, which is cut out around the face already. */
  private static final double MARGIN = 1.1;

  private final List<Bu3dfe.Model> models;
  private final Optional<LandmarkFinder> finder;

  /** Heads without landmarks. */
  public Scans(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * @param folder of the data set; models are found by name, and read when they are drawn
   * @param finder of the heads' landmarks; without one they have none
   * @throws UserException where there is no model
   */
  public Scans(Path folder, Optional<LandmarkFinder> finder) {
    this.models = Bu3dfe.list(folder);
    this.finder = finder;
  }

  @Override
  public List<Sitting> sittings(List<Integer> levels) {
    return models.stream()
        .filter(model -> isWanted(model, levels))
        .map(
            model ->
                new Sitting(
                    model.name().subject(),
                    model.name().expression(),
                    model.name().level(),
                    () -> head(model.file())))
        .toList();
  }

  private static boolean isWanted(Bu3dfe.Model model, List<Integer> levels) {
    return model.name().expression().equals("NE") || levels.contains(model.name().level());
  }

  private Head head(Path file) {
    Mesh mesh = VrmlReader.read(file);
    Point3 least = Point3.of(mesh.positions(), 0);
    Point3 most = least;
    for (int v = 1; v < mesh.vertexCount(); v++) {
      Point3 p = Point3.of(mesh.positions(), v);
      least = least.least(p);
      most = most.most(p);
    }
    Point3 extent = most.minus(least);
    double side = MARGIN * Math.max(extent.x(), extent.y());
    if (!(side > 0)) {
      throw new UserException(file + ": expected a face, found points on a line along z only");
    }
    Head.Frame frame = new Head.Frame(least.plus(most).times(0.5), side);
    List<Integer> outline = IntStream.range(0, mesh.vertexCount()).boxed().toList();
    Solid solid = Solid.of(mesh);
    return new Head(
        solid, landmarks(file, solid, frame), outline, frame, Optional.empty(), Map.of());
  }

  private List<Integer> landmarks(Path file, Solid solid, Head.Frame frame) {
    return finder
        .map(
            from ->
                FrontalLandmarks.of(solid, frame, from)
                    .orElseThrow(
                        () ->
                            new UserException(
                                "no face found in a picture of %s from the front, by which it would be framed: leave --align out, or take the model away"
                                    .formatted(file))))
        .orElse(List.of());
  }
}
