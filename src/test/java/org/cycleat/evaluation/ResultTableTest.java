package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  private static final List<String> CODES = List.of("AN", "HA", "NE");
  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(CODES, new long[][] {{1, 2, 0}, {0, 4, 0}, {0, 5, 0}});

  @TempDir Path folder;

  private static ResultTable plain() {
    return new ResultTable("method", CODES)
        .add(ResultRow.of("S2T", new double[] {0.17214, 1, Double.NaN}, 0.58607))
        .add(ResultRow.of("a|b", MATRIX));
  }

  /** A row with everything, one with less, what others have measured, and the images. */
  private static ResultTable whole() {
    return new ResultTable("a_b", CODES)
        .add(
            ResultRow.of("S2T", new double[] {0.17214, 1, Double.NaN}, 0.58607)
                .noted("f_S <as> it is")
                .deviating(0.0123)
                .within(new Estimate(0.58607, 0.5, 0.6543)))
        .add(ResultRow.reference("S2T, paper", new double[] {0.9, 0.1, 0.2}, 0.4))
        .add(ResultRow.of("50 %", MATRIX))
        .counting(MATRIX);
  }

  @Test
  void markdownIsThePapersRow() {
    assertEquals(
        """
        | method | AN | HA | NE | Ave |
        |---|---|---|---|---|
        | S2T | 17.21 | 100.00 | - | 58.61 |
        | a\\|b | 33.33 | 100.00 | 0.00 | 44.44 |
        """,
        plain().markdown());
    assertEquals(
        """
        | a_b | AN | HA | NE | Ave | SD | 95 % interval |
        |---|---|---|---|---|---|---|
        | S2T | 17.21 | 100.00 | - | 58.61 | 1.23 | 50.00 to 65.43 |
        | S2T, paper | 90.00 | 10.00 | 20.00 | 40.00 | - | - |
        | 50 % | 33.33 | 100.00 | 0.00 | 44.44 | - | - |
        | images | 3 | 4 | 5 | 12 |  |  |
        """,
        whole().markdown());
  }

  @Test
  void textIsAligned() {
    assertEquals(
        """
        method     AN      HA    NE    Ave
        S2T     17.21  100.00     -  58.61
        a|b     33.33  100.00  0.00  44.44
        """,
        plain().text());
    assertEquals(
        """
        a_b              AN      HA     NE    Ave    SD   95 % interval
        S2T           17.21  100.00      -  58.61  1.23  50.00 to 65.43
          S2T, paper  90.00   10.00  20.00  40.00     -               -
        50 %          33.33  100.00   0.00  44.44     -               -
        images            3       4      5     12
        """,
        whole().text());
  }

  @Test
  void latexIsEscapedAndTheBestIsBold() {
    assertEquals(
        """
        % \\usepackage{booktabs}
        \\begin{tabular}{lrrrrrr}
        \\toprule
        a\\_b & AN & HA & NE & Ave & SD & 95 \\% interval \\\\
        \\midrule
        S2T & 17.21 & \\textbf{100.00} & - & \\textbf{58.61} & 1.23 & 50.00--65.43 \\\\
        \\quad S2T, paper & 90.00 & 10.00 & 20.00 & 40.00 & - & - \\\\
        50 \\% & \\textbf{33.33} & \\textbf{100.00} & 0.00 & 44.44 & - & - \\\\
        \\midrule
        images & 3 & 4 & 5 & 12 &  &  \\\\
        \\bottomrule
        \\end{tabular}
        """,
        whole().latex());
    String odd = new ResultTable("\\~^{}#&$", List.of("A")).latex();
    assertTrue(
        odd.contains(
            "\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\{\\}\\#\\&\\$ & A & Ave"),
        odd);
    assertFalse(odd.contains("images"));
  }

  @Test
  void htmlIsEscapedAndTheBestStandsOut() {
    String html = whole().html("a <caption>");
    assertTrue(html.contains("<caption>a &lt;caption&gt;</caption>"), html);
    assertTrue(
        html.contains(
            "<tr><th scope=\"row\">S2T<small>f_S &lt;as&gt; it is</small></th><td>17.21</td>"
                + "<td class=\"best\">100.00</td><td>-</td><td class=\"best\">58.61</td>"
                + "<td>1.23</td><td>50.00 to 65.43</td></tr>"),
        html);
    assertTrue(
        html.contains("<tr class=\"reference\"><th scope=\"row\">S2T, paper</th><td>90.00</td>"),
        html);
    assertTrue(
        html.contains(
            "<tfoot><tr><th scope=\"row\">images</th><td>3</td><td>4</td><td>5</td><td>12</td>"
                + "<td></td><td></td></tr></tfoot>"),
        html);
    assertFalse(plain().html("").contains("<tfoot>"));
  }

  @Test
  void aMethodAloneIsNotTheBest() {
    ResultTable table =
        new ResultTable("method", CODES)
            .add(ResultRow.of("S2T", MATRIX))
            .add(ResultRow.reference("paper", new double[3], 0));
    assertFalse(table.html("").contains("class=\"best\""));
  }

  @Test
  void csvHasACellForEachEnd() throws IOException {
    Path file = folder.resolve("table.csv");
    whole().writeCsv(file);
    assertEquals(
        """
        a_b,AN,HA,NE,Ave,SD,low,high
        S2T,17.21,100.00,,58.61,1.23,50.00,65.43
        "S2T, paper",90.00,10.00,20.00,40.00,,,
        50 %,33.33,100.00,0.00,44.44,,,
        """,
        Files.readString(file));
  }

  @Test
  void pointInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertTrue(plain().markdown().contains("17.21"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void refusesOtherClasses() {
    ResultRow two = ResultRow.of("x", new double[2], 0);
    assertThrows(IllegalArgumentException.class, () -> plain().add(two));
    var other = new ConfusionMatrix(List.of("AN", "HA", "SA"));
    assertThrows(IllegalArgumentException.class, () -> plain().counting(other));
  }
}
