package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.config.Config;
import org.cycleat.evaluation.Picture;
import org.cycleat.train.SampleGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPicturesTest {
  @TempDir private Path folder;
  private Workspace workspace;
  private RunPictures pictures;

  @BeforeEach
  void makeRun() {
    workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    pictures = new RunPictures(workspace);
  }

  private void grid(Generation generation, int step) {
    float[] column = new float[2 * 4 * 4 * 3];
    BufferedImage grid =
        SampleGrid.draw(4, List.of(column, column, column, column, column, column));
    Path samples = TranslationSamples.folderIn(generation.translation(workspace));
    SampleGrid.write(grid, samples.resolve("step-%08d.png".formatted(step)));
  }

  private void image(Path file, int width) {
    SampleGrid.write(new BufferedImage(width, 30, BufferedImage.TYPE_INT_RGB), file);
  }

  @Test
  void bothGeneratorsStandBesideEachOther() throws IOException {
    grid(Generation.JOINT, 500);
    grid(Generation.JOINT, 900);
    assertEquals(2, pictures.generated().size());
    grid(Generation.SEPARATE, 700);
    List<Picture> three = pictures.generated();
    assertEquals(List.of("source", "CycleAT", "without f_W"), three.get(2).columns());
    assertEquals(
        "What G_SW makes of the same source faces after 900 steps, and the one that learned without"
            + " the classifier's losses after 700 (S2T_att.&gen.).",
        three.get(2).caption());
  }

  @Test
  void figuresAreShownOnceTheyAreDrawn() throws IOException {
    assertEquals(List.of(), pictures.pairs());
    assertEquals(List.of(), pictures.attention());
    assertEquals(List.of(), pictures.selection());
    image(RunFigures.pairs(workspace), 50);
    image(RunFigures.map(workspace), 50);
    image(FaceSelection.embedding(workspace.folder(Stage.SELECTION)), 50);
    image(RunFigures.attention(workspace), 3 * 114 - 2); // f_T is not trained yet
    assertEquals(1, pictures.pairs().size());
    assertEquals(2, pictures.selection().size());
    assertEquals(List.of("face", "f_S", "f_W"), pictures.attention().get(0).columns());
  }
}
