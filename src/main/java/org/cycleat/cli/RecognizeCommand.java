package org.cycleat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.export.RecognizedFace;
import org.cycleat.export.Recognizer;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Annotator;
import org.cycleat.face.Box;
import org.cycleat.face.Photographs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat recognize}: the expressions of the faces in photographs. */
@Command(
    name = "recognize",
    mixinStandardHelpOptions = true,
    description = {
      "Find the faces in photographs and recognise their expressions.",
      "Exit code 1 when some of several images could not be read; the others are done."
    })
public final class RecognizeCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;
  private static final JsonMapper JSON = new JsonMapper();

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Photographs, or folders of photographs.")
  private List<Path> inputs;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Model, a SavedModel written by `cycleat export`.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the photographs there with box, expression and probability drawn, under their own"
              + " names. A photograph that was given is never overwritten.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON object a line for each photograph.")
  private boolean json;

  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Path> images = images();
    DrawingNames names = out == null ? null : new DrawingNames(out, images);
    PrintWriter err = spec.commandLine().getErr();
    int faces = 0;
    int failed = 0;
    Device.forInference(0);
    try (Recognizer recognizer = Recognizer.open(model, faceModel.resolve())) {
      for (Path image : images) {
        try {
          faces += recognize(image, recognizer, names);
        } catch (UserException e) {
          if (images.size() == 1) {
            throw e;
          }
          failed++;
          err.println("cycleat: " + e.getMessage());
        }
      }
    }
    if (images.size() > 1) {
      err.printf("%d images: %d faces, %d failed%n", images.size(), faces, failed);
      err.flush();
    }
    return failed == 0 ? 0 : SOME_FAILED;
  }

  private List<Path> images() {
    List<Path> images = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        List<Path> inside = Photographs.list(input);
        if (inside.isEmpty()) {
          throw new UserException(
              "no images in " + input + ": expected .jpg, .png, .bmp, .tif or .webp, at any depth");
        }
        images.addAll(inside);
      } else {
        images.add(input);
      }
    }
    return images;
  }

  private int recognize(Path image, Recognizer recognizer, DrawingNames names) {
    try (Mat photograph = Photographs.read(image)) {
      List<RecognizedFace> faces = recognizer.recognize(photograph);
      Map<String, String> nameByCode =
          recognizer.labels().stream()
              .collect(Collectors.toMap(ServingInfo.Label::code, ServingInfo.Label::name));
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println(json ? toJson(image, faces) : toText(image, faces, nameByCode));
      stdout.flush();
      if (names != null) {
        draw(photograph, faces, nameByCode, names.drawingOf(image));
      }
      return faces.size();
    }
  }

  private static void draw(
      Mat photograph, List<RecognizedFace> faces, Map<String, String> nameByCode, Path target) {
    List<Annotator.Annotation> annotations =
        faces.stream()
            .map(
                face ->
                    Annotator.Annotation.of(
                        face.box(), nameByCode.get(face.expression()), face.probability()))
            .toList();
    try (Mat drawing = Annotator.draw(photograph, annotations)) {
      Photographs.write(target, drawing);
    }
  }

  private static String toText(
      Path image, List<RecognizedFace> faces, Map<String, String> nameByCode) {
    if (faces.isEmpty()) {
      return image + ": no face found";
    }
    return faces.stream()
        .map(
            face -> {
              Box box = face.box();
              return String.format(
                  "%s: %s %.0f %% at %d,%d, %d x %d",
                  image,
                  nameByCode.get(face.expression()),
                  100 * face.probability(),
                  box.x(),
                  box.y(),
                  box.width(),
                  box.height());
            })
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String toJson(Path image, List<RecognizedFace> faces) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", image.toString());
    object.put("faces", faces.stream().map(RecognizeCommand::asMap).toList());
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers that JSON cannot hold", e);
    }
  }

  private static Map<String, Object> asMap(RecognizedFace face) {
    Box box = face.box();
    Map<String, Float> probabilities = new LinkedHashMap<>();
    // The network's own precision: as doubles they would end in digits that mean nothing.
    face.probabilities().forEach((code, p) -> probabilities.put(code, p.floatValue()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
    map.put("expression", face.expression());
    map.put("probabilities", probabilities);
    return map;
  }
}
