package org.cycleat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.face.models.FoundModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat models}: what ships, and what the user has added. */
@Command(
    name = "models",
    description = {
      "List the models that ship with the program, and those that you have added: what each is for,"
          + " its size, SHA-256, licence, and where it is from.",
      "They are looked for in this order: --face-model, the folder CYCLEAT_MODELS, what ships. The"
          + " first is used, and marked with a star."
    })
final class ModelsCommand implements Runnable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "%s %-12s %-22s %8s  %-10s  %-12s  %s";
  private static final int SHORT = 12;

  @Option(
      names = "--json",
      description = "Print one JSON object a line for each model, with its whole SHA-256.")
  private boolean json;

  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    FaceModels models = faceModel.models();
    Map<FaceModel, List<FoundModel>> all = new EnumMap<>(FaceModel.class);
    for (FaceModel model : FaceModel.values()) {
      all.put(model, models.all(model));
    }
    if (!json) {
      out.println(row(" ", "model", "for", "size", "licence", "SHA-256", "from"));
    }
    all.forEach((model, found) -> print(model, found, out));
  }

  private void print(FaceModel model, List<FoundModel> found, PrintWriter out) {
    if (!json && found.isEmpty()) {
      out.println(row(" ", model.label(), model.purpose(), "-", "-", "-", "none in this build"));
    }
    for (FoundModel each : found) {
      boolean used = each.equals(found.get(0));
      out.println(json ? toJson(each, used) : toText(each, used));
    }
  }

  private static String toText(FoundModel found, boolean used) {
    FaceModel model = found.model();
    boolean ships = found.ships();
    return row(
        used ? "*" : " ",
        model.label(),
        model.purpose(),
        String.format(Locale.ROOT, "%.1f MB", found.read().length / 1e6),
        ships ? model.licence() : "-",
        found.sha256().substring(0, SHORT),
        (ships ? model.origin() : found.place()) + " (" + found.source() + ")");
  }

  private static String row(String... cells) {
    return ROW.formatted((Object[]) cells);
  }

  private static String toJson(FoundModel found, boolean used) {
    FaceModel model = found.model();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", model.label());
    facts.put("purpose", model.purpose());
    facts.put("bytes", found.read().length);
    facts.put("licence", found.ships() ? model.licence() : null);
    facts.put("from", found.ships() ? model.origin() : found.place());
    facts.put("sha256", found.sha256());
    facts.put("source", found.source());
    facts.put("used", used);
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // strings and booleans always can be written
    }
  }
}
