package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cycleat.dataset.Manifest;
import org.cycleat.selection.SelectedFace;

/**
 * How varied the selected faces are.
 *
 * @param candidates generated faces that took part
 * @param targets target faces that chose
 * @param neighbours that each of them wanted
 * @param selected different generated faces that were chosen
 * @param mostOften by how many target faces that one was chosen which most chose
 * @param classes number of selected faces of each class, by its code
 * @param wanting target faces that got fewer than they wanted
 * @param without target faces that got none
 */
record SelectionVariety(
    int candidates,
    int targets,
    int neighbours,
    int selected,
    int mostOften,
    Map<String, Integer> classes,
    long wanting,
    long without) {

  private static final String FILE = "variety.json";

  /**
   * That of a choice.
   *
   * @param choice [targets][neighbours or fewer], indices of candidates
   */
  static SelectionVariety of(Manifest candidates, int[][] choice, int neighbours) {
    List<SelectedFace> selected = SelectedFace.union(choice);
    Manifest faces =
        candidates.with(
            selected.stream().map(face -> candidates.samples().get(face.index())).toList());
    Map<String, Integer> classes = new LinkedHashMap<>();
    int[] counts = faces.counts();
    for (int label = 0; label < counts.length; label++) {
      classes.put(candidates.labels().codes().get(label), counts[label]);
    }
    return new SelectionVariety(
        candidates.size(),
        choice.length,
        neighbours,
        selected.size(),
        selected.stream().mapToInt(SelectedFace::votes).max().orElse(0),
        classes,
        Arrays.stream(choice).filter(chosen -> chosen.length < neighbours).count(),
        Arrays.stream(choice).filter(chosen -> chosen.length == 0).count());
  }

  /** What was written into the folder of a selection; nothing where none is complete. */
  static Optional<SelectionVariety> read(Path folder) {
    return Workspace.read(folder.resolve(FILE), SelectionVariety.class);
  }

  void write(Path folder) {
    Workspace.writeJson(folder.resolve(FILE), this);
  }

  /** For the terminal. */
  String line() {
    String line =
        "selection: %d of %d generated faces (%s), %d for each of %d target faces; the most often chosen one by %d"
            .formatted(selected, candidates, classesText(), neighbours, targets, mostOften);
    return wanting == 0
        ? line
        : "%s; there were not enough for %d target faces, which have fewer%s"
            .formatted(line, wanting, without == 0 ? "" : ", %d of them none".formatted(without));
  }

  /** For the report. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Generated faces that took part", Integer.toString(candidates));
    facts.put("Target faces", "%d, each to choose %d".formatted(targets, neighbours));
    facts.put("Different faces chosen", "%d: %s".formatted(selected, classesText()));
    facts.put("Most often chosen one", "by %d target faces".formatted(mostOften));
    if (wanting > 0) {
      facts.put(
          "Target faces with fewer",
          "%d, of which %d have none: there were not enough".formatted(wanting, without));
    }
    return facts;
  }

  private String classesText() {
    return classes.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
