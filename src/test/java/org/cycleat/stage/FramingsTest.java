package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.config.Config;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.face.Framing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramingsTest {
  @TempDir Path folder;
  private Workspace workspace;

  @BeforeEach
  void create() throws IOException {
    workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    Files.createDirectories(workspace.data());
  }

  /** An image for each framing. */
  private Manifest manifest(String... framings) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String framing : framings) {
      Path image = Files.write(folder.resolve(samples.size() + ".png"), new byte[0]);
      samples.add(new Sample(image, 0, "", "", Map.of("framing", framing)));
    }
    return new Manifest(samples, Labels.EXPRESSIONS);
  }

  private void known(Domain domain, String... framings) throws IOException {
    manifest(framings).write(workspace.data().resolve(domain.fileName() + ".csv"));
  }

  private RunData data() {
    return new RunData(workspace, workspace.config(), Map.of(), line -> {});
  }

  @Test
  void aDataSetHasOneFramingOrItIsUnknown() throws IOException {
    assertEquals(Framing.DEFAULT, Framings.of(manifest("eyes 0", "eyes 0.0")).orElseThrow());
    assertEquals(Optional.empty(), Framings.of(manifest("eyes 0", "")));
    assertEquals(Optional.empty(), Framings.of(manifest("", "like a passport's")));
    assertEquals("eyes 0 and unknown", Framings.text(manifest("", "eyes 0", "")));
    assertEquals("eyes 0 and template 0.25", Framings.text(manifest("template 0.25", "eyes 0")));
    Manifest without =
        new Manifest(
            List.of(new Sample(folder.resolve("0.png"), 0, "", "", Map.of())), Labels.EXPRESSIONS);
    assertEquals("unknown", Framings.text(without));
  }

  @Test
  void domainsThatAreFramedAlikeAreNoNews() throws IOException {
    assertEquals(Optional.empty(), Framings.difference(data()));
    known(Domain.SOURCE, "eyes 0", "eyes 0");
    known(Domain.TARGET, "eyes 0.0");
    assertEquals(Optional.empty(), Framings.difference(data()));
    assertEquals(Optional.empty(), Framings.difference(data(), manifest("eyes 0")));
  }

  @Test
  void unknownFramingsAloneAreNoNews() throws IOException {
    known(Domain.SOURCE, "");
    known(Domain.WEB, "");
    assertEquals(Optional.empty(), Framings.difference(data(), manifest("")));
  }

  @Test
  void differencesAreToldInALine() throws IOException {
    known(Domain.SOURCE, "eyes 0");
    assertEquals(
        "warning: faces are framed differently (--source: eyes 0, --data: unknown), which the"
            + " networks learn as well; `prepare` and `render --align` frame alike",
        Framings.difference(data(), manifest("")).orElseThrow());
    known(Domain.WEB, "");
    known(Domain.TARGET, "template 0");
    String line = Framings.difference(data()).orElseThrow();
    assertEquals(
        "(--source: eyes 0, --web: unknown, --target: template 0)",
        line.substring(line.indexOf('('), line.indexOf(')') + 1));
  }

  @Test
  void aMixtureWithinOneDomainIsToldToo() throws IOException {
    known(Domain.WEB, "eyes 0", "");
    assertEquals(true, Framings.difference(data()).isPresent());
  }
}
