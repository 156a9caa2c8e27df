package org.cycleat.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Workspace;

/** Figure 5: (a) generated faces over the steps of the translation, (b) beside their sources. */
record GeneratedFaces(Setup setup) implements Exhibit {

  @Override
  public String name() {
    return "figure5";
  }

  @Override
  public void require() {
    setup.requireSource(name());
    Setup.require(setup.settings().web().isGiven(), name(), "web.data");
    if (setup.file().run().log().sampleEverySteps() == 0) {
      throw new UserException(
          "figure5 needs grids of samples, which run.log.sampleEverySteps 0 leaves out: give a number of steps");
    }
  }

  /** The translation of the first seed, and what it needs. */
  @Override
  public List<Cell> cells() {
    return setup.plan().translated(Protocol.SETS, setup.seeds().get(0)).subList(0, 2);
  }

  @Override
  public void write(Path folder) {
    Workspace run = Workspace.open(cells().get(1).run());
    ReportPage page =
        new ReportPage("Figure 5: generated faces", "Faces of the source domain as web faces.");
    try {
      List<Picture> pictures = RunReport.generated(run);
      page.pictures(pictures);
      // the newest grid comes first
      for (int i = 0; i < pictures.size(); i++) {
        pictures.get(i).write(folder.resolve(i == 0 ? "figure5b.png" : "figure5a.png"));
      }
      Path file = folder.resolve("index.html");
      WholeFile.write(file, page.html().getBytes(StandardCharsets.UTF_8));
      setup.report().accept("figure 5: " + file);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }
}
