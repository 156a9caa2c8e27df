package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The mean accuracy of methods on each part of a test set, such as each pan angle of the heads.
 *
 * @param columns of the manifest that make the parts: one, or two
 * @param values of the columns for each part, numbers in their order
 * @param images in each part
 * @param averages by method: for each part the mean accuracy over the classes that it has
 */
public record Breakdown(
    List<String> columns,
    List<List<String>> values,
    List<Long> images,
    Map<String, List<Estimate>> averages) {

  /** What an empty cell of a manifest is called. */
  private static final String NOTHING = "(none)";

  /**
   * The parts of what the methods were judged on.
   *
   * @param methods by name, all judged on the same manifest
   * @param columns one or two of the manifest's
   */
  public static Breakdown of(Map<String, Predictions> methods, List<String> columns) {
    List<List<String>> values = new ArrayList<>();
    List<Long> images = new ArrayList<>();
    Map<String, List<Estimate>> averages = new LinkedHashMap<>();
    methods.forEach(
        (method, predictions) -> {
          var parts = predictions.by(columns);
          if (values.isEmpty()) {
            values.addAll(parts.keySet());
            parts.values().forEach(part -> images.add((long) part.manifest().size()));
          }
          averages.put(method, parts.values().stream().map(Predictions::average).toList());
        });
    return new Breakdown(columns, values, images, averages);
  }

  /** Each of several columns alone, and two of them also together. */
  public static List<Breakdown> all(Map<String, Predictions> methods, List<String> columns) {
    List<Breakdown> all = new ArrayList<>();
    columns.forEach(column -> all.add(of(methods, List.of(column))));
    if (columns.size() == 2) {
      all.add(of(methods, columns));
    }
    return all;
  }

  /** By how far the heads are turned aside, where the images tell. */
  public static Optional<Breakdown> byHeadTurn(Map<String, Predictions> methods) {
    Map<String, Predictions> turned = new LinkedHashMap<>();
    methods.forEach((name, made) -> turned.put(name, HeadTurn.added(made)));
    return Optional.of(of(turned, List.of(HeadTurn.COLUMN)))
        .filter(breakdown -> breakdown.values().stream().anyMatch(v -> !v.get(0).isEmpty()));
  }

  /** A table with a title; the first row is its header. */
  record Table(String title, List<List<String>> rows) {}

  /**
   * The parts of one column as a table with each method's mean and its interval; those of two as
   * one table for each method, and one of the numbers of images.
   */
  List<Table> tables() {
    if (columns.size() == 1) {
      return List.of(new Table("Mean accuracy by " + columns.get(0), list()));
    }
    String by = " by %s (rows) and %s (columns)".formatted(columns.get(0), columns.get(1));
    List<Table> tables = new ArrayList<>();
    averages.forEach(
        (method, means) ->
            tables.add(
                new Table(
                    method + ": mean accuracy" + by,
                    grid(means.stream().map(mean -> ResultTable.percent(mean.value())).toList()))));
    List<String> counts = images.stream().map(count -> Long.toString(count)).toList();
    tables.add(new Table("Images" + by, grid(counts)));
    return tables;
  }

  /** For a terminal: each table below its title. */
  public String text() {
    return tables().stream()
        .map(table -> table.title() + "\n" + TextTable.of(table.rows()))
        .collect(Collectors.joining("\n"));
  }

  private List<List<String>> list() {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(columns.get(0), "images"));
    averages.keySet().forEach(method -> header.addAll(List.of(method, ResultTable.INTERVAL)));
    rows.add(header);
    for (int i = 0; i < values.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(name(values.get(i).get(0)));
      row.add(Long.toString(images.get(i)));
      for (List<Estimate> means : averages.values()) {
        row.add(ResultTable.percent(means.get(i).value()));
        row.add(ResultTable.interval(means.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** The cells of the parts, "-" where no image has both values. */
  private List<List<String>> grid(List<String> cells) {
    List<String> down = distinct(0);
    List<String> across = distinct(1);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(columns.get(0) + " \\ " + columns.get(1)));
    across.forEach(value -> header.add(name(value)));
    rows.add(header);
    for (String first : down) {
      List<String> row = new ArrayList<>(List.of(name(first)));
      for (String second : across) {
        int part = values.indexOf(List.of(first, second));
        row.add(part < 0 ? "-" : cells.get(part));
      }
      rows.add(row);
    }
    return rows;
  }

  private List<String> distinct(int column) {
    return values.stream()
        .map(part -> part.get(column))
        .distinct()
        .sorted(Predictions::compare)
        .toList();
  }

  private static String name(String value) {
    return value.isEmpty() ? NOTHING : value;
  }
}
