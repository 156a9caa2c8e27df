package org.cycleat.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.dataset.ManifestFile.LabelSource;

/**
 * A manifest by its own name, or a folder with a manifest.csv; images that it does not name do not
 * belong to the data set.
 *
 * @param name as the option names it: manifest, or the data set that its labels are of
 */
record OwnManifest(String name, LabelSource labelSource) implements FaceDataSet {
  private static final String NAME = FaceDataSets.MANIFEST;
  private static final Path FILE = Path.of(Manifest.FILE_NAME);

  static OwnManifest ofWords() {
    return new OwnManifest(NAME, LabelSource.WORDS);
  }

  static OwnManifest numbered(Numbering numbering) {
    return new OwnManifest(numbering.option(), new LabelSource(Optional.of(numbering), false));
  }

  static OwnManifest ofVotes(String name) {
    return new OwnManifest(name, new LabelSource(Optional.empty(), true));
  }

  @Override
  public String title() {
    return "a manifest";
  }

  @Override
  public String expected() {
    return "manifest.csv with a header line such as path,label,subject,split";
  }

  /** Whether a folder is an ordinary one with a manifest. */
  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return name.equals(NAME) && canBeIn(tree, labels);
  }

  @Override
  public boolean canBeIn(Tree tree, Labels labels) {
    return tree.named().isPresent()
        ? !tree.lists().isEmpty()
        : Files.isRegularFile(tree.root().resolve(FILE));
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Path file = tree.named().orElse(FILE);
    return ManifestFile.read(tree.root().resolve(file), labelSource)
        .countingOthers(tree.images(), file);
  }
}
