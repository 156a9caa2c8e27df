package org.cycleat.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.cycleat.device.Cuda;
import org.cycleat.device.FoundLibrary;
import org.cycleat.device.GpuCard;

/** Findings for programs: one JSON object. What is not known is null. */
public final class FindingsJson {
  private static final JsonMapper JSON = new JsonMapper();

  private FindingsJson() {}

  public static String text(Findings findings) {
    ObjectNode root = JSON.createObjectNode();
    Machine machine = findings.machine();
    root.put("system", machine.system());
    ObjectNode processor = root.putObject("processor");
    processor.put("model", machine.processor().model());
    processor.put("cores", machine.cores());
    machine.processor().features().forEach(processor.putArray("features")::add);
    root.put("memoryBytes", machine.memoryBytes());
    root.put("java", machine.java());
    root.put("cache", machine.cache());
    ObjectNode tensorFlow = root.putObject("tensorflow");
    tensorFlow.put("version", findings.tensorFlow().isEmpty() ? null : findings.tensorFlow());
    tensorFlow.put("java", findings.build().tensorFlow());
    tensorFlow.put("builtForGpu", findings.cuda().isBuiltFor());
    findings.build().profiles().forEach(tensorFlow.putArray("profiles")::add);
    putCuda(root, findings);
    ArrayNode speeds = root.putArray("speeds");
    for (Speed speed : findings.speeds()) {
      ObjectNode node = speeds.addObject();
      node.put("device", speed.device());
      node.put("operation", speed.operation());
      node.put("precision", speed.precision());
      node.put("flops", speed.failure().isEmpty() ? speed.flops() : null);
      node.put("failure", speed.failure().isEmpty() ? null : speed.failure());
    }
    findings.models().forEach(root.putObject("models")::put);
    root.put("canRun", findings.verdict().canRun());
    root.put("verdict", findings.verdict().line());
    return root.toString();
  }

  private static void putCuda(ObjectNode root, Findings findings) {
    Cuda cuda = findings.cuda();
    ArrayNode libraries = root.putArray("libraries");
    for (FoundLibrary library : cuda.libraries()) {
      ObjectNode node = libraries.addObject();
      node.put("name", library.library().title());
      node.put("file", library.library().fileName());
      node.put("state", library.state().name().toLowerCase(Locale.ROOT));
      node.put("version", library.version().orElse(null));
      node.put("place", library.place().map(Path::toString).orElse(null));
      node.put("note", library.note().isEmpty() ? null : library.note());
    }
    ObjectNode driver = root.putObject("driver");
    driver.put("release", cuda.driver().release().orElse(null));
    driver.put("cuda", cuda.driver().cuda().orElse(null));
    driver.put("problem", cuda.driver().problem().map(p -> p.what()).orElse(null));
    driver.put("remedy", cuda.driver().problem().map(p -> p.remedy()).orElse(null));
    ArrayNode gpus = root.putArray("gpus");
    for (GpuCard card : cuda.driver().cards()) {
      ObjectNode node = gpus.addObject();
      node.put("number", card.number());
      node.put("name", card.name());
      node.put("capability", card.capability());
      node.put("memoryBytes", card.memoryBytes());
      node.put("freeBytes", findings.freeBytes().get(card.number()));
    }
  }
}
