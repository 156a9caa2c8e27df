package org.cycleat.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;

/**
 * A list of EmotioNet, by the names of its columns.
 *
 * <p>Published are tab-separated lists of the challenge (dataFile_0001.txt; no header line; the
 * address, the original address, then action units 1 to 60: 1 active, 0 not, 999 not annotated) and
 * a spreadsheet of emotion categories (the address, the original address, then 16 categories of 0
 * or 1, basic ones such as happy and compound ones such as happily_surprised), which is read once
 * it is saved as CSV. Columns are apart by tabs or commas.
 *
 * @param actionUnits the columns of action units as "au1", in order
 */
record EmotioNetTable(List<String> actionUnits, List<Row> rows) {
  private static final Pattern ADDRESS = Pattern.compile("(?i)['\"]?(https?|ftp)://.*");
  private static final Pattern ACTION_UNIT = Pattern.compile("au_?0*(\\d+)");
  private static final Pattern COMPOUND =
      Pattern.compile(
          "(happily|sadly|fearfully|angrily|disgustedly)_.+|disgusted_surprise.*|appalled|awed|hatred");

  private static final int UNITS_OF_THE_CHALLENGE = 60;

  /** In the spreadsheet's order. */
  private static final List<String> CATEGORIES =
      List.of(
          "angrily_disgusted",
          "angrily_surprised",
          "angry",
          "appalled",
          "awed",
          "disgusted",
          "fearful",
          "fearfully_angry",
          "fearfully_surprised",
          "happily_disgusted",
          "happily_surprised",
          "happy",
          "sad",
          "sadly_angry",
          "sadly_disgusted",
          "surprised");

  /**
   * A row.
   *
   * @param address where the image was published
   * @param label the one basic emotion, or nothing: several, a compound one, or none
   * @param actionUnits 1, 0, or nothing where a unit is not annotated
   */
  record Row(String address, String label, List<String> actionUnits) {}

  /** Whether a file's first line is that of such a list: names with URL first, or an address. */
  static boolean isOne(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String first = lines.findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
      String cell = first.split("[\t,]", 2)[0].replaceAll("[\"'\uFEFF]", "");
      return cell.startsWith("url") || ADDRESS.matcher(cell).matches();
    } catch (IOException | UncheckedIOException e) {
      return false; // no text, so no list
    }
  }

  /**
   * Reads a list.
   *
   * @throws UserException when it cannot be read, or has other columns
   */
  static EmotioNetTable read(Path file) {
    try {
      String text = Files.readString(file).replaceFirst("^\uFEFF", "");
      boolean tabs = text.lines().findFirst().orElse("").contains("\t");
      CSVFormat format =
          Csv.FORMAT
              .builder()
              .setDelimiter(tabs ? '\t' : ',')
              .setTrim(true)
              .setTrailingData(true)
              .get();
      try (CSVParser parser = CSVParser.parse(text, format)) {
        return parse(file, parser.getRecords());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read the list " + file + ": " + e.getMessage(), e);
    }
  }

  private static EmotioNetTable parse(Path file, List<CSVRecord> records) {
    if (records.isEmpty()) {
      return new EmotioNetTable(List.of(), List.of());
    }
    boolean hasHeader = !isAddress(records.get(0).get(0));
    List<String> columns =
        hasHeader
            ? records.get(0).stream().map(EmotioNetTable::folded).toList()
            : published(file, records.get(0).size());
    if (columns.stream().noneMatch(name -> name.startsWith("url"))) {
      throw new UserException(
          file + ": expected a column URL in its first line, found " + String.join(",", columns));
    }
    Reader reader = new Reader(columns);
    List<Row> rows =
        records.subList(hasHeader ? 1 : 0, records.size()).stream().map(reader::row).toList();
    return new EmotioNetTable(reader.actionUnits(), rows);
  }

  /** The columns of a list without a header line. */
  private static List<String> published(Path file, int count) {
    List<String> columns = new ArrayList<>(List.of("url", "url_orig"));
    if (count == 2 + UNITS_OF_THE_CHALLENGE) {
      IntStream.rangeClosed(1, UNITS_OF_THE_CHALLENGE).forEach(unit -> columns.add("au" + unit));
    } else if (count == 2 + CATEGORIES.size()) {
      columns.addAll(CATEGORIES);
    } else if (count > 2) {
      throw new UserException(
          "%s: no header line and %d columns; expected a first line such as URL,URL_orig,AU1, or 60 action units or 16 categories behind two addresses"
              .formatted(file, count));
    }
    return columns;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
  }

  private static boolean isAddress(String cell) {
    return ADDRESS.matcher(cell).matches();
  }

  /** Takes rows of the given columns apart. */
  private static final class Reader {
    private final int address;
    private final List<Integer> units = new ArrayList<>();
    private final List<String> unitNames = new ArrayList<>();
    private final List<Integer> categories = new ArrayList<>();
    private final List<String> columns;

    Reader(List<String> columns) {
      this.columns = columns;
      int first = 0;
      for (int i = columns.size() - 1; i >= 0; i--) {
        first = columns.get(i).startsWith("url") ? i : first;
      }
      address = first;
      for (int i = 0; i < columns.size(); i++) {
        Matcher unit = ACTION_UNIT.matcher(columns.get(i));
        if (unit.matches()) {
          units.add(i);
          unitNames.add("au" + unit.group(1));
        } else if (isBasic(columns.get(i)) || COMPOUND.matcher(columns.get(i)).matches()) {
          categories.add(i);
        }
      }
    }

    List<String> actionUnits() {
      return unitNames;
    }

    Row row(CSVRecord cells) {
      return new Row(
          cell(cells, address).replaceAll("^['\"]|['\"]$", ""),
          label(cells),
          units.stream().map(i -> isSet(cells, i) ? "1" : isUnset(cells, i) ? "0" : "").toList());
    }

    private String label(CSVRecord cells) {
      List<Integer> set = categories.stream().filter(i -> isSet(cells, i)).toList();
      boolean basic = set.size() == 1 && isBasic(columns.get(set.get(0)));
      return basic ? columns.get(set.get(0)) : "";
    }

    private static boolean isBasic(String column) {
      return Labels.EXPRESSIONS.indexOf(column).isPresent();
    }

    private static boolean isSet(CSVRecord cells, int column) {
      return cell(cells, column).matches("1(\\.0*)?");
    }

    private static boolean isUnset(CSVRecord cells, int column) {
      return cell(cells, column).matches("0(\\.0*)?");
    }

    private static String cell(CSVRecord cells, int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }
}
