package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.UserException;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.FaceDataSet;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Tree;
import org.cycleat.dataset.Use;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that name a data set of images or films. */
final class DataSetOptions {
  @Option(
      names = "--in",
      required = true,
      paramLabel = "PATH",
      description =
          "Folder of a data set, of images or of films, at any depth; a manifest or a table of pixels"
              + " (CSV); or a film.")
  private Path in;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description =
          "What the folder holds: auto looks; the names of the README's table, such as sfew, rafdb or"
              + " folders, insist, and tell what numbers mean (default: ${DEFAULT-VALUE}).")
  private String dataSet;

  @Option(
      names = "--labels",
      paramLabel = "LIST",
      description =
          "Labels whose codes, names or aliases name the class folders, separated by commas, as for"
              + " `cycleat train`. Other expressions are left out, other folders give no label"
              + " (default: the seven expressions).")
  private String labels;

  @Option(
      names = "--labelled-only",
      description = "Leave out images without a label, such as EmotioNet's compound emotions.")
  private boolean labelledOnly;

  private boolean hasLosses;

  private DataSource source() {
    return new DataSource(in, dataSet, "--in", line -> {}, line -> {});
  }

  /** The files to choose from. */
  Tree tree() {
    return source().tree();
  }

  /**
   * What is to be prepared, and what cannot even be listed.
   *
   * @param terminal is told what the folder was taken for, and what is left out
   */
  Contents contents(Tree tree, CommandLine terminal) {
    Labels known = labels == null ? Labels.EXPRESSIONS : Labels.parse(labels);
    FaceDataSet layout = source().layout(tree, known, Use.LABELLED);
    Contents contents = layout.read(tree, known);
    List<String> notes = new ArrayList<>(contents.notes());
    int all = contents.entries().size();
    Contents asked = contents.filter(entry -> known.leftOut(entry.facts().label()).isEmpty());
    note(notes, all - asked.entries().size(), "of other expressions are left out");
    Contents taken = labelledOnly ? asked.filter(entry -> !entry.facts().label().isEmpty()) : asked;
    note(notes, asked.entries().size() - taken.entries().size(), "without a label are left out");
    terminal
        .getOut()
        .printf(
            "%s: %s, %d %s%n",
            in, layout.title(), taken.entries().size(), layout.isOfFilms() ? "films" : "images");
    List<String> losses = source().losses(tree, layout.isOfFilms());
    hasLosses = losses.size() > tree.unreadable().size(); // those fail by themselves
    tree.passedOver().ifPresent(notes::add);
    notes.addAll(losses);
    notes.forEach(note -> terminal.getErr().println("cycleat: " + note));
    return taken.with(tree.unreadable());
  }

  private static void note(List<String> notes, int count, String what) {
    if (count > 0) {
      notes.add("%d images %s".formatted(count, what));
    }
  }

  /** Whether images or films were found that are not prepared. */
  boolean hasLosses() {
    return hasLosses;
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
   * @throws UserException when there is no such folder, or one contains the other; a list may lie
   *     in a folder that contains the crops', since it names its images
   */
  void requireApartFrom(Path out) {
    if (!Files.exists(in)) {
      throw new UserException(
          "no folder or file at "
              + in
              + " (--in): expected a folder of images, a manifest, a table of pixels, or a film");
    }
    if (!Files.isDirectory(in) && !Files.isRegularFile(in)) {
      return; // a pipe is in no folder of images
    }
    try {
      Path from = in.toRealPath();
      Path to = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
      if ((from.startsWith(to) && !Tree.isFilm(in)) || to.startsWith(from)) {
        throw new UserException(
            out + " (--out) and " + in + " (--in) contain each other: choose a folder beside it");
      }
    } catch (IOException e) {
      throw new UserException("cannot read " + in + " (--in): " + e, e);
    }
  }

  /**
   * Makes sure that no crop can replace an image that a list names.
   *
   * @throws UserException that names the first image in the folder of the crops
   */
  static void requireApart(Path out, Tree tree, Contents contents) {
    Path crops = out.toAbsolutePath().normalize();
    Path root = tree.root().toAbsolutePath();
    for (Entry entry : tree.films().isEmpty() ? contents.entries() : List.<Entry>of()) {
      if (entry.pixels().isEmpty() && root.resolve(entry.path()).normalize().startsWith(crops)) {
        throw new UserException(
            "%s (--out) holds the image %s (--in): choose another folder"
                .formatted(out, entry.path()));
      }
    }
  }
}
