package org.cycleat.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.config.Config;

/**
 * The folders of a run: how a stage finds what the stages before it made, and tells that it is
 * done.
 *
 * <p>Stages hand over by files only. Each writes into a folder of its own and marks it complete as
 * its last act, so what is unmarked was interrupted.
 */
public final class Workspace {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String COMPLETE = "complete.json";

  /** Folders between a checkpoint's files and its run's. */
  private static final int DEPTH = 3;

  private final Path root;
  private final Loans loans;

  private Workspace(Path root) {
    this(root, Loans.of(root));
  }

  private Workspace(Path root, Loans loans) {
    this.root = root;
    this.loans = loans;
  }

  /** The run's folder, made with its configuration where it is new. */
  public static Workspace create(Path root, Config config) {
    return create(new Workspace(root), config);
  }

  /**
   * The same of a run that takes results from others.
   *
   * @throws UserException where one of those was made with other keys than this run has
   */
  public static Workspace create(Path root, Config config, Loans loans) {
    loans.requireFit(config);
    Workspace workspace = create(new Workspace(root, loans), config);
    loans.write(root);
    return workspace;
  }

  private static Workspace create(Workspace workspace, Config config) {
    if (Files.exists(configFile(workspace.root)) && workspace.isStarted()) {
      workspace.requireSame(config);
    } else {
      workspace.write(config);
    }
    return workspace;
  }

  /**
   * The folder of an existing run.
   *
   * @throws UserException where there is none
   */
  public static Workspace open(Path root) {
    Workspace workspace = new Workspace(root);
    if (!Files.exists(configFile(root))) {
      throw new UserException(
          "no run at %s: expected its config.yaml; make one with `cycleat train --run %s`"
              .formatted(root, root));
    }
    return workspace;
  }

  public static boolean exists(Path root) {
    return Files.exists(configFile(root));
  }

  /** The run that a checkpoint lies in, where it lies in one. */
  static Optional<Workspace> around(Path checkpoint) {
    return Stream.iterate(
            checkpoint.toAbsolutePath().normalize().getParent(), Objects::nonNull, Path::getParent)
        .limit(DEPTH)
        .filter(Workspace::exists)
        .findFirst()
        .map(Workspace::open);
  }

  public Config config() {
    return Config.load(configFile(root));
  }

  public Path root() {
    return root;
  }

  public Path provenanceFile() {
    return root.resolve("provenance.json");
  }

  public Path data() {
    return root.resolve("data");
  }

  /** The folder that has a domain's images. */
  Path data(Domain domain) {
    return place("data/" + domain.fileName()).getParent();
  }

  /**
   * Where some results are: in the run's folder, or in that of the run that lends them.
   *
   * @param name their place in a run's folder, with slashes
   */
  Path place(String name) {
    return loans.lender(name).orElse(root).resolve(name);
  }

  /** Whether it takes results from other runs. */
  boolean borrows() {
    return !loans.isEmpty();
  }

  public Path folder(Stage stage) {
    return place(stage.folder());
  }

  public Path report() {
    return root.resolve("report");
  }

  /** Where a stage keeps a network that the next ones load: the prefix of its checkpoint. */
  public Path network(Stage stage, String name) {
    return folder(stage).resolve(name);
  }

  public boolean isComplete(Path stageFolder) {
    return Files.exists(stageFolder.resolve(COMPLETE));
  }

  /** Marks a stage's folder complete. */
  public void complete(Path stageFolder) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    writeJson(stageFolder.resolve(COMPLETE), Map.of("completed", now));
  }

  /** Marks a stage's folder incomplete. */
  void reopen(Path stageFolder) {
    try {
      Files.deleteIfExists(stageFolder.resolve(COMPLETE));
    } catch (IOException e) {
      throw UserException.cannotWrite(stageFolder, e);
    }
  }

  /** Replaces the run's configuration. */
  void write(Config config) {
    write(configFile(root), config.toYaml());
  }

  /**
   * Requires that a stage ran.
   *
   * @throws UserException naming the command to run first
   */
  public void require(Stage stage, String what) {
    if (!isComplete(folder(stage))) {
      throw new UserException(
          "no %s at %s; run `%s` first".formatted(what, folder(stage), training(stage)));
    }
  }

  /** The command that makes a stage of the run. */
  String training(Stage stage) {
    return "cycleat train --run %s --stage %s".formatted(root, stage.option());
  }

  /**
   * A JSON file of the run; a missing node where there is no such file.
   *
   * @throws UserException where it is no JSON
   */
  static JsonNode readJson(Path file) {
    try {
      return Files.exists(file)
          ? JSON.readTree(Files.readAllBytes(file))
          : MissingNode.getInstance();
    } catch (IOException e) {
      throw new UserException("cannot read %s as JSON: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * What {@link #writeJson} wrote of a record; nothing where there is no such file.
   *
   * @throws UserException where it is another file
   */
  static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      JsonNode node = readJson(file);
      return node.isMissingNode() ? Optional.empty() : Optional.of(JSON.treeToValue(node, type));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is no %s of this version: delete it".formatted(file, file.getFileName()), e);
    }
  }

  /** When a stage was completed, or nothing. */
  Optional<String> completed(Path stageFolder) {
    JsonNode when = readJson(stageFolder.resolve(COMPLETE)).path("completed");
    return when.isTextual() ? Optional.of(when.asText()) : Optional.empty();
  }

  static void writeJson(Path file, Object value) {
    try {
      write(file, JSON.writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Writes a text file so that it is never seen half written. */
  public static void write(Path file, String text) {
    try {
      WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  /** Where a run's configuration is, or would be. */
  public static Path configFile(Path root) {
    return root.resolve("config.yaml");
  }

  /** Whether anything is there that depends on the configuration. */
  private boolean isStarted() {
    return Files.exists(data())
        || Arrays.stream(Stage.values()).anyMatch(stage -> Files.exists(folder(stage)));
  }

  private void requireSame(Config config) {
    var differences = config().differences(config);
    if (!differences.isEmpty()) {
      throw new UserException(
          "%s was made with another configuration (%s); give another --run, or the same keys%s"
              .formatted(
                  root,
                  differences.stream()
                      .map(d -> d.between("in the run", "in this command"))
                      .collect(Collectors.joining("; ")),
                  Extension.isPossible(differences) ? ", or go on for longer with --extend" : ""));
    }
  }
}
