package org.cycleat.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.face.Box;
import org.cycleat.face.Landmarks;

/**
 * One JSON object a line for each photograph or frame: {@code file}; {@code frame} and {@code time}
 * (seconds) in a film; {@code faces}, each with {@code id}, {@code box} [x, y, width, height],
 * {@code score}, {@code landmarks} [68][x, y] in pixels, {@code expression} and {@code
 * probabilities} by code; where movements are read also {@code pose} (pan, tilt and roll in
 * degrees), {@code units} (strengths by code) and {@code gaze}.
 */
public final class JsonReport implements FaceReport {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;

  public JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(String file, Optional<Moment> moment, List<Face> faces) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", file);
    moment.ifPresent(
        m -> {
          line.put("frame", m.frame());
          line.put("time", rounded(m.seconds(), 1e6));
        });
    line.put("faces", faces.stream().map(JsonReport::asMap).toList());
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers that JSON cannot hold", e);
    }
  }

  private static Map<String, Object> asMap(Face face) {
    Box box = face.box();
    Map<String, Float> probabilities = new LinkedHashMap<>();
    // The network's own precision: as doubles they would end in digits that mean nothing.
    face.probabilities().forEach((code, p) -> probabilities.put(code, p.floatValue()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", face.id());
    map.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
    map.put("score", rounded(face.score(), 1e4));
    face.landmarks().ifPresent(landmarks -> map.put("landmarks", points(landmarks)));
    map.put("expression", face.expression());
    map.put("probabilities", probabilities);
    face.movements().ifPresent(done -> add(map, done));
    return map;
  }

  private static void add(Map<String, Object> face, Movements done) {
    Map<String, Double> pose = new LinkedHashMap<>();
    pose.put("pan", rounded(done.pan(), 10));
    pose.put("tilt", rounded(done.tilt(), 10));
    done.roll().ifPresent(roll -> pose.put("roll", rounded(roll, 10)));
    face.put("pose", pose);
    face.put("units", rounded(done.units()));
    face.put("gaze", rounded(done.gaze()));
  }

  private static Map<String, Double> rounded(Map<String, Double> strengths) {
    Map<String, Double> rounded = new LinkedHashMap<>(strengths);
    rounded.replaceAll((name, strength) -> rounded(strength, 1000));
    return rounded;
  }

  private static List<List<Double>> points(Landmarks landmarks) {
    return landmarks.points().stream()
        .map(p -> List.of(rounded(p.x(), 10), rounded(p.y(), 10)))
        .toList();
  }

  private static double rounded(double value, double unit) {
    return Math.round(value * unit) / unit;
  }
}
