package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Manifest;

/**
 * Where the judgements of a run lie: that on the first data set in {@code report/}, that on another
 * one, another part of it, or other labels of it, in {@code report/NAME/}.
 */
record ReportFolders(Workspace workspace) {
  private static final int LONGEST_NAME = 60;

  /** The folder of the judgement on some data: the one that they have, or a new one. */
  Path of(GivenData data) {
    for (Path folder : all()) {
      JsonNode judged = judged(folder);
      if (judged.isMissingNode() || isOf(judged, data)) {
        return folder;
      }
    }
    String name = name(data);
    Path folder = workspace.report().resolve(name);
    for (int i = 2; isTaken(folder); i++) {
      folder = workspace.report().resolve(name + "-" + i);
    }
    return folder;
  }

  /** By another judgement, or by what the main report keeps beside itself. */
  private static boolean isTaken(Path folder) {
    return Files.exists(folder.resolve(Judgement.CIRCUMSTANCES))
        || List.of("data", "pictures", SurestErrors.FOLDER)
            .contains(folder.getFileName().toString());
  }

  /** {@code report/}, and those in it that hold a judgement, by name. */
  List<Path> all() {
    List<Path> folders = new ArrayList<>(List.of(workspace.report()));
    if (Files.isDirectory(workspace.report())) {
      try (Stream<Path> inside = Files.list(workspace.report())) {
        inside
            .filter(folder -> Files.exists(folder.resolve(Judgement.CIRCUMSTANCES)))
            .sorted()
            .forEach(folders::add);
      } catch (IOException e) {
        throw new UserException(
            "cannot list %s: %s".formatted(workspace.report(), e.getMessage()), e);
      }
    }
    return folders;
  }

  private static JsonNode judged(Path folder) {
    return Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
  }

  private static boolean isOf(JsonNode judged, GivenData data) {
    Path before = Path.of(judged.path("path").asText(judged.path("data").asText()));
    return before.toAbsolutePath().normalize().equals(data.where().toAbsolutePath().normalize())
        && judged.path("split").asText("").equals(data.split().orElse(""))
        && judged.path("dataset").asText(FaceDataSets.AUTO).equals(data.data().layout());
  }

  private static String name(GivenData data) {
    Path file = data.where().toAbsolutePath().normalize();
    String name = file.getFileName().toString();
    if (name.equals(Manifest.FILE_NAME)) {
      name = file.getParent().getFileName().toString();
    }
    name = name.replaceFirst("\\.csv$", "") + data.split().map(part -> "-" + part).orElse("");
    String plain = name.replaceAll("[^\\p{L}\\p{N}._-]+", "_");
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }
}
