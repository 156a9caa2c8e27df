package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.cycleat.evaluation.ScatterFigure.Cloud;
import org.cycleat.evaluation.ScatterPage.Face;
import org.cycleat.evaluation.ScatterPage.Faces;
import org.junit.jupiter.api.Test;

class ScatterPageTest {
  private static final Picture.Content PIXEL =
      new Picture.Content("image/jpeg", new byte[] {1, 2, 3});

  private static Face face(String label) {
    return new Face(label, PIXEL);
  }

  private static String page() {
    var source = new Cloud("source", List.of(new double[] {1, 2, 3}, new double[] {-4, 0.5, 6}), 2);
    var web = new Cloud("web", List.of(new double[] {0, 0, 0}), 1.5);
    return ScatterPage.html(
        "A <b> & c",
        "note's",
        List.of(
            new Faces(source, List.of(face("anger, a.jpg"), face("</script><script>"))),
            new Faces(web, List.of(face("\"w\".png")))));
  }

  private static JsonNode data(String page) throws Exception {
    String start = "id=\"data\">";
    int from = page.indexOf(start) + start.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  @Test
  void thePageHoldsEveryDotAndItsFace() throws Exception {
    JsonNode data = data(page());
    assertEquals(3, data.get("dimensions").asInt());
    JsonNode source = data.get("clouds").get(0);
    assertEquals("source", source.get("name").asText());
    assertEquals("#0072b2", source.get("colour").asText());
    assertEquals("[[1.0,2.0,3.0],[-4.0,0.5,6.0]]", source.get("points").toString());
    assertEquals("anger, a.jpg", source.get("labels").get(0).asText());
    assertEquals("</script><script>", source.get("labels").get(1).asText());
    assertEquals("data:image/jpeg;base64,AQID", source.get("images").get(1).asText());
    assertEquals("\"w\".png", data.get("clouds").get(1).get("labels").get(0).asText());
  }

  @Test
  void itAsksNoNetworkAndTextIsEscaped() {
    String page = page();
    assertTrue(page.contains("<title>A &lt;b&gt; &amp; c</title>"), page);
    assertTrue(page.contains("<p>note&#39;s</p>"));
    assertFalse(page.contains("http:") || page.contains("https:"));
    assertFalse(page.contains("@import") || page.contains("<link") || page.contains(" src="));
    assertFalse(page.contains("@DATA@") || page.contains("@TITLE@") || page.contains("@NOTE@"));
    assertEquals(3, page.split("<script", -1).length, "its data and its script");
  }

  @Test
  void eachPointHasAFaceAndTwoOrThreeCoordinates() {
    var two = new Cloud("a", List.of(new double[] {1, 2}, new double[] {1, 2}), 1);
    assertThrows(IllegalArgumentException.class, () -> new Faces(two, List.of(face("one"))));
    var four = new Cloud("a", List.of(new double[4]), 1);
    var faces = List.of(new Faces(four, List.of(face("one"))));
    assertThrows(IllegalArgumentException.class, () -> ScatterPage.html("a", "b", faces));
    assertTrue(ScatterPage.html("a", "b", List.of()).contains("\"clouds\":[]"));
  }
}
