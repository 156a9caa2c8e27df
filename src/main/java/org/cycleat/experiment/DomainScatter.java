package org.cycleat.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.device.GpuChoice;
import org.cycleat.stage.RunFigures;
import org.cycleat.stage.Workspace;

/**
 * Figure 4: first-layer features of the faces of all domains. Beside it stand the distances and
 * labels of the generated faces, and where the networks look.
 */
record DomainScatter(Setup setup, GpuChoice gpu) implements Exhibit {

  @Override
  public String name() {
    return "figure4";
  }

  @Override
  public void require() {
    setup.requireMethods(name(), Protocol.SETS);
    if (setup.file().run().selection().untranslated()) {
      throw new UserException(
          "figure4 shows generated faces, which run.selection.untranslated leaves out: set it to"
              + " false");
    }
  }

  /** The method on the first division with the first seed. */
  @Override
  public List<Cell> cells() {
    Division first = setup.data().sets().get(0);
    return setup.plan().methods(Protocol.SETS, first, setup.seeds().get(0));
  }

  @Override
  public void write(Path folder) {
    List<Cell> cells = cells();
    Workspace run = Workspace.open(cells.get(cells.size() - 1).run());
    if (!Files.exists(RunFigures.page(run))) {
      RunFigures figures = new RunFigures(run, gpu, setup.report());
      figures.measure(Optional.empty());
      figures.drawAttention();
      figures.drawMap();
    }
    copy(RunFigures.map(run), folder.resolve("figure4.png"));
    copy(RunFigures.page(run), folder.resolve("index.html"));
    copy(RunFigures.measures(run), folder.resolve("measures.json"));
    copy(RunFigures.attention(run), folder.resolve("attention.png"));
    setup.report().accept("figure 4: " + folder.resolve("index.html"));
  }

  private static void copy(Path from, Path to) {
    try {
      WholeFile.write(to, Files.readAllBytes(from));
    } catch (IOException e) {
      throw UserException.cannotWrite(to, e);
    }
  }
}
