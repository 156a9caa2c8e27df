package org.cycleat.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.cycleat.export.ServedModel;
import org.cycleat.export.TinyModel;
import org.cycleat.face.FaceFinder;
import org.cycleat.face.FaceInstruments;
import org.cycleat.video.VideoFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmRecognitionTest {
  private static final Scalar RED = new Scalar(0, 0, 255, 0);
  private static final Scalar BLUE = new Scalar(255, 0, 0, 0);

  @TempDir Path folder;
  private final List<Long> frames = new ArrayList<>();
  private final List<Face> faces = new ArrayList<>();

  private Recognizer recognizer() throws IOException {
    return new Recognizer(
        new ServedModel(TinyModel.write(folder.resolve("model"))),
        new FaceFinder(() -> new FaceInstruments(DrawnFilm.detector(), Optional.empty())));
  }

  private void listen(VideoFrame frame, List<Face> found) {
    frames.add(frame.index());
    faces.addAll(found);
  }

  /** More frames than are on their way at once. */
  private static List<Scalar> redUntil(int change, int frames) {
    List<Scalar> colours = new ArrayList<>(Collections.nCopies(change, RED));
    colours.addAll(Collections.nCopies(frames - change, BLUE));
    return colours;
  }

  @Test
  void everyFrameInItsOrderWithOneFaceThatKeepsItsNumber() throws IOException {
    DrawnFilm film = new DrawnFilm(redUntil(50, 100), false);
    try (Recognizer recognizer = recognizer()) {
      recognizer.recognize(film, Smoothing.NONE, this::listen);
    }
    assertEquals(100, frames.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(i, frames.get(i));
      assertEquals(1, faces.get(i).id());
      assertEquals(10 + 3 * i, faces.get(i).box().x());
      assertEquals(i < 50 ? "RE" : "BL", faces.get(i).expression(), "frame " + i);
    }
    assertTrue(film.allClosed());
  }

  @Test
  void smoothedProbabilitiesFollowAfterAWhile() throws IOException {
    try (Recognizer recognizer = recognizer()) {
      recognizer.recognize(
          new DrawnFilm(redUntil(50, 100), false), Smoothing.DEFAULT, this::listen);
    }
    assertEquals("RE", faces.get(51).expression());
    assertEquals("BL", faces.get(70).expression());
    double sum = faces.get(53).probabilities().values().stream().mapToDouble(p -> p).sum();
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void theFramesBeforeADamageArriveFirst() throws IOException {
    DrawnFilm film = new DrawnFilm(redUntil(10, 21), true);
    try (Recognizer recognizer = recognizer()) {
      UserException e =
          assertThrows(
              UserException.class, () -> recognizer.recognize(film, Smoothing.NONE, this::listen));
      assertEquals("truncated", e.getMessage());
    }
    assertEquals(21, frames.size());
    assertTrue(film.allClosed());
  }

  @Test
  void aListenerThatFailsEndsIt() throws IOException {
    DrawnFilm film = new DrawnFilm(redUntil(100, 200), false);
    try (Recognizer recognizer = recognizer()) {
      UserException e =
          assertThrows(
              UserException.class,
              () ->
                  recognizer.recognize(
                      film,
                      Smoothing.NONE,
                      (frame, found) -> {
                        frames.add(frame.index());
                        if (frame.index() == 30) {
                          throw new UserException("disk full");
                        }
                      }));
      assertEquals("disk full", e.getMessage());
    }
    assertEquals(31, frames.size(), "nothing comes after the failure");
    assertTrue(film.allClosed());
  }

  @Test
  void aFilmWithoutFramesIsDoneAtOnce() throws IOException {
    try (Recognizer recognizer = recognizer()) {
      recognizer.recognize(new DrawnFilm(List.of(), false), Smoothing.NONE, this::listen);
    }
    assertEquals(List.of(), frames);
  }
}
