package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CK+ as published (Lucey et al., "The Extended Cohn-Kanade Dataset", CVPRW 2010): sequences of
 * frames from neutral to an expression, cohn-kanade-images/S005/001/S005_001_00000011.png, and
 * Emotion/S005/001/S005_001_00000011_emotion.txt with the number of the expression that its last
 * frame shows. Only these frames are taken.
 */
final class CkPlus implements FaceDataSet {
  private static final Pattern EMOTION = Pattern.compile("(?i)((S\\d{3})_\\d{3}_\\d{8})_emotion");

  @Override
  public String name() {
    return Numbering.CKPLUS.option();
  }

  @Override
  public String title() {
    return Numbering.CKPLUS.title();
  }

  @Override
  public String expected() {
    return "Emotion/S005/001/S005_001_00000011_emotion.txt and such, beside the images";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.lists().stream().anyMatch(list -> EMOTION.matcher(Tree.stem(list)).matches());
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Map<String, Path> images = new HashMap<>();
    tree.images()
        .forEach(image -> images.putIfAbsent(Tree.stem(image).toUpperCase(Locale.ROOT), image));
    List<Entry> entries = new ArrayList<>();
    for (Path list : tree.lists()) {
      Matcher name = EMOTION.matcher(Tree.stem(list));
      if (name.matches()) {
        List<List<String>> rows = TextLists.rows(tree.root().resolve(list));
        String label = rows.isEmpty() ? "" : label(rows.get(0).get(0));
        ImageFacts facts = new ImageFacts(label, name.group(2).toUpperCase(Locale.ROOT), "");
        Path image = images.get(name.group(1).toUpperCase(Locale.ROOT));
        entries.add(
            image == null
                ? new Entry(
                    Path.of(name.group(1) + ".png"), facts, "not there, but " + list + " is")
                : new Entry(image, facts, "", "in " + tree.root().resolve(list), Optional.empty()));
      }
    }
    entries.sort(Comparator.comparing(entry -> Tree.slashes(entry.path())));
    long others =
        tree.images().size() - entries.stream().filter(e -> e.problem().isEmpty()).count();
    return new Contents(
        List.of(),
        entries,
        others == 0 ? List.of() : List.of(others + " frames without an expression are left out"));
  }

  /** The numbers are written as 3.0000000e+00. */
  private static String label(String number) {
    try {
      return Numbering.CKPLUS.label(Long.toString(Math.round(Double.parseDouble(number))));
    } catch (NumberFormatException e) {
      return number;
    }
  }
}
