package org.cycleat.dataset;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;

/**
 * Finds rows that name an image which another row has named: it counts once, and has one label. To
 * be prepared, an image may have a row for each of its faces, each with a box or landmarks.
 */
final class Repeats {
  private final Listing listing;
  private final Map<String, Entry> seen = new HashMap<>();
  private int count;

  Repeats(Listing listing) {
    this.listing = listing;
  }

  /**
   * Whether no entry before has named this one's image.
   *
   * @throws UserException where one did, with another label or split
   */
  boolean isFirst(Entry entry) {
    if (!entry.problem().isEmpty()) {
      return true; // there is no image
    }
    String face = listing.use() == Use.ANY ? face(entry) : "";
    Entry first = seen.putIfAbsent(entry.path() + "\n" + face, entry);
    if (first == null) {
      return true;
    }
    if (listing.layout().isStrict()) {
      if (listing.use() != Use.UNLABELLED) {
        requireSame("label", label(entry), label(first), entry, first);
      }
      requireSame("split", entry.facts().split(), first.facts().split(), entry, first);
    }
    count++;
    return false;
  }

  private String label(Entry entry) {
    String label = entry.facts().label();
    return label.isEmpty()
        ? label
        : listing.labels().get(listing.labels().indexOf(label).getAsInt()).code();
  }

  private void requireSame(String what, String here, String there, Entry entry, Entry first) {
    if (!here.equals(there)) {
      throw new UserException(
          "the image %s has the %s '%s' %s (%s), but '%s' %s: expected one row of an image"
              .formatted(
                  entry.path(),
                  what,
                  here,
                  entry.place(),
                  listing.source().option(),
                  there,
                  first.place()));
    }
  }

  /** What tells a face from others in the image. */
  private String face(Entry entry) {
    return Stream.concat(ManifestColumns.BOX.stream(), Stream.of(LandmarkColumn.NAME))
        .map(listing.contents().columns()::indexOf)
        .map(i -> i < 0 || entry.facts().further().isEmpty() ? "" : entry.facts().further().get(i))
        .collect(Collectors.joining("\t"));
  }

  /** How many were not the first. */
  int count() {
    return count;
  }
}
