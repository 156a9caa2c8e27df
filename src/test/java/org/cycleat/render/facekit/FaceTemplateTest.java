package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import org.cycleat.face.Framing;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.face.Similarity;
import org.cycleat.render.Camera;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Point3;
import org.cycleat.render.View;
import org.cycleat.render.mesh.ObjReader;
import org.junit.jupiter.api.Test;

/** The template that faces are aligned to against the kit that it was taken from. */
class FaceTemplateTest {

  @Test
  void theTemplateIsTheNeutralFaceOfTheKit() throws IOException {
    FaceKit kit = FaceKit.read(Kits.real(), 64);
    Head somebody = kit.sitter(kit.person(1, 0)).show(Expression.NEUTRAL, 0);
    float[] neutral;
    try (KitFiles files = KitFiles.open(Kits.real());
        InputStream text = files.open(KitFiles.NEUTRAL)) {
      neutral = ObjReader.readPositions(text, KitFiles.NEUTRAL);
    }
    View view =
        new View(HeadPose.FRONTAL, somebody.frame().centre(), Camera.orthographic(20, 300, 300));
    Landmarks seen =
        new Landmarks(
            somebody.landmarks().stream()
                .map(vertex -> view.projection().of(Point3.of(neutral, vertex)))
                .map(p -> new Point2(p.x(), p.y()))
                .toList());
    Landmarks template = Framing.DEFAULT.template(1000);
    Similarity byEyes =
        Similarity.mapping(
            seen.rightEye(), template.rightEye(), seen.leftEye(), template.leftEye());
    for (int i = 0; i < Landmarks.COUNT; i++) {
      Point2 expected = byEyes.apply(seen.points().get(i));
      assertEquals(0, expected.distanceTo(template.points().get(i)), 0.1, "point " + i);
    }
  }
}
