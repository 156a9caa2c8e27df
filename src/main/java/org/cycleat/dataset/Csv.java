package org.cycleat.dataset;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/** Comma-separated files (RFC 4180) in UTF-8. */
public final class Csv {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).setRecordSeparator('\n').get();

  private Csv() {}

  /** A row and the line of the file that it ends in, from 1. */
  public record Row(List<String> cells, long line) {}

  /**
   * All rows of a file, the header among them.
   *
   * @throws UserException if there is no such file, or it is no UTF-8 or no CSV
   */
  public static List<Row> read(Path file) {
    try (CSVParser parser = CSVParser.parse(text(file), FORMAT)) {
      return parser.stream()
          .map(row -> new Row(row.toList(), parser.getCurrentLineNumber()))
          .toList();
    } catch (NoSuchFileException e) {
      throw new UserException("no manifest at %s: expected a CSV file".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw new UserException(
          "%s is not UTF-8 text: save the manifest as CSV in UTF-8".formatted(file), e);
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read %s as CSV: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    // spreadsheets put a byte order mark before the first column's name
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Writes a file so that a reader sees the old one or the new, never half of it. */
  public static void write(Path file, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (List<String> row : rows) {
        printer.printRecord(row);
      }
      WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }
}
