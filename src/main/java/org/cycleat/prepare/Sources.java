package org.cycleat.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cycleat.UserException;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.Tree;
import org.cycleat.prepare.HandBoxes.HandBox;

/** Plans what a job reads and where the crops go. */
final class Sources {
  private Sources() {}

  /**
   * All images and films in the order of their paths.
   *
   * @param boxes found by hand, by path
   * @throws UserException when a box is for an image that is not there
   */
  static List<Source> of(Contents contents, Map<Path, HandBox> boxes) {
    List<Entry> sorted = new ArrayList<>(contents.entries());
    sorted.sort(Comparator.comparing(entry -> Tree.slashes(entry.path())));
    Set<Path> taken = new HashSet<>();
    Set<Path> missing = new HashSet<>(boxes.keySet());
    List<Source> sources = new ArrayList<>();
    for (Entry entry : sorted) {
      boolean isReadable = entry.problem().isEmpty();
      Optional<HandBox> box = Optional.ofNullable(isReadable ? boxes.get(entry.path()) : null);
      box.ifPresent(found -> missing.remove(entry.path()));
      Path target = isReadable ? target(entry.path(), taken) : entry.path();
      sources.add(new Source(entry, target, box, contents.columns()));
    }
    for (Path image : missing) {
      throw new UserException(
          boxes.get(image).where() + ": there is no such image in the folder of images (--in)");
    }
    return sources;
  }

  /**
   * A name for the crop without extension: a.jpg and a.png must not share one, and what lies
   * outside of the data set's folder must not lead out of the crops'.
   */
  private static Path target(Path listed, Set<Path> taken) {
    Path image = Path.of(Tree.slashes(listed).replaceFirst("^(\\.\\./)+", ""));
    String name = image.getFileName().toString();
    Path target = image.resolveSibling(Tree.stem(image));
    for (int i = 1; !taken.add(target); i++) {
      target = image.resolveSibling(i == 1 ? name : name + "-" + i);
    }
    return target;
  }
}
