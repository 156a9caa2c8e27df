package org.cycleat.evaluation;

import java.util.List;

/** The few pieces of HTML that a report is made of; every text is escaped here. */
final class Html {
  private Html() {}

  /** Text as it may stand between tags and in a quoted attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** An image inside the page itself. */
  static String image(Picture picture) {
    String size =
        picture.widest() == 0
            ? ""
            : " class=\"wide\" style=\"max-width:%dpx\"".formatted(picture.widest());
    return "<img%s alt=\"%s\" src=\"%s\">"
        .formatted(size, escape(picture.alt()), picture.content().address());
  }

  static String columnHeader(String text) {
    return "<th scope=\"col\">" + escape(text) + "</th>";
  }

  static String rowHeader(String text) {
    return "<th scope=\"row\">" + escape(text) + "</th>";
  }

  static String cell(String text) {
    return "<td>" + escape(text) + "</td>";
  }

  /**
   * A table that scrolls by itself where the page is too narrow for it.
   *
   * @param kind its class in the style sheet; may be empty
   * @param rows of the head, HTML
   */
  static String table(String kind, String caption, String head, List<String> rows, String foot) {
    return """
    <div class="scroll" tabindex="0" role="region" aria-label="%2$s"><table class="%1$s">
    <caption>%2$s</caption>
    %3$s<tbody>
    %4$s
    </tbody>%5$s</table></div>
    """
        .formatted(
            kind,
            escape(caption),
            head.isEmpty() ? "" : "<thead><tr>" + head + "</tr></thead>\n",
            String.join("\n", rows),
            foot.isEmpty() ? "" : "<tfoot><tr>" + foot + "</tr></tfoot>");
  }
}
