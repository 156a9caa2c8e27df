package org.cycleat.evaluation;

import java.util.List;
import java.util.stream.Collectors;

/** A table of results in LaTeX; every text is escaped. */
final class LatexTable {
  private LatexTable() {}

  /**
   * The whole environment.
   *
   * @param header titles of the columns
   * @param rows as {@link #row} makes them
   * @param foot cells of a last row, below a line of its own; may be empty
   */
  static String of(List<String> header, List<String> rows, List<String> foot) {
    return """
    %% \\usepackage{booktabs}
    \\begin{tabular}{l%s}
    \\toprule
    %s
    \\midrule
    %s
    %s\\bottomrule
    \\end{tabular}
    """
        .formatted(
            "r".repeat(header.size() - 1),
            line(header.stream().map(LatexTable::escape).toList()),
            String.join("\n", rows),
            foot.isEmpty()
                ? ""
                : "\\midrule\n" + line(foot.stream().map(LatexTable::escape).toList()) + "\n");
  }

  /**
   * A row; what is for comparison only is set in.
   *
   * @param cells behind its name
   * @param best whether a cell is the best of its column, for as many as may be
   */
  static String row(ResultRow row, List<String> cells, boolean[] best) {
    StringBuilder text = new StringBuilder(row.isReference() ? "\\quad " : "");
    text.append(escape(row.name()));
    for (int k = 0; k < cells.size(); k++) {
      String cell = escape(cells.get(k)).replace(" to ", "--");
      text.append(" & ").append(k < best.length && best[k] ? "\\textbf{" + cell + "}" : cell);
    }
    return text.append(" \\\\").toString();
  }

  private static String line(List<String> cells) {
    return String.join(" & ", cells) + " \\\\";
  }

  private static String escape(String text) {
    return text.codePoints().mapToObj(LatexTable::escape).collect(Collectors.joining());
  }

  private static String escape(int character) {
    return switch (character) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) character;
      default -> Character.toString(character);
    };
  }
}
