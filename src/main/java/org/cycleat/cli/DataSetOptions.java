package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cycleat.UserException;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.FaceDataSet;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Tree;
import org.cycleat.face.Photographs;
import org.cycleat.video.VideoReader;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that name a data set of images or films. */
final class DataSetOptions {
  @Option(
      names = "--in",
      required = true,
      paramLabel = "DIR|FILM",
      description = "Folder of a data set, of images or of films, at any depth; or a single film.")
  private Path in;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description =
          "What the folder holds: auto looks; manifest, bu3dfe, celeba, emotionet, sfew, folders"
              + " (named like a class), lfw, flat or video insist (default: ${DEFAULT-VALUE}).")
  private String dataSet;

  @Option(
      names = "--labels",
      paramLabel = "LIST",
      description =
          "Labels whose codes, names or aliases name the class folders, separated by commas, as for"
              + " `cycleat train`. Other folders give no label (default: the seven expressions).")
  private String labels;

  @Option(
      names = "--labelled-only",
      description = "Leave out images without a label, such as EmotioNet's compound emotions.")
  private boolean labelledOnly;

  /** The files to choose from. */
  Tree tree() {
    return Files.isDirectory(in)
        ? Tree.of(in, Photographs::isImageName, VideoReader::isVideoName)
        : Tree.ofFilm(in);
  }

  /**
   * What is to be prepared, and what cannot even be listed.
   *
   * @param terminal is told what the folder was taken for, and what is left out
   */
  Contents contents(Tree tree, CommandLine terminal) {
    Labels known = labels == null ? Labels.EXPRESSIONS : Labels.parse(labels);
    Predicate<String> isClass = name -> known.indexOf(name).isPresent();
    FaceDataSet layout = FaceDataSets.of(tree, dataSet, isClass);
    Contents contents = layout.read(tree, isClass);
    int all = contents.entries().size();
    if (labelledOnly) {
      contents = contents.filter(entry -> !entry.facts().label().isEmpty());
    }
    int left = contents.entries().size();
    terminal
        .getOut()
        .printf(
            "%s: %s, %d %s%s%n",
            in,
            layout.title(),
            left,
            layout.isOfFilms() ? "films" : "images",
            left == all ? "" : ", " + (all - left) + " more without a label");
    if (!layout.isOfFilms() && !tree.films().isEmpty()) {
      terminal
          .getErr()
          .printf(
              "cycleat: %d films beside the images are left out: --dataset video takes them%n",
              tree.films().size());
    }
    for (Entry entry : tree.unreadable()) {
      terminal
          .getErr()
          .println("cycleat: " + in.resolve(entry.path()) + ": " + entry.problem() + "; skipped");
    }
    return contents.with(tree.unreadable());
  }

  /** What of these options crops depend on. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("--in", in.toAbsolutePath().normalize().toString());
    settings.put("--dataset", dataSet);
    settings.put("--labels", labels == null ? "the expressions" : labels);
    settings.put("--labelled-only", Boolean.toString(labelledOnly));
    return settings;
  }

  /**
   * Makes sure that crops do not come among the images, where they would be taken for images next
   * time, or replace them.
   *
   * @throws UserException when there is no such folder, or one contains the other
   */
  void requireApartFrom(Path out) {
    if (Files.isRegularFile(in) && VideoReader.isVideoName(in)) {
      return;
    }
    if (!Files.isDirectory(in)) {
      throw new UserException(
          "no folder or film at " + in + " (--in): expected a folder of images, or a film");
    }
    try {
      Path from = in.toRealPath();
      Path to = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
      if (from.startsWith(to) || to.startsWith(from)) {
        throw new UserException(
            out + " (--out) and " + in + " (--in) contain each other: choose a folder beside it");
      }
    } catch (IOException e) {
      throw new UserException("cannot read " + in + " (--in): " + e, e);
    }
  }
}
