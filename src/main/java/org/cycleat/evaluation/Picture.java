package org.cycleat.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.cycleat.PngBytes;
import org.cycleat.WholeFile;

/**
 * A picture in a report.
 *
 * @param content the encoded image and its media type
 * @param alt what it shows, for those who do not see it
 * @param caption HTML-free text below it
 * @param columns titles of its columns, all of one width, to stand above it; may be empty
 * @param widest the width in pixels that it is enlarged to at most; 0 shows it as it is
 */
public record Picture(
    Content content, String alt, String caption, List<String> columns, int widest) {

  /** An encoded image. */
  public static final class Content {
    private final String mime;
    private final byte[] bytes;

    public Content(String mime, byte[] bytes) {
      this.mime = mime;
      this.bytes = bytes.clone();
    }

    /** The image itself as an address. */
    String address() {
      return "data:%s;base64,%s".formatted(mime, Base64.getEncoder().encodeToString(bytes));
    }

    /** An image encoded as PNG. */
    public static Content png(BufferedImage image) {
      return new Content("image/png", PngBytes.of(image));
    }
  }

  /** Writes the encoded image as a file; it is seen whole or not at all. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, content.bytes);
  }

  /** The figure element with titles and caption. */
  String figure() {
    StringBuilder titles = new StringBuilder();
    if (!columns.isEmpty()) {
      titles.append(
          "<div class=\"columns\" style=\"max-width:%dpx;grid-template-columns:repeat(%d,1fr)\">"
              .formatted(widest, columns.size()));
      columns.forEach(c -> titles.append("<span>").append(Html.escape(c)).append("</span>"));
      titles.append("</div>\n");
    }
    return "<figure>\n%s%s\n<figcaption>%s</figcaption></figure>\n"
        .formatted(titles, Html.image(this), Html.escape(caption));
  }
}
