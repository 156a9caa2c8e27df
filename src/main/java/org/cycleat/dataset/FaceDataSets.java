package org.cycleat.dataset;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cycleat.UserException;

/** The layouts that are known. */
public final class FaceDataSets {
  /** Whichever the folder has. */
  public static final String AUTO = "auto";

  /** Of the images, which must be in folders of numbers; the others may be notes. */
  private static final double MOST = 0.9;

  /** The layout of a CSV of one's own, which is what the program writes itself. */
  public static final String MANIFEST = "manifest";

  /**
   * In the order in which they are looked for: the particular before the general. Of one name the
   * first counts that can be in the folder.
   */
  private static final List<FaceDataSet> ALL =
      List.of(
          new PixelTable(false),
          new PixelTable(true),
          new AffectNetTable(),
          new FerPlusLists(),
          OwnManifest.ofWords(),
          OwnManifest.ofVotes("ferplus"),
          new RafDb(),
          new ExpW(),
          new CkPlus(),
          new Bu3dfeImages(),
          new CelebA(),
          new EmotioNet(),
          NamedFaces.kdef(),
          NamedFaces.jaffe(),
          new Sfew(),
          OwnManifest.numbered(Numbering.FER2013),
          ClassFolders.numbered(Numbering.FER2013, "(Training|PublicTest|PrivateTest)_\\d+"),
          OwnManifest.numbered(Numbering.RAFDB),
          ClassFolders.numbered(Numbering.RAFDB, "(train_\\d{5}|test_\\d{4})(_aligned)?"),
          OwnManifest.numbered(Numbering.AFFECTNET),
          ClassFolders.numbered(Numbering.AFFECTNET),
          OwnManifest.numbered(Numbering.EXPW),
          OwnManifest.numbered(Numbering.CKPLUS),
          ClassFolders.numbered(Numbering.CKPLUS),
          ClassFolders.named(),
          new Lfw(),
          AnyFiles.images(),
          AnyFiles.films());

  private FaceDataSets() {}

  /** Their names, for the help and for errors. */
  public static String names() {
    return AUTO
        + ", "
        + ALL.stream().map(FaceDataSet::name).distinct().collect(Collectors.joining(", "));
  }

  /**
   * The layout of a folder or a list.
   *
   * @param from where the tree was read, and which layout it should have
   * @throws UserException when there is no such layout, the folder has none or another one, or its
   *     classes are numbers of which nobody has said what they mean
   */
  static FaceDataSet of(Tree tree, DataSource from, Labels labels) {
    if (from.layout().equals(AUTO)) {
      FaceDataSet found =
          ALL.stream()
              .filter(layout -> layout.isIn(tree, labels))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UserException(
                          "found no image at %s (%s): expected images, at any depth, a manifest, or a table of pixels%s"
                              .formatted(from.where(), from.option(), unreadable(tree))));
      return found;
    }
    List<FaceDataSet> named =
        ALL.stream().filter(known -> known.name().equals(from.layout())).toList();
    if (named.isEmpty()) {
      throw new UserException(
          "unknown data set %s (%s): expected one of %s"
              .formatted(from.layout(), from.layoutOption(), names()));
    }
    return named.stream()
        .filter(layout -> layout.canBeIn(tree, labels))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "%s (%s) does not look like %s (%s %s): expected %s%s"
                        .formatted(
                            from.where(),
                            from.option(),
                            named.get(0).title(),
                            from.layoutOption(),
                            from.layout(),
                            named.get(0).expected(),
                            unreadable(tree))));
  }

  /**
   * Makes sure that no folder of numbers is taken for one without labels.
   *
   * @throws UserException that names what the numbers may mean
   */
  static void requireNoNumbers(Tree tree, DataSource from) {
    List<String> numbered =
        tree.images().stream().map(Tree::folderName).filter(FaceDataSets::mayBeClass).toList();
    Set<String> numbers = new TreeSet<>(numbered);
    if (numbers.size() > 1 && numbered.size() >= MOST * tree.images().size()) {
      String example =
          numbers.stream()
              .filter(number -> number.endsWith("3"))
              .findFirst()
              .orElse(numbered.get(0));
      throw new UserException(
          "the folders %s in %s (%s) are numbers, which data sets give different meanings: %s is %s; say which with %s (flat: no labels)"
              .formatted(
                  String.join(", ", numbers),
                  from.where(),
                  from.option(),
                  example,
                  Numbering.candidates(example),
                  from.layoutOption()));
    }
  }

  private static boolean mayBeClass(String folder) {
    return Numbering.isNumber(folder) && !Numbering.candidates(folder).isEmpty();
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
