package org.cycleat.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.nn.Parameters;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.CheckpointIndex;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Writes and reads a set of variables in TensorFlow's V2 format, which Python reads by name ({@code
 * tf.train.load_checkpoint}, {@code tf.compat.v1.train.Saver}) and by object ({@code
 * tf.train.Checkpoint(model=...)}).
 *
 * <p>A checkpoint is a folder as {@code tf.train.latest_checkpoint} expects it: {@code
 * step-00001200.index} and {@code .data-00000-of-00001}, and a file {@code checkpoint} that names
 * the newest. That file is replaced last, so a killed run leaves the previous checkpoint in force.
 */
public final class Checkpoint {
  private static final String STATE_FILE = "checkpoint";
  private static final Pattern STATE = Pattern.compile("model_checkpoint_path: \"([^\"/\\\\]+)\"");
  private static final String PREFIX = "step-%08d";

  private final CheckpointContents contents;
  private final Placeholder<TString> prefix;
  private final Operand<TString> keys; // of the variables, fed where a file has others
  private final Op save;
  private final Op restore;

  private Checkpoint(Ops tf, CheckpointContents contents) {
    this.contents = contents;
    Set<String> names = new HashSet<>();
    for (StoredVariable variable : contents.variables()) {
      if (!names.add(variable.name())) {
        throw new IllegalArgumentException(
            "%s stores two variables %s".formatted(contents.name(), variable.name()));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(contents.name() + " stores no variable");
    }
    Ops scope = tf.withSubScope("checkpoint_" + contents.name());
    prefix = scope.placeholder(TString.class);
    keys =
        scope.array(contents.variables().stream().map(StoredVariable::name).toArray(String[]::new));
    save = save(scope);
    restore = restore(scope);
  }

  /** A network's variables under their names within it. */
  public static Checkpoint of(Ops tf, Parameters network) {
    return of(tf, network, network.network());
  }

  /**
   * Such a checkpoint for whom the network has another name than in this graph.
   *
   * @param name that the network goes by in the checkpoint
   */
  public static Checkpoint of(Ops tf, Parameters network, String name) {
    return new Checkpoint(tf, CheckpointContents.of(network, name));
  }

  /**
   * What a network can start from: its variables, or those below its last layer where the
   * checkpoint's network gives another number of outputs. The last layer keeps its values then.
   *
   * @param path as {@link #restore} takes it
   * @throws UserException where there is no checkpoint
   */
  public static Checkpoint startOf(Ops tf, Parameters network, Path path) {
    CheckpointContents whole = CheckpointContents.of(network, network.network());
    CheckpointFile file = CheckpointFile.open(prefix(path));
    boolean hasOtherOutputs =
        CheckpointContents.withoutLastLayer(network).left().stream()
            .allMatch(
                variable ->
                    CheckpointFit.shape(file, whole, variable)
                        .filter(shape -> !shape.equals(variable.shape()))
                        .isPresent());
    return new Checkpoint(
        tf, hasOtherOutputs ? CheckpointContents.withoutLastLayer(network) : whole);
  }

  /** The variables and slots of a training, under names that are unique in its graph. */
  public static Checkpoint of(Ops tf, TrainedObjects trained) {
    return new Checkpoint(tf, CheckpointContents.of(trained));
  }

  /**
   * Writes the checkpoint {@code folder/step-STEP} and makes it the folder's only one.
   *
   * @throws UserException where the folder cannot be written; the previous checkpoint is then whole
   */
  public void save(Session session, Path folder, long step) {
    try {
      String newest = PREFIX.formatted(step);
      if (inForce(folder).equals(Optional.of(newest))) {
        newest += "-again"; // never write over the checkpoint in force
      }
      Path to = folder.resolve(newest);
      CheckpointIndex.write(to, part -> write(session, part));
      String state =
          "model_checkpoint_path: \"%s\"\nall_model_checkpoint_paths: \"%s\"\n"
              .formatted(newest, newest);
      WholeFile.writeDurably(folder.resolve(STATE_FILE), file -> Files.writeString(file, state));
      deleteOthers(folder, newest);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }

  /**
   * Gives the variables the values of a checkpoint.
   *
   * @param path a folder that {@link #save} wrote, or the prefix of any V2 checkpoint: also of one
   *     that {@code tf.train.Checkpoint(model=...)} wrote in Python
   * @throws UserException where there is none, it is damaged, or it does not fit these variables;
   *     they keep their values then
   */
  public void restore(Session session, Path path) {
    Path from = prefix(path);
    List<String> found = CheckpointFit.keys(CheckpointFile.open(from), contents);
    try (PlainPrefix plain = new PlainPrefix(from);
        TString file = TString.scalarOf(plain.toString());
        TString stored = TString.vectorOf(found.toArray(String[]::new))) {
      session.runner().feed(prefix, file).feed(keys, stored).addTarget(restore).run().close();
    } catch (TensorFlowException | IllegalArgumentException | IOException e) {
      throw new UserException(
          "cannot read the checkpoint %s: %s; %s"
              .formatted(from, UserException.reason(e), CheckpointIndex.MEND),
          e);
    }
  }

  /**
   * Checks what {@link #restore} would, reading no values.
   *
   * @throws UserException as there
   */
  public void requireFit(Path path) {
    CheckpointFit.keys(CheckpointFile.open(prefix(path)), contents);
  }

  private static Path prefix(Path path) {
    return Files.isDirectory(path) ? newest(path) : path;
  }

  /** Whether {@link #save} has written a checkpoint there. */
  public static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(STATE_FILE));
  }

