package org.cycleat.render.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cycleat.Seeds;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.Workers;
import org.cycleat.face.Framing;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;

/**
 * Renders a data set: images in a folder for each subject, and {@code manifest.csv}. A job that was
 * interrupted goes on where it was; the same plan gives the same bytes on any number of threads.
 */
public final class RenderJob {
  private static final String SETTINGS = "render.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * What a job makes.
   *
   * @param format png or jpg
   * @param isLabelled whether names and manifest tell the expressions
   * @param isPosed whether the planned poses tell a sitting's pictures apart
   * @param framing of the faces, where they are aligned
   * @param settings all that the pictures depend on, by name; kept beside them
   */
  public record Output(
      Path folder,
      String format,
      boolean isLabelled,
      boolean isPosed,
      Optional<Framing> framing,
      Map<String, String> settings) {
    public Output {
      settings = new TreeMap<>(settings);
    }
  }

  private final RenderPlan plan;
  private final Supplier<Look> looks;
  private final Output output;
  private final ImageEncoder.Format format;
  private final PlannedManifest manifest;
  private final PictureNames names;

  /**
   * @param looks makes one for each thread
   */
  public RenderJob(RenderPlan plan, Supplier<Look> looks, Output output) {
    this.plan = plan;
    this.looks = looks;
    this.output = output;
    this.format = ImageEncoder.Format.parse(output.format());
    this.names = new PictureNames(plan, output.isLabelled(), output.isPosed(), format.ending());
    this.manifest =
        new PlannedManifest(
            output.folder(),
            output.isLabelled(),
            output.framing().map(Framing::text),
            plan.shapes());
  }

  /** The data set's manifest, which is there once all is done. */
  public Path manifest() {
    return manifest.file();
  }

  /** How many pictures are not done yet. */
  public long remaining() {
    return (long) waiting().size() * plan.poses().count();
  }

  /**
   * Renders what is not done yet.
   *
   * @param afterEach called after each picture, from any thread
   * @throws UserException where the folder holds a data set of other settings
   */
  public void run(int threads, Runnable afterEach) {
    try {
      requireSameSettings();
      if (!Files.exists(manifest.file())) {
        render(threads, afterEach);
        manifest.complete(plan.sittings());
      }
    } catch (IOException e) {
      throw UserException.cannotWrite(output.folder(), e);
    }
  }

  private List<Sitting> waiting() {
    if (Files.exists(manifest.file())) {
      return List.of();
    }
    return plan.sittings().stream().filter(sitting -> !manifest.isDone(sitting)).toList();
  }

  /**
   * The 3D faces that a folder's images were rendered of; nothing where the folder is no such data
   * set.
   */
  public static Optional<String> facesOf(Path folder) {
    Path file = folder.resolve(SETTINGS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(file.toFile()).path("faces").textValue());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, UserException.reason(e)), e);
    }
  }

  private void requireSameSettings() throws IOException {
    Path file = output.folder().resolve(SETTINGS);
    if (Files.exists(file)) {
      Map<?, ?> before = settings(file);
      if (!before.equals(output.settings())) {
        throw new UserException(
            "%s (--out) holds a data set of other settings (%s): give another folder, or the same"
                .formatted(output.folder(), differences(before)));
      }
    } else if (Files.exists(manifest.file())) {
      throw new UserException(
          "%s (--out) holds another data set, which has no %s: give another folder"
              .formatted(output.folder(), file.getFileName()));
    } else {
      WholeFile.write(file, JSON.writeValueAsBytes(output.settings()));
    }
  }

  private static Map<?, ?> settings(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), TreeMap.class);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: expected the settings of a data set in JSON, found something else: give another folder (--out)"
              .formatted(file),
          e);
    }
  }

  private String differences(Map<?, ?> before) {
    Set<String> names = new TreeSet<>(output.settings().keySet());
    before.keySet().forEach(name -> names.add(name.toString()));
    return names.stream()
        .filter(name -> !Objects.equals(before.get(name), output.settings().get(name)))
        .map(
            name ->
                "%s: %s there, %s here"
                    .formatted(
                        name,
                        Objects.requireNonNullElse(before.get(name), "none"),
                        output.settings().getOrDefault(name, "none")))
        .collect(Collectors.joining("; "));
  }

  private void render(int threads, Runnable afterEach) {
    List<Sitting> waiting = waiting();
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          Look look = looks.get();
          ImageEncoder encoder = new ImageEncoder(format);
          try {
            for (int i = next.getAndIncrement(); i < waiting.size(); i = next.getAndIncrement()) {
              render(waiting.get(i), look, encoder, afterEach);
            }
          } catch (IOException e) { // of a thread it would be no user's any more
            throw UserException.cannotWrite(output.folder(), e);
          }
          return null;
        };
    Workers.run(Math.min(threads, Math.max(1, waiting.size())), "rendering", worker);
  }

  private void render(Sitting sitting, Look look, ImageEncoder encoder, Runnable afterEach)
      throws IOException {
    Showing showing = sitting.showing().get();
    List<HeadPose> poses = plan.poses().of(sitting, plan.seed());
    List<PlannedManifest.Row> rows = new ArrayList<>();
    for (int i = 0; i < poses.size(); i++) {
      Head head = showing.head(i);
      Picture picture = look.take(head, poses.get(i), Seeds.random(plan.seed(), sitting.name(), i));
      String file = names.file(sitting, i, picture.facts().pose());
      WholeFile.write(output.folder().resolve(file), encoder.encode(picture.image()));
      rows.add(new PlannedManifest.Row(file, picture.facts(), head.shapes()));
      afterEach.run();
    }
    manifest.put(sitting, plan.split(sitting), rows);
  }
}
