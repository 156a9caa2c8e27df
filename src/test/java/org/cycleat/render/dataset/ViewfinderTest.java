package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.face.Alignment;
import org.cycleat.face.Bgr;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.Framing;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.face.Similarity;
import org.cycleat.render.Camera;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.View;
import org.cycleat.render.facekit.DrawnKit;
import org.cycleat.render.facekit.Expression;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.wild.WildLook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewfinderTest {
  private static final int SIZE = 96;

  @TempDir static Path folder;
  private static Head drawn;

  @BeforeAll
  static void draw() throws IOException {
    FaceKit kit = FaceKit.read(DrawnKit.write(folder), 256);
    drawn = kit.sitter(kit.person(1, 0)).show(Expression.NEUTRAL, 0);
  }

  private static View view(HeadPose pose, double distance) {
    Camera middle = drawn.frame().camera(SIZE, distance);
    Camera moved =
        new Camera(
            middle.pixelsPerUnit(), middle.centreX() + 7, middle.centreY() - 4, middle.distance());
    return new View(pose, drawn.frame().centre(), moved);
  }

  private static Landmarks landmarks(FacePoints points) {
    return new Landmarks(points.landmarks().stream().map(p -> new Point2(p.x(), p.y())).toList());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 5", "40, -25, 0, 5", "-70, 30, 35, 1.7", "12, 40, -33, Infinity"})
  void theCameraMovesEveryPointAsTheCropWould(
      double pan, double tilt, double roll, double distance) {
    for (Alignment alignment : Alignment.values()) {
      Framing framing = Framing.DEFAULT.widened(0.3).by(alignment);
      View usual = view(new HeadPose(pan, tilt, roll), distance);
      FacePoints before = FacePoints.of(drawn, usual);
      double boxSize = Math.sqrt(before.box().width() * before.box().height());
      Similarity crop = framing.transform(landmarks(before), boxSize, SIZE);
      View aimed = new Viewfinder(SIZE, Optional.of(framing)).aim(drawn, usual);
      Landmarks after = landmarks(FacePoints.of(drawn, aimed));
      assertEquals(0, landmarks(before).mapped(crop).meanDistanceTo(after), 1e-4);
    }
  }

  @Test
  void theEyesAreWhereTheFramingSays() {
    Framing framing = new Framing(0.4, 0.3);
    View aimed =
        new Viewfinder(SIZE, Optional.of(framing)).aim(drawn, view(new HeadPose(30, -20, 15), 4));
    Landmarks landmarks = landmarks(FacePoints.of(drawn, aimed));
    assertEquals(0, landmarks.rightEye().distanceTo(new Point2(0.35 * SIZE, 0.4 * SIZE)), 1e-4);
    assertEquals(0, landmarks.leftEye().distanceTo(new Point2(0.65 * SIZE, 0.4 * SIZE)), 1e-4);
  }

  @Test
  void withoutAFramingTheCameraStays() {
    View usual = view(HeadPose.FRONTAL, 5);
    assertSame(usual, new Viewfinder(SIZE, Optional.empty()).aim(drawn, usual));
  }

  /** A crop of a large picture, as preparation cuts it, beside the picture that is taken framed. */
  @Test
  void aFramedPictureIsTheCropOfALargeOne() {
    for (Alignment alignment : Alignment.values()) {
      Framing framing = Framing.DEFAULT.by(alignment);
      HeadPose pose = new HeadPose(20, 25, 30);
      Picture large = new LaboratoryLook(600, Colour.grey(0.2f)).take(drawn, pose, new Random(1));
      Picture framed =
          new LaboratoryLook(SIZE, Colour.grey(0.2f), Optional.of(framing))
              .take(drawn, pose, new Random(1));
      assertEquals(pose, framed.facts().pose());
      assertEquals(0, difference(large, framed.image(), framing), 4);
    }
  }

  /** Mean over the pixels' colours, of 255 levels. */
  private static double difference(Picture large, BufferedImage framed, Framing framing) {
    FaceFacts.Box box = large.facts().box();
    DetectedFace face =
        DetectedFace.of(
            new Box(
                (int) Math.round(box.x()),
                (int) Math.round(box.y()),
                (int) Math.round(box.width()),
                (int) Math.round(box.height())),
            new Landmarks(
                large.facts().landmarks().stream().map(p -> new Point2(p.x(), p.y())).toList()));
    try (Mat photograph = Bgr.of(large.image());
        Mat crop = new FaceAligner(SIZE, framing).align(photograph, face);
        Mat picture = Bgr.of(framed);
        UByteIndexer cut = crop.createIndexer();
        UByteIndexer taken = picture.createIndexer()) {
      double sum = 0;
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          for (int c = 0; c < 3; c++) {
            sum += Math.abs(cut.get(y, x, c) - taken.get(y, x, c));
          }
        }
      }
      return sum / (3 * SIZE * SIZE);
    }
  }

  @Test
  void wildPicturesAreFramedToo() {
    Framing framing = Framing.DEFAULT.widened(0.5);
    PhotographLook look = new PhotographLook(SIZE, WildLook.usual(), Optional.of(framing));
    for (int seed = 0; seed < 5; seed++) {
      List<FaceFacts.Landmark> points =
          look.take(drawn, HeadPose.FRONTAL, new Random(seed)).facts().landmarks();
      Landmarks landmarks =
          new Landmarks(points.stream().map(p -> new Point2(p.x(), p.y())).toList());
      Point2 middle = landmarks.rightEye().midpoint(landmarks.leftEye());
      assertEquals(SIZE / 2.0, middle.x(), 1e-4);
      assertEquals(framing.eyeLine() * SIZE, middle.y(), 1e-4);
      assertEquals(landmarks.rightEye().y(), landmarks.leftEye().y(), 1e-4);
    }
  }
}
