package org.cycleat.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.cycleat.UserException;

/**
 * The one way in for data, whatever its layout: a manifest; a folder with a manifest.csv; SFEW's
 * sets of class folders (Set1/Angry, Set2/Angry; the sets become the split column); a folder of
 * class folders; or, unlabelled, any folder of images.
 */
public final class DataSource {
  private static final String MANIFEST = "manifest.csv";
  private static final Pattern SET = Pattern.compile("set[ _-]?\\d+", Pattern.CASE_INSENSITIVE);

  private final Path where;
  private final Labels labels;
  private final String option;
  private final LabelReader reader;

  private DataSource(Path where, Labels labels, String option) {
    this.where = where;
    this.labels = labels;
    this.option = option;
    this.reader = new LabelReader(labels);
  }

  /**
   * Reads a data set.
   *
   * @param labels the labels wanted; samples of other known labels are dropped and counted
   * @param option the flag that named the place, for errors: "--target"
   * @throws UserException if the place does not hold such data, saying where and what instead
   */
  public static Manifest read(Path where, Labels labels, Use use, String option) {
    DataSource source = new DataSource(where, labels, option);
    if (Files.isDirectory(where)) {
      Path manifest = where.resolve(MANIFEST);
      if (Files.isRegularFile(manifest)) {
        return Manifest.read(manifest, labels, use);
      }
      return use == Use.LABELLED ? source.labelled() : source.unlabelled();
    }
    if (!Files.exists(where)) {
      throw source.error("nothing", "a manifest (.csv) or a folder of images");
    }
    if (!where.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw source.error("a single file", "a manifest (.csv) or a folder of images");
    }
    return Manifest.read(where, labels, use);
  }

  private Manifest unlabelled() {
    List<Path> images = ImageFiles.under(where);
    if (images.isEmpty()) {
      throw error("no image", "files such as face.jpg or face.png, in folders or not");
    }
    return new Manifest(
        images.stream().map(image -> sample(image, Sample.UNLABELLED, "")).toList(), labels);
  }

  private Manifest labelled() {
    List<Path> folders = ImageFiles.foldersIn(where);
    List<Sample> samples = new ArrayList<>();
    if (!folders.isEmpty() && folders.stream().allMatch(DataSource::isSet)) {
      for (Path set : folders) {
        samples.addAll(classes(set, set.getFileName().toString()));
      }
    } else {
      samples.addAll(classes(where, ""));
    }
    if (samples.isEmpty()) {
      throw error(
          "only " + reader.dropped(), "images of " + labels + " (choose others with --labels)");
    }
    return new Manifest(samples, labels, reader.dropped());
  }

  /** The samples of a folder of class folders. */
  private List<Sample> classes(Path folder, String split) {
    List<Path> classFolders = ImageFiles.foldersIn(folder);
    List<Path> images = ImageFiles.under(folder);
    if (images.isEmpty() && classFolders.isEmpty()) {
      throw error("no image", "class folders such as Angry/, or a " + MANIFEST, folder);
    }
    for (Path image : images) {
      if (image.getParent().equals(folder)) {
        throw error(
            "the image %s outside a class folder".formatted(image.getFileName()),
            "labelled data: class folders such as Angry/, or a " + MANIFEST,
            folder);
      }
    }
    List<Sample> samples = new ArrayList<>();
    for (Path classFolder : classFolders) {
      samples.addAll(ofClass(classFolder, split));
    }
    return samples;
  }

  private List<Sample> ofClass(Path folder, String split) {
    List<Path> images = ImageFiles.under(folder);
    OptionalInt label =
        reader.read(
            folder.getFileName().toString(),
            images.size(),
            "of the folder %s (%s)".formatted(folder, option));
    if (label.isEmpty()) {
      return List.of();
    }
    if (images.isEmpty()) {
      throw error("no image", "at least one in each class folder, or no such folder", folder);
    }
    return images.stream().map(image -> sample(image, label.getAsInt(), split)).toList();
  }

  private static Sample sample(Path image, int label, String split) {
    return new Sample(image, label, ImageFiles.subject(image), split, Map.of());
  }

  private static boolean isSet(Path folder) {
    return SET.matcher(folder.getFileName().toString()).matches();
  }

  private UserException error(String found, String expected) {
    return error(found, expected, where);
  }

  private UserException error(String found, String expected, Path place) {
    return new UserException(
        "found %s at %s (%s): expected %s".formatted(found, place, option, expected));
  }
}
