package org.cycleat.stage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Tree;
import org.cycleat.evaluation.Picture;
import org.cycleat.image.ImageFile;
import org.cycleat.image.ImageWriter;
import org.cycleat.train.SampleGrid;

/** The pictures of a run for its report. */
record RunPictures(Workspace workspace) {
  /** Pixels of a face on the page, at most. */
  private static final int FACE = 112;

  /** Grids beside each other in the view over time, the newest among them. */
  private static final int MOST_TIMES = 7;

  /** Pixels of the map of features on the page, at most. */
  private static final int MAP = 540;

  private static final int LONGEST_SIDE = 1600;

  /** Keeps a copy that every browser shows, not larger than it needs. */
  void add(Path picture) {
    try (Mat whole = ImageFile.read(picture);
        Mat reduced = ImageWriter.reduced(whole, LONGEST_SIDE)) {
      ImageWriter.write(folder().resolve(Tree.stem(picture) + ".jpg"), reduced);
    }
  }

  private Path folder() {
    return workspace.report().resolve("pictures");
  }

  /** Those that were added, by name. */
  List<Picture> recognized() throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files(folder(), ".jpg")) {
      String name = file.getFileName().toString();
      var content = new Picture.Content("image/jpeg", Files.readAllBytes(file));
      String alt = "%s with a box around each face and the recognised class".formatted(name);
      pictures.add(new Picture(content, alt, name, List.of(), 0));
    }
    return pictures;
  }

  /** The newest grid of samples, Figure 5 (b), and the same faces over the steps, (a). */
  List<Picture> generated() throws IOException {
    List<Path> grids = grids(Generation.JOINT);
    if (grids.isEmpty()) {
      return List.of();
    }
    Path newest = grids.get(grids.size() - 1);
    List<String> columns = TranslationSamples.COLUMNS;
    List<Picture> pictures = new ArrayList<>();
    pictures.add(
        new Picture(
            new Picture.Content("image/png", Files.readAllBytes(newest)),
            "A face in each row; columns: " + String.join(", ", columns),
            "Source faces, what G_SW makes of them and what G_WS makes of that; web faces, what"
                + " G_WS"
                + " makes of them and what G_SW makes of that; after %s steps (the paper's Figure 5"
                    .formatted(steps(newest))
                + " (b)).",
            columns,
            columns.size() * FACE));
    if (grids.size() > 1) {
      pictures.add(overTime(grids));
    }
    List<Path> separate = grids(Generation.SEPARATE);
    if (!separate.isEmpty()) {
      pictures.add(besideSeparate(newest, separate.get(separate.size() - 1)));
    }
    return pictures;
  }

  private List<Path> grids(Generation generation) throws IOException {
    return files(TranslationSamples.folderIn(generation.translation(workspace)), ".png");
  }

  /** What the losses of f_W change in the faces. */
  private static Picture besideSeparate(Path joint, Path separate) throws IOException {
    List<BufferedImage> columns =
        List.of(
            column(joint, 0),
            column(joint, TranslationSamples.GENERATED),
            column(separate, TranslationSamples.GENERATED));
    return new Picture(
        Picture.Content.png(SampleGrid.beside(columns)),
        "The same source faces, and what each of the two generators makes of them",
        "What G_SW makes of the same source faces after %s steps, and the one that learned without the classifier's losses after %s (S2T_att.&gen.)."
            .formatted(steps(joint), steps(separate)),
        List.of("source", "CycleAT", "without f_W"),
        columns.size() * FACE);
  }

  private static Picture overTime(List<Path> grids) throws IOException {
    List<String> titles = new ArrayList<>(List.of("source"));
    List<BufferedImage> columns = new ArrayList<>();
    List<Path> shown = evenly(grids);
    columns.add(column(shown.get(shown.size() - 1), 0));
    for (Path grid : shown) {
      titles.add(steps(grid));
      columns.add(column(grid, TranslationSamples.GENERATED));
    }
    return new Picture(
        Picture.Content.png(SampleGrid.beside(columns)),
        "The same source faces, and what G_SW makes of them after more and more steps",
        "What G_SW makes of the same source faces after so many steps (the paper's Figure 5 (a)).",
        titles,
        columns.size() * FACE);
  }

  /** A few of many, the last one among them. */
  private static List<Path> evenly(List<Path> grids) {
    int count = Math.min(MOST_TIMES, grids.size());
    List<Path> some = new ArrayList<>();
    for (int k = 1; k <= count; k++) {
      some.add(grids.get(k * grids.size() / count - 1));
    }
    return some;
  }

  private static BufferedImage column(Path grid, int index) throws IOException {
    BufferedImage image = ImageIO.read(grid.toFile());
    if (image == null) {
      throw new UserException(grid + " is no picture: delete it and write the report again");
    }
    return SampleGrid.column(image, TranslationSamples.COLUMNS.size(), index);
  }

  /** The number in a grid's name. */
  private static String steps(Path grid) {
    return grid.getFileName().toString().replaceAll("^step-0*|\\.png$", "");
  }

  /** The maps of features: the selection's, and Figure 4 of all domains. */
  List<Picture> selection() throws IOException {
    List<Picture> maps = new ArrayList<>();
    add(
        maps,
        FaceSelection.embedding(workspace.folder(Stage.SELECTION)),
        "Clouds of points for the generated, the selected and the target faces",
        "AlexNet's features of generated and target faces, mapped by t-SNE, and the generated faces"
            + " that the target faces chose.");
    add(
        maps,
        RunFigures.map(workspace),
        "Clouds of points for the source, web, generated, selected and target faces",
        "AlexNet's first-layer features of all domains, mapped by t-SNE (the paper's Figure 4);"
            + " figures/domains.html of the run shows the face of each dot.");
    return maps;
  }

  private static void add(List<Picture> maps, Path file, String alt, String caption)
      throws IOException {
    if (Files.exists(file)) {
      var content = new Picture.Content("image/png", Files.readAllBytes(file));
      maps.add(new Picture(content, alt, caption, List.of(), MAP));
    }
  }

  /** Figure 5 (b). */
  List<Picture> pairs() throws IOException {
    Path file = RunFigures.pairs(workspace);
    if (!Files.exists(file)) {
      return List.of();
    }
    return List.of(
        new Picture(
            new Picture.Content("image/png", Files.readAllBytes(file)),
            "Pairs of a source face in a pink frame and the generated face in a green one",
            "Source faces and what G_SW makes of them, a row for each class (the paper's Figure 5"
                + " (b)).",
            List.of(),
            0));
  }

  /** Where f_S, f_W and f_T look. */
  List<Picture> attention() throws IOException {
    Path file = RunFigures.attention(workspace);
    if (!Files.exists(file)) {
      return List.of();
    }
    BufferedImage image = ImageIO.read(file.toFile());
    List<String> columns =
        List.of("face", SourceTraining.F_S, FaceTranslation.F_W, TargetTraining.F_T)
            .subList(0, AttentionPicture.columns(image));
    return List.of(
        new Picture(
            Picture.Content.png(image),
            "A target face in each row; columns: " + String.join(", ", columns),
            "Where the networks look in the same target faces, equation (1): blue little, red"
                + " most.",
            columns,
            image.getWidth()));
  }

  /** Those of a folder by name; none where there is no such folder. */
  static List<Path> files(Path folder, String extension) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
  }
}
