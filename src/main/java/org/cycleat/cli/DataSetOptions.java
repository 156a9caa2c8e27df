package org.cycleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Listing;
import org.cycleat.dataset.Tree;
import org.cycleat.dataset.Use;
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

  /**
   * What is to be prepared; what cannot even be read is among it.
   *
   * @param out is told what the place was taken for
   * @param told is told what is left out
   * @param lost is told of images or films that are not prepared
   */
  Listing list(PrintWriter out, Consumer<String> told, Consumer<String> lost) {
    DataSource source = new DataSource(in, dataSet, "--in", told, lost);
    Labels known = labels == null ? Labels.EXPRESSIONS : Labels.parse(labels);
    Listing all = source.list(known, Use.ANY);
    List<Entry> without =
        all.contents().entries().stream().filter(entry -> !isLabelled(entry)).toList();
    Listing taken = labelledOnly ? all.filter(DataSetOptions::isLabelled) : all;
    if (taken.contents().entries().isEmpty()) {
      throw new UserException(
          "found no label at %s (--labelled-only): expected class folders or a list with labels"
              .formatted(in));
    }
    if (!without.isEmpty() && without.size() < all.contents().entries().size()) {
      told.accept(
          labelledOnly
              ? "--in: %d images without a label are left out".formatted(without.size())
              : "--in: %d images have no label; the first: %s"
                  .formatted(without.size(), Tree.slashes(without.get(0).path())));
    }
    out.printf(
        "%s: %s, %d %s%n",
        in,
        taken.layout().title(),
        taken.contents().entries().size(),
        taken.layout().isOfFilms() ? "films" : "images");
    return taken;
  }

  private static boolean isLabelled(Entry entry) {
    return !entry.facts().label().isEmpty();
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
  static void requireApart(Path out, Listing listing) {
    Path crops = out.toAbsolutePath().normalize();
    Path root = listing.tree().root().toAbsolutePath();
    for (Entry entry :
        listing.tree().films().isEmpty() ? listing.contents().entries() : List.<Entry>of()) {
      if (entry.pixels().isEmpty() && root.resolve(entry.path()).normalize().startsWith(crops)) {
        throw new UserException(
            "%s (--out) holds the image %s (--in): choose another folder"
                .formatted(out, entry.path()));
      }
    }
  }
}
