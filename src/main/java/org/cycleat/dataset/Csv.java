package org.cycleat.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/** Comma-separated files (RFC 4180) in UTF-8. */
public final class Csv {
  /** For whoever writes or reads such rows one by one. */
  public static final CSVFormat FORMAT =
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
    List<Row> rows = new ArrayList<>();
    read(
        file,
        row -> {
          rows.add(row);
          return true;
        });
    return rows;
  }

  /** The cells of the first row; none where the file is empty or no text. */
  static List<String> firstRow(Path file) {
    List<String> first = new ArrayList<>();
    try {
      read(
          file,
          row -> {
            first.addAll(row.cells());
            return false;
          });
    } catch (UserException e) {
      return List.of(); // whoever needs the list tells of it
    }
    return first;
  }

  /**
   * Reads row by row: a list may be larger than what is kept of it.
   *
   * @param sink takes a row, and tells whether it wants another
   * @throws UserException as {@link #read(Path)}
   */
  static void read(Path file, Predicate<Row> sink) {
    try (BufferedReader text = text(file);
        CSVParser parser = CSVParser.parse(text, FORMAT)) {
      for (CSVRecord row : parser) {
        if (!sink.test(new Row(row.toList(), parser.getCurrentLineNumber()))) {
          return;
        }
      }
    } catch (NoSuchFileException e) {
      throw new UserException("no manifest at %s: expected a CSV file".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    } catch (IOException | UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8(file, e);
      }
      throw new UserException("cannot read %s as CSV: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static UserException notUtf8(Path file, Exception cause) {
    return new UserException(
        "%s is not UTF-8 text: save the manifest as CSV in UTF-8".formatted(file), cause);
  }

  /** Without the byte order mark that spreadsheets put before the first column's name. */
  private static BufferedReader text(Path file) throws IOException {
    BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  /** Takes rows one after another, so that a table may be larger than the memory. */
  @FunctionalInterface
  public interface RowSink {
    /**
     * Takes a row.
     *
     * @param cells as texts
     */
    void add(List<?> cells) throws IOException;
  }

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Table {
    void writeTo(RowSink sink) throws IOException;
  }

  /** Writes a file so that a reader sees the old one or the new, never half of it. */
  public static void write(Path file, List<List<String>> rows) {
    try {
      write(
          file,
          sink -> {
            for (List<String> row : rows) {
              sink.add(row);
            }
          });
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  /** The same row by row. */
  public static void write(Path file, Table table) throws IOException {
    WholeFile.write(
        file,
        part -> {
          try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(part), FORMAT)) {
            table.writeTo(printer::printRecord);
          }
        });
  }
}
