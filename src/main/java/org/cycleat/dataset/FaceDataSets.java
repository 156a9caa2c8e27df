package org.cycleat.dataset;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cycleat.UserException;

/** The layouts that are known. */
public final class FaceDataSets {
  /** Whichever the folder has. */
  public static final String AUTO = "auto";

  /** In the order in which they are looked for: the particular before the general. */
  private static final List<FaceDataSet> ALL =
      List.of(
          new OwnManifest(),
          new Bu3dfeImages(),
          new CelebA(),
          new EmotioNet(),
          new Sfew(),
          new ClassFolders(),
          new Lfw(),
          new FlatFolder(),
          new Films());

  private FaceDataSets() {}

  /** Their names, for the help and for errors. */
  public static String names() {
    return AUTO + ", " + ALL.stream().map(FaceDataSet::name).collect(Collectors.joining(", "));
  }

  /**
   * The layout of a folder.
   *
   * @param name of the layout that it should have, or {@link #AUTO}
   * @param isClass whether a folder of that name is a class
   * @throws UserException when there is no such layout, or the folder has none or another one
   */
  public static FaceDataSet of(Tree tree, String name, Predicate<String> isClass) {
    if (name.equals(AUTO)) {
      return ALL.stream()
          .filter(layout -> layout.isIn(tree, isClass))
          .findFirst()
          .orElseThrow(
              () ->
                  new UserException(
                      "no images in %s (--in): expected .jpg, .png, .bmp, .tif or .webp, at any depth%s"
                          .formatted(tree.root(), unreadable(tree))));
    }
    FaceDataSet layout =
        ALL.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserException(
                        "unknown data set %s (--dataset): expected one of %s"
                            .formatted(name, names())));
    if (!layout.isIn(tree, isClass)) {
      throw new UserException(
          "%s (--in) does not look like %s (--dataset %s): expected %s%s"
              .formatted(tree.root(), layout.title(), name, layout.expected(), unreadable(tree)));
    }
    return layout;
  }

  private static String unreadable(Tree tree) {
    return tree.unreadable().isEmpty()
        ? ""
        : "; %s: %s"
            .formatted(
                tree.root().resolve(tree.unreadable().get(0).path()),
                tree.unreadable().get(0).problem());
  }
}
