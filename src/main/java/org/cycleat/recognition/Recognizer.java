package org.cycleat.recognition;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServedMovements;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Bgr;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceFinder;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.face.models.FoundModel;
import org.cycleat.image.ImageFile;
import org.cycleat.video.FrameSource;

/**
 * Recognises the expressions of the faces in photographs and films, with the model that ships or
 * one written by {@code cycleat export}. Threads may share one; its results are those of {@code
 * cycleat recognize}.
 *
 * <pre>{@code
 * try (Recognizer recognizer = Recognizer.open()) {
 *   for (Face face : recognizer.recognize(Path.of("photo.jpg"))) {
 *     System.out.println(face.box() + " " + face.expression());
 *   }
 * }
 * }</pre>
 */
public final class Recognizer implements AutoCloseable {
  /** The path that stands for one image from standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  /** The side, in pixels, that frames of films are reduced to for detection. */
  private static final int FILM_SIDE = 640;

  private final ServedModel model;
  private final Optional<FaceFinder> finder;
  private final Optional<MovementModel> movements;
  private final FaceBatch batch;

  Recognizer(ServedModel model, FaceFinder finder) {
    this(model, Optional.of(finder), Optional.empty());
  }

  /**
   * @param finder without it, every picture is a face
   */
  private Recognizer(
      ServedModel model, Optional<FaceFinder> finder, Optional<MovementModel> movements) {
    this.model = model;
    this.finder = finder;
    this.movements = movements;
    this.batch = new FaceBatch(model, movements);
  }

  /**
   * Opens the model that ships, or the one that {@code CYCLEAT_MODELS} holds instead.
   *
   * @throws UserException when there is none
   */
  public static Recognizer open() {
    return open(FaceModels.ofUser(), Device.forInference(0));
  }

  /**
   * The same on a processor of the caller's choice.
   *
   * @param models where the recogniser and the models of faces are
   * @throws UserException as above
   */
  public static Recognizer open(FaceModels models, Device device) {
    FoundModel model = models.find(FaceModel.RECOGNIZER);
    return open(() -> new ServedModel(model, device), models);
  }

  /**
   * Opens a model, with the face detector and the landmarks that {@code cycleat models} lists.
   *
   * @param model what {@code cycleat export} wrote, a folder or a .zip
   * @throws UserException when it is missing, incomplete or of another kind
   */
  public static Recognizer open(Path model) {
    return open(model, FaceModels.ofUser());
  }

  /**
   * Opens a model.
   *
   * @param model what {@code cycleat export} wrote, a folder or a .zip
   * @param faces where the models of faces are
   * @throws UserException when one is missing, incomplete or of another kind
   */
  public static Recognizer open(Path model, FaceModels faces) {
    return open(model, faces, Device.forInference(0));
  }

  /**
   * Opens a model on a processor of the caller's choice.
   *
   * @throws UserException as above
   */
  public static Recognizer open(Path model, FaceModels faces, Device device) {
    return open(() -> new ServedModel(model, device), faces);
  }

  private static Recognizer open(Supplier<ServedModel> model, FaceModels faces) {
    FaceFinder finder = new FaceFinder(() -> FaceInstruments.open(faces));
    try {
      return new Recognizer(model.get(), finder);
    } catch (RuntimeException e) {
      finder.close();
      throw e;
    }
  }

  /**
   * Opens a model for pictures that are faces cut out already, as {@code prepare} makes them: none
   * is sought. Each picture has one {@link Face}: its box is the square in the picture's middle,
   * which the network sees as it saw such pictures in training; its score is 1, and it has no
   * landmarks.
   *
   * @throws UserException when the model is missing or of another kind
   */
  public static Recognizer ofCrops(Path model) {
    return ofCrops(model, Device.forInference(0));
  }

  /**
   * The same on a processor of the caller's choice.
   *
   * @throws UserException as above
   */
  public static Recognizer ofCrops(Path model, Device device) {
    return new Recognizer(new ServedModel(model, device), Optional.empty(), Optional.empty());
  }

