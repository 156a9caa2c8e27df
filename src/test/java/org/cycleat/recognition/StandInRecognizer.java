package org.cycleat.recognition;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.export.ServedModel;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.FaceFinder;
import org.cycleat.face.FaceInstruments;

/** Recognisers for other packages' tests, whose detector a test says itself. */
public final class StandInRecognizer {
  private StandInRecognizer() {}

  /** A model that is asked about the faces that a detector finds. */
  public static Recognizer of(Path model, FaceDetector detector) {
    return new Recognizer(
        new ServedModel(model),
        new FaceFinder(() -> new FaceInstruments(detector, Optional.empty())));
  }
}
