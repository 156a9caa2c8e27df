package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFoldersTest {
  @TempDir Path folder;

  /** Judges, as far as the folders can see. */
  private String judge(String data, String split) {
    return judge(data, split, FaceDataSets.AUTO);
  }

  private String judge(String data, String split, String dataset) {
    Workspace workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    Path where = folder.resolve(data);
    Path to =
        new ReportFolders(workspace)
            .of(
                GivenData.toJudgeOn(
                    new DataSource(where, dataset, "--data", line -> {}, line -> {}),
                    Optional.ofNullable(split)));
    Workspace.writeJson(
        to.resolve("judged.json"),
        Map.of("path", where.toString(), "split", split == null ? "" : split, "dataset", dataset));
    return workspace.root().relativize(to).toString();
  }

  @Test
  void theFirstDataSetKeepsTheMainReportAndOthersGetTheirOwn() {
    assertEquals("report", judge("test", null));
    assertEquals("report/lab-test", judge("lab/manifest.csv", "test"));
    assertEquals("report/faces", judge("a/faces.csv", null));
    assertEquals("report/faces-2", judge("b/faces.csv", null));
    assertEquals("report/my_faces", judge("my faces", null));
    assertEquals("report", judge("x/../test", null));
    assertEquals("report/pictures-2", judge("pictures", null));
    assertEquals("report/lab-test", judge("lab/manifest.csv", "test"));
    assertEquals("report/test-val", judge("test", "val"));
    List<Path> all = new ReportFolders(Workspace.open(folder.resolve("run"))).all();
    assertEquals(
        List.of("report", "faces", "faces-2", "lab-test", "my_faces", "pictures-2", "test-val"),
        all.stream().map(path -> path.getFileName().toString()).toList());
  }

  @Test
  void otherLabelsOfTheSameFacesGetTheirOwnReport() {
    assertEquals("report", judge("faces.csv", null));
    assertEquals("report/faces", judge("faces.csv", null, "ferplus"));
    assertEquals("report/faces", judge("faces.csv", null, "ferplus"));
    assertEquals("report", judge("faces.csv", null));
  }

  @Test
  void aRunJudgedByAnEarlierVersionKeepsItsMainReport() {
    Workspace workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    Path data = folder.resolve("test");
    Workspace.writeJson(workspace.report().resolve("judged.json"), Map.of("data", data.toString()));
    assertEquals("report", judge("test", null));
    assertEquals("report/other", judge("other", null));
  }
}