  /**
   * The same with the model that ships, or the one that {@code CYCLEAT_MODELS} holds instead.
   *
   * @throws UserException when there is none
   */
  public static Recognizer ofCrops(FaceModels models, Device device) {
    return new Recognizer(
        new ServedModel(models.find(FaceModel.RECOGNIZER), device),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same recogniser, which also reads what faces do: {@link Face#movements}. It takes this one
   * over: only the new one is used and closed from now on.
   *
   * @param model what {@code cycleat export} wrote of a run that has learned movements, a folder or
   *     a .zip
   * @throws UserException when it is missing, incomplete or of another kind; both are closed then
   */
  public Recognizer readingMovements(Path model) {
    return readingMovements(model, Device.forInference(0));
  }

  /**
   * The same on a processor of the caller's choice.
   *
   * @throws UserException as above
   */
  public Recognizer readingMovements(Path model, Device device) {
    return readingMovements(() -> new MovementModel(model, "--movements", device));
  }

  /**
   * The same with a packed model that ships or was added.
   *
   * @throws UserException as above
   */
  public Recognizer readingMovements(FoundModel model, Device device) {
    return readingMovements(() -> new MovementModel(new ServedMovements(model, device)));
  }

  private Recognizer readingMovements(Supplier<MovementModel> reader) {
    try {
      return new Recognizer(model, finder, Optional.of(reader.get()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The movements that faces come with. */
  public Optional<ServingInfo.MovementNames> movements() {
    return movements.map(MovementModel::names);
  }

  /** The classes in the model's order. */
  public List<ServingInfo.Label> labels() {
    return model.info().labels();
  }

  /** Whether faces come with {@link Face#attention}; older exports have none. */
  public boolean hasAttention() {
    return model.hasAttention();
  }

  /**
   * The faces of an image file, upright as its EXIF data says.
   *
   * @throws UserException when the image cannot be read
   */
  public List<Face> recognize(Path image) {
    try (Mat bgr = ImageFile.read(image)) {
      return recognize(bgr);
    }
  }

  /** The faces of an image in memory; transparent parts count as white. */
  public List<Face> recognize(BufferedImage image) {
    try (Mat bgr = Bgr.of(image)) {
      return recognize(bgr);
    }
  }

  /**
   * The faces of a photograph, the most certain detection first; empty when it has none.
   *
   * @param bgr 8-bit BGR
   */
  public List<Face> recognize(Mat bgr) {
    return numbered(batch.recognize(inputs(bgr, FaceFinder::find)));
  }

  /**
   * The faces of many image files, in the order of the files: reading, detection and recognition of
   * different files run side by side.
   *
   * @param images among which {@link #STANDARD_INPUT} may be, once
   * @param listener is told of each file, in one thread
   */
  public void recognize(List<Path> images, ImageListener listener) {
    Pipeline pipeline = new Pipeline(batch, bgr -> inputs(bgr, FaceFinder::find));
    ImageFeed feed = new ImageFeed(images, listener);
    pipeline.run(Pipeline.Width.PHOTOGRAPHS, feed, feed);
  }

  /**
   * The faces of a film or a camera, frame by frame: reading, detection, recognition and the
   * listener run side by side. A face keeps its number from frame to frame.
   *
   * @param film is read to its end, and left open
   * @param smoothing of the probabilities over time
   * @param listener is told of each frame, in the order of time, in one thread
   * @throws UserException what reading the film or the listener throws; the frames before come
   *     first
   */
  public void recognize(FrameSource film, Smoothing smoothing, FrameListener listener) {
    Pipeline pipeline =
        new Pipeline(batch, bgr -> inputs(bgr, (f, frame) -> f.find(frame, FILM_SIDE)));
    FilmFeed feed = new FilmFeed(film, smoothing, listener);
    pipeline.run(film.isLive() ? Pipeline.Width.LIVE : Pipeline.Width.FILM, feed, feed);
  }

  private List<FaceBatch.Input> inputs(
      Mat bgr, BiFunction<FaceFinder, Mat, List<DetectedFace>> search) {
    return finder.isEmpty()
        ? List.of(batch.whole(bgr))
        : batch.inputs(bgr, search.apply(finder.get(), bgr));
  }

  static List<Face> numbered(List<Face> faces) {
    List<Face> numbered = new ArrayList<>();
    for (Face face : faces) {
      numbered.add(face.numbered(numbered.size() + 1));
    }
    return numbered;
  }

  @Override
  public void close() {
    finder.ifPresent(FaceFinder::close);
    movements.ifPresent(MovementModel::close);
    model.close();
  }
}
