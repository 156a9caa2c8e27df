package org.cycleat.prepare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cycleat.face.Box;

/**
 * A line of the journal, in JSON: what is not of its kind is null.
 *
 * @param path of the image or film that it is about, and of its crops
 * @param place in a film, in frames; 0 in an image
 * @param stamp of the file that was read
 * @param box that was entered by hand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalLine(
    Kind kind,
    Map<String, String> settings,
    String path,
    Long place,
    String stamp,
    Box box,
    Outcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  enum Kind {
    /** The job's settings. */
    SETTINGS,
    /** An image is about to be read. */
    BEGUN,
    /** An image is done. */
    DONE,
    /** The process died, and with it what was begun and not done. */
    DIED,
    /** The process ended in order, whatever was begun and not done. */
    STOPPED
  }

  static JournalLine settings(Map<String, String> settings) {
    return new JournalLine(Kind.SETTINGS, new TreeMap<>(settings), null, null, null, null, null);
  }

  static JournalLine of(Kind kind) {
    return new JournalLine(kind, null, null, null, null, null, null);
  }

  static JournalLine begun(Source source, long place) {
    return new JournalLine(Kind.BEGUN, null, source.key(), place, null, null, null);
  }

  static JournalLine done(Source source, String stamp, Outcome outcome) {
    Box box = source.byHand().map(HandBoxes.HandBox::box).orElse(null);
    return new JournalLine(Kind.DONE, null, source.key(), null, stamp, box, outcome);
  }

  /** The line with its end. */
  byte[] bytes() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of plain values", e);
    }
  }

  /** Empty for what is no whole line. */
  static Optional<JournalLine> parse(byte[] bytes) {
    try {
      return Optional.of(JSON.readValue(bytes, JournalLine.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
