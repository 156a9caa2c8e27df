package org.cycleat.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTML file that holds everything it shows: pictures as data, style inline, no script and no
 * address outside, so it can be mailed, archived and printed. Texts given to it are escaped.
 */
public final class ReportPage {
  private final String title;
  private final String lead;
  private final StringBuilder body = new StringBuilder();

  /**
   * A method that was judged.
   *
   * @param name its row in the paper's tables
   */
  public record Method(String name, ConfusionMatrix confusion) {}

  /**
   * An empty page.
   *
   * @param lead the outcome in a sentence or two
   */
  public ReportPage(String title, String lead) {
    this.title = title;
    this.lead = lead;
  }

  public void heading(String text) {
    body.append("<h2>").append(Html.escape(text)).append("</h2>\n");
  }

  public void paragraph(String text) {
    body.append("<p>").append(Html.escape(text)).append("</p>\n");
  }

  /** Says what is not there yet, and which command makes it. */
  public void missing(String what, String command) {
    body.append(
        "<p class=\"soft\">%s <code>%s</code></p>\n"
            .formatted(Html.escape(what), Html.escape(command)));
  }

  /** The paper's table. */
  public void results(ResultTable table, String caption) {
    body.append(table.html(caption));
  }

  /** Confusion matrices beside each other. */
  public void confusions(List<Method> methods) {
    row(methods.stream().map(HtmlTables::confusion).toList());
  }

  /** Accuracies on parts of the test set: lists below each other, two-way tables beside. */
  public void breakdowns(List<Breakdown> breakdowns) {
    for (Breakdown breakdown : breakdowns) {
      List<String> tables = breakdown.tables().stream().map(HtmlTables::plain).toList();
      if (tables.size() == 1) {
        body.append(tables.get(0));
      } else {
        row(tables);
      }
    }
  }

  /** Pictures below each other. */
  public void pictures(List<Picture> pictures) {
    pictures.forEach(picture -> body.append(picture.figure()));
  }

  /** Small pictures beside each other. */
  public void gallery(List<Picture> pictures) {
    body.append("<div class=\"gallery\">\n");
    pictures(pictures);
    body.append("</div>\n");
  }

  /** Faces beside each other. */
  public void faces(List<Picture> faces) {
    body.append("<div class=\"faces\">\n");
    pictures(faces);
    body.append("</div>\n");
  }

  /**
   * Charts beside each other.
   *
   * @param figures as {@link LearningCurves#figure} gives them
   */
  public void charts(List<String> figures) {
    row(figures);
  }

  /** Names and values. */
  public void facts(String caption, Map<String, String> facts) {
    body.append(HtmlTables.facts(caption, facts));
  }

  /** A text to unfold, with its line breaks. */
  public void listing(String summary, String text) {
    body.append(
        "<details><summary>%s</summary><pre>%s</pre></details>\n"
            .formatted(Html.escape(summary), Html.escape(text)));
  }

  private void row(List<String> blocks) {
    body.append("<div class=\"row\">\n");
    blocks.forEach(block -> body.append("<div>\n").append(block).append("</div>\n"));
    body.append("</div>\n");
  }

  /** The whole document. */
  public String html() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <header>
    <h1>%1$s</h1>
    <p class="lead">%3$s</p>
    </header>
    <main>
    %4$s</main>
    </body>
    </html>
    """
        .formatted(Html.escape(title), style(), Html.escape(lead), body);
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the report's style", e);
    }
  }
}
