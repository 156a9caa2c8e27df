package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.cycleat.evaluation.ReportPage.Method;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final String ODD = "<script>alert('x')</script> & \"é\"";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;é&quot;";
  private static final List<String> CODES = List.of("AN", "HA", "NE");

  /** AN 3 of 4 and 1 of 4, HA 1 of 2 in both, NE has no image. */
  private static final Method FIRST =
      new Method("S2T", ConfusionMatrix.of(CODES, new long[][] {{3, 1, 0}, {1, 1, 0}, {0, 0, 0}}));

  private static final Method SECOND =
      new Method(
          "CycleAT", ConfusionMatrix.of(CODES, new long[][] {{1, 3, 0}, {0, 1, 1}, {0, 0, 0}}));

  private static String page(java.util.function.Consumer<ReportPage> content) {
    ReportPage page = new ReportPage("a title", "a lead");
    content.accept(page);
    return page.html();
  }

  @Test
  void confusionIsShadedByRowShare() {
    String html = page(page -> page.confusions(List.of(FIRST, SECOND)));
    assertTrue(
        html.contains(
            "<td class=\"right\" style=\"background:rgba(0,114,178,0.563)\">3<small>75.0</small>"),
        html);
    assertTrue(html.contains("rgba(0,114,178,0.188)\">1<small>25.0</small>"), html);
    assertEquals(2, html.split("<table class=\"confusion\">", -1).length - 1);
  }

  @Test
  void everyTextIsEscaped() {
    Breakdown breakdown =
        new Breakdown(
            List.of(ODD),
            List.of(List.of(ODD)),
            List.of(1L),
            Map.of(ODD, List.of(new Estimate(0.5, 0, 1))));
    Method odd =
        new Method(ODD, ConfusionMatrix.of(List.of(ODD, "b"), new long[][] {{1, 2}, {3, 4}}));
    Picture picture = new Picture(picture(), ODD, ODD, List.of(ODD), 100);
    ReportPage page = new ReportPage(ODD, ODD);
    page.heading(ODD);
    page.paragraph(ODD);
    page.missing(ODD, ODD);
    page.results(
        new ResultTable(ODD, List.of(ODD, "b")).add(ResultRow.of(ODD, odd.confusion()).noted(ODD)),
        ODD);
    page.confusions(List.of(odd));
    page.breakdowns(List.of(breakdown));
    page.pictures(List.of(picture));
    page.facts(ODD, Map.of(ODD, ODD));
    page.listing(ODD, ODD);
    String html = page.html();
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("alert('"), html);
    assertTrue(html.contains("<title>" + ESCAPED + "</title>"), html);
    assertTrue(html.contains("alt=\"" + ESCAPED + "\""), html);
    assertTrue(html.contains("<pre>" + ESCAPED + "</pre>"), html);
  }

  @Test
  void picturesAreDataWithAlternativesAndTitles() {
    Picture picture = new Picture(picture(), "two faces", "after 8", List.of("source", "web"), 224);
    String html = page(page -> page.pictures(List.of(picture)));
    assertTrue(html.contains("alt=\"two faces\" src=\"data:image/png;base64,iVBOR"), html);
    assertTrue(html.contains("grid-template-columns:repeat(2,1fr)"), html);
    assertTrue(html.contains("<span>source</span><span>web</span>"), html);
    assertTrue(html.contains("<figcaption>after 8</figcaption>"), html);
  }

  private static Picture.Content picture() {
    return Picture.Content.png(new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB));
  }
}
