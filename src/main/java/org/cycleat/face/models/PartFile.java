package org.cycleat.face.models;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a file that has arrived, and beside it, in FILE.etag, of which version it is.
 *
 * @param file need not exist
 */
record PartFile(Path file) {
  /** A weak one, W/"...", does not promise the same bytes. */
  private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

  /** How many bytes are there. */
  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The entity tag that the server gave with it, for an If-Range (RFC 9110, section 13.1.5). */
  Optional<String> version() throws IOException {
    if (!Files.exists(tag())) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(tag(), StandardCharsets.ISO_8859_1))
        .filter(tag -> STRONG_TAG.matcher(tag).matches());
  }

  /**
   * Opens it for what comes next.
   *
   * @param there the bytes to keep, all or none
   */
  OutputStream open(long there) throws IOException {
    StandardOpenOption start =
        there == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, start);
  }

  /** Notes the version of what comes next. */
  void note(Optional<String> version) throws IOException {
    Files.deleteIfExists(tag());
    if (version.isPresent()) {
      Files.writeString(tag(), version.get(), StandardCharsets.UTF_8);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(tag());
  }

  private Path tag() {
    return file.resolveSibling(file.getFileName() + ".etag");
  }
}