  /** Writes the files of {@code to}, a prefix in an existing folder; a kill may leave half. */
  void write(Session session, Path to) throws IOException {
    try (TString file = TString.scalarOf(to.toString())) {
      session.runner().feed(prefix, file).addTarget(save).run().close();
      if (contents.objects().isPresent()) {
        CheckpointIndex.addObjectKeys(to);
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new IOException(UserException.reason(e), e);
    }
  }

  private Op save(Ops tf) {
    List<String> names = new ArrayList<>();
    List<Operand<?>> values = new ArrayList<>();
    Stream.of(contents.variables(), contents.told())
        .flatMap(List::stream)
        .forEach(
            v -> {
              names.add(v.name());
              values.add(tf.readVariableOp(v.handle(), v.type()));
            });
    contents
        .objects()
        .ifPresent(
            objects -> {
              names.add(CheckpointFile.OBJECT_GRAPH_KEY);
              values.add(tf.constantOf(bytes(objects)));
              names.add(CheckpointFile.SAVE_COUNTER);
              values.add(tf.constant(1L));
            });
    return tf.train.save(prefix, tf.array(names.toArray(String[]::new)), whole(tf, names), values);
  }

  private static TString bytes(TrackableObjectGraph objects) {
    return TString.tensorOfBytes(NdArrays.scalarOfObject(objects.toByteArray()));
  }

  private Op restore(Ops tf) {
    List<StoredVariable> variables = contents.variables();
    List<Class<? extends TType>> types = new ArrayList<>();
    variables.forEach(v -> types.add(v.type()));
    var values = tf.train.restore(prefix, keys, whole(tf, variables), types).iterator();
    List<Op> assignments = new ArrayList<>();
    variables.forEach(v -> assignments.add(tf.assignVariableOp(v.handle(), values.next())));
    return tf.withControlDependencies(assignments).noOp();
  }

  /** No slices: every tensor is saved and restored as a whole. */
  private static Operand<TString> whole(Ops tf, List<?> tensors) {
    return tf.fill(tf.constant(new int[] {tensors.size()}), tf.constant(""));
  }

  private static Path newest(Path folder) {
    if (!exists(folder)) {
      throw new UserException(
          "no checkpoint in %s: expected a file %s that names the newest, or the prefix of one"
              .formatted(folder, STATE_FILE));
    }
    try {
      return folder.resolve(
          inForce(folder)
              .orElseThrow(
                  () ->
                      new UserException(
                          "%s names no checkpoint beside it: expected model_checkpoint_path: \"step-...\""
                              .formatted(folder.resolve(STATE_FILE)))));
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s: %s".formatted(folder.resolve(STATE_FILE), e.getMessage()), e);
    }
  }

  /** The name of the checkpoint that the folder's state file points to. */
  private static Optional<String> inForce(Path folder) throws IOException {
    if (!exists(folder)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(folder.resolve(STATE_FILE)), UTF_8);
    return STATE.matcher(text).results().map(state -> state.group(1)).findFirst();
  }

  private static void deleteOthers(Path folder, String newest) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "step-*.{index,data-*}")) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(newest + ".")) {
          Files.delete(file);
        }
      }
    }
  }
}
