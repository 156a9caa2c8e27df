package org.cycleat.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that takes weights from a file: first the plan, then the values, then the checkpoint.
 */
public final class NetworkImport implements AutoCloseable {
  private static final int LISTED = 4;

  private final WeightFile file;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Parameters network;
  private final Map<String, Shape> parameters = new LinkedHashMap<>();
  private final Matching matching;

  /**
   * Makes the network and matches the file's arrays to it.
   *
   * @param file stays open until the weights are written
   * @param network makes the network in a graph
   * @throws UserException where the rules do not fit
   */
  public NetworkImport(WeightFile file, Function<Ops, Parameters> network, Rules rules) {
    this.file = file;
    try {
      this.network = network.apply(tf);
      this.network.all().forEach(v -> parameters.put(v.name(), v.shape()));
      this.matching = Matching.of(parameters, file.entries(), rules);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** Which array of the file is for which parameter. */
  public Matching matching() {
    return matching;
  }

  /**
   * Gives the network new values, then those of the file, and writes a checkpoint of step 0.
   *
   * @param device any
   * @param pixels that the file's weights were trained on
   * @throws UserException where a value is not finite or nothing can be written; the folder is then
   *     as it was
   */
  public void write(Device device, Pixels pixels, Path folder) {
    // The graph is whole before anything runs: a session prepares it anew after each change.
    Assignments assignments = new Assignments(tf, network.all());
    Checkpoint checkpoint = Checkpoint.of(tf, network);
    try (Session session = device.session(graph)) {
      network.initialize(session);
      Map<String, float[]> folded = folded(session, pixels);
      List<String> notFinite = new ArrayList<>();
      try (Assignments.Pending pending = assignments.in(session)) {
        for (Match match : matching.matches()) {
          String name = match.target().name();
          if (match.isLoaded() || folded.containsKey(name)) {
            float[] values = folded.containsKey(name) ? folded.get(name) : values(match);
            hear(match, values, notFinite);
            pending.assign(name, values);
          }
        }
        pending.flush();
      }
      requireFinite(notFinite);
      checkpoint.save(session, folder, 0);
    }
  }

  private static void hear(Match match, float[] values, List<String> notFinite) {
    int wrong = 0;
    for (float value : values) {
      wrong += Float.isFinite(value) ? 0 : 1;
    }
    if (wrong > 0) {
      String name = match.source().map(Match.Source::name).orElse(match.target().name());
      notFinite.add("%s (%d of %d)".formatted(name, wrong, values.length));
    }
  }

  private static void requireFinite(List<String> notFinite) {
    if (!notFinite.isEmpty()) {
      throw new UserException(
          "values that are not finite in %s: nothing was written; take weights from before their training went wrong"
              .formatted(some(notFinite)));
    }
  }

  private float[] values(Match match) {
    WeightArray array = file.read(match.source().orElseThrow().name());
    return match.change().orElseThrow().apply(array.floats());
  }

  /** The first convolution's arrays for pixels as here; none where the file's are the same. */
  private Map<String, float[]> folded(Session session, Pixels pixels) {
    Map<String, float[]> values = new HashMap<>();
    if (pixels == Pixels.TF) {
      return values;
    }
    FirstConvolution first = FirstConvolution.of(parameters);
    for (Match match : matching.matches()) {
      String name = match.target().name();
      if (name.equals(first.kernel()) && !match.isLoaded()) {
        throw new UserException(
            "no values of %s in the file, into which --pixels goes: map it with --map"
                .formatted(name));
      }
      if (name.equals(first.kernel()) || name.equals(first.offset())) {
        values.put(name, match.isLoaded() ? values(match) : current(session, network.get(name)));
      }
    }
    first.fold(pixels, values);
    return values;
  }

  private static float[] current(Session session, Variable variable) {
    try (Result result = session.runner().fetch(variable.value()).run()) {
      float[] values = new float[(int) variable.shape().size()];
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values));
      return values;
    }
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.stream().limit(LISTED).toList());
    return names.size() > LISTED ? first + " and %d more".formatted(names.size() - LISTED) : first;
  }

  @Override
  public void close() {
    graph.close();
  }
}
