package org.cycleat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.face.models.FoundModel;
import org.cycleat.face.models.ModelDownload;
import org.cycleat.train.TaskProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cycleat models}: the models that finding faces needs, and where they are. */
@Command(
    name = "models",
    description = {
      "List the models that finding faces needs: where each was found, its SHA-256 and licence.",
      "They are looked for in this order: --face-model, the folder CYCLEAT_MODELS, the user's"
          + " cache, what ships."
    })
final class ModelsCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Option(
      names = "--download",
      description =
          "Fetch those that are missing from their publishers; a download that was cut off is"
              + " continued.")
  private boolean download;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where downloads go (default: the user's cache).")
  private Path to;

  @Option(
      names = "--from",
      paramLabel = "URL",
      defaultValue = "${env:CYCLEAT_MODELS_URL}",
      description =
          "Folder of a mirror that holds the files under their names (default: the variable"
              + " CYCLEAT_MODELS_URL, else the publishers' own addresses).")
  private String from;

  @Option(names = "--json", description = "Print one JSON object a line for each model.")
  private boolean json;

  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (to != null && !download) {
      throw new ParameterException(spec.commandLine(), "--to goes with --download");
    }
    FaceModels models = faceModel.models();
    if (download) {
      Optional<URI> mirror = mirror();
      for (FaceModel model : FaceModel.values()) {
        download(model, models, mirror);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    for (FaceModel model : FaceModel.values()) {
      Map<String, Object> facts = facts(model, find(model, models));
      out.println(json ? toJson(facts) : toText(facts));
    }
    return 0;
  }

  private Optional<URI> mirror() {
    if (from == null || from.isBlank()) {
      return Optional.empty();
    }
    URI address;
    try {
      address = URI.create(from);
    } catch (IllegalArgumentException e) {
      throw noAddress(e);
    }
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("(?i)https?")) {
      throw noAddress(null);
    }
    return Optional.of(address);
  }

  private UserException noAddress(Throwable cause) {
    return new UserException(
        from + " (--from) is no address: expected one such as https://example.org/models", cause);
  }

  private void download(FaceModel model, FaceModels models, Optional<URI> mirror) {
    Path folder = to == null ? models.cache() : to;
    if (model.published().isEmpty() || !isMissing(model, models, folder)) {
      return;
    }
    FaceModel.Published file =
        mirror.map(model.published().get()::from).orElse(model.published().get());
    try (TaskProgress progress = new TaskProgress("download " + file.name(), file.bytes())) {
      ModelDownload.DEFAULT.fetch(file, folder, progress::reached);
    }
  }

  /** With --to missing there, else anywhere; a file of the cache that is damaged is missing too. */
  private boolean isMissing(FaceModel model, FaceModels models, Path folder) {
    Path target = folder.resolve(model.published().orElseThrow().name());
    if (Files.isRegularFile(target)) {
      return !FoundModel.at(target, model, "").isAsPublished();
    }
    return to != null || models.find(model).isEmpty();
  }

  /** What was downloaded into a folder of the user's choice is shown there. */
  private Optional<FoundModel> find(FaceModel model, FaceModels models) {
    return model
        .published()
        .filter(file -> to != null)
        .map(file -> FoundModel.at(to.resolve(file.name()), model, "--to"))
        .or(() -> models.find(model));
  }

  private static Map<String, Object> facts(FaceModel model, Optional<FoundModel> found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", model.name().toLowerCase(Locale.ROOT));
    facts.put("purpose", model.purpose());
    facts.put("found", found.map(FoundModel::place).orElse(null));
    facts.put("source", found.map(FoundModel::source).orElse(null));
    facts.put("sha256", found.map(FoundModel::sha256).orElse(null));
    facts.put("asPublished", found.map(FoundModel::isAsPublished).orElse(null));
    facts.put("licence", model.licence());
    facts.put("publisher", model.publisher());
    facts.put("address", model.published().map(f -> f.address().toString()).orElse(null));
    return facts;
  }

  private static String toJson(Map<String, Object> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // strings and booleans always can be written
    }
  }

  private static String toText(Map<String, Object> facts) {
    boolean missing = facts.get("found") == null;
    String published = Boolean.TRUE.equals(facts.get("asPublished")) ? "as published" : "another";
    String found =
        missing
            ? "missing"
            : "%s (%s)%n  SHA-256    %s (%s)"
                .formatted(facts.get("found"), facts.get("source"), facts.get("sha256"), published);
    Object address = facts.get("address");
    return "%s: %s%n  found      %s%n  licence    %s%n  publisher  %s%s"
        .formatted(
            facts.get("name"),
            facts.get("purpose"),
            found,
            facts.get("licence"),
            facts.get("publisher"),
            address == null ? "" : "%n  address    %s".formatted(address));
  }
}
