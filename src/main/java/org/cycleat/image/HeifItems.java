package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of a HEIC or AVIF file, which its box "meta" describes (ISO/IEC 14496-12, 8.11). */
final class HeifItems {
  private static final int MOST_META_BYTES = 1 << 22;

  private final ByteBuffer file;
  private ByteBuffer inMeta = ByteBuffer.allocate(0);
  private int primary;
  private final Map<Integer, String> types = new HashMap<>();
  private final Map<Integer, Location> locations = new HashMap<>();
  private final Map<Integer, List<Box>> properties = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();

  private record Location(boolean inMeta, List<Extent> extents) {}

  private record Extent(long offset, long length) {}

  private record Reference(String type, int from, List<Integer> to) {}

  private HeifItems(ByteBuffer file) {
    this.file = file;
  }

  /**
   * Reads the tables.
   *
   * @throws IOException when there are none
   */
  static HeifItems read(ByteBuffer file) throws IOException {
    ByteBuffer data = file.duplicate();
    while (data.hasRemaining()) {
      Box box = Box.next(data);
      if (box.type().equals("meta")) {
        if (box.content().limit() > MOST_META_BYTES) {
          throw new IOException("its tables are too large");
        }
        box.version();
        HeifItems items = new HeifItems(file);
        for (Box table : Box.all(box.content())) {
          items.add(table);
        }
        return items;
      }
    }
    throw new IOException("it is damaged, or a film instead of an image");
  }

  private void add(Box table) throws IOException {
    switch (table.type()) {
      case "pitm" -> primary = id(table.content(), table.version() > 0);
      case "iinf" -> addTypes(table);
      case "iloc" -> addLocations(table.content());
      case "iprp" -> addProperties(table);
      case "iref" -> addReferences(table);
      case "idat" -> inMeta = table.content();
      default -> {}
    }
  }

  private static int id(ByteBuffer data, boolean isLong) {
    return isLong ? data.getInt() : Short.toUnsignedInt(data.getShort());
  }

  private void addTypes(Box table) throws IOException {
    id(table.content(), table.version() > 0); // how many
    for (Box entry : Box.all(table.content())) {
      int version = entry.version();
      if (version >= 2) { // older ones are of no picture
        int item = id(entry.content(), version > 2);
        entry.content().getShort(); // protection
        types.put(item, Box.type(entry.content()));
      }
    }
  }

  private void addLocations(ByteBuffer data) throws IOException {
    int version = data.getInt() >>> 24;
    int sizes = data.getShort();
    int lengthBytes = sizes >> 8 & 15;
    if (lengthBytes == 0) {
      throw new IOException("its items have no lengths");
    }
    for (int count = id(data, version > 1); count > 0; count--) {
      int item = id(data, version > 1);
      int method = version > 0 ? data.getShort() & 15 : 0;
      data.getShort(); // of this file
      long base = number(data, sizes >> 4 & 15);
      List<Extent> extents = new ArrayList<>();
      for (int left = Short.toUnsignedInt(data.getShort()); left > 0; left--) {
        number(data, version > 0 ? sizes & 15 : 0);
        long offset = base + number(data, sizes >> 12 & 15);
        extents.add(new Extent(offset, number(data, lengthBytes)));
      }
      locations.put(item, new Location(method == 1, extents));
    }
  }

  private static long number(ByteBuffer data, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (data.get() & 0xff);
    }
    return value;
  }

  private void addProperties(Box table) throws IOException {
    List<Box> all = List.of();
    for (Box part : Box.all(table.content())) {
      if (part.type().equals("ipco")) {
        all = Box.all(part.content());
      } else if (part.type().equals("ipma")) {
        associate(part.content(), all);
      }
    }
  }

  private void associate(ByteBuffer data, List<Box> all) {
    int head = data.getInt();
    for (int count = data.getInt(); count > 0; count--) {
      List<Box> ofItem =
          properties.computeIfAbsent(id(data, head >>> 24 > 0), i -> new ArrayList<>());
      for (int left = data.get() & 0xff; left > 0; left--) {
        int index = (head & 1) == 1 ? data.getShort() & 0x7fff : data.get() & 0x7f;
        if (index > 0) {
          ofItem.add(all.get(index - 1));
        }
      }
    }
  }

  private void addReferences(Box table) throws IOException {
    boolean isLong = table.version() > 0;
    for (Box box : Box.all(table.content())) {
      int from = id(box.content(), isLong);
      List<Integer> to = new ArrayList<>();
      for (int left = Short.toUnsignedInt(box.content().getShort()); left > 0; left--) {
        to.add(id(box.content(), isLong));
      }
      references.add(new Reference(box.type(), from, to));
    }
  }

  int primary() {
    return primary;
  }

  /** Four characters; empty where there is no such item. */
  String type(int item) {
    return types.getOrDefault(item, "");
  }

  /** In the order in which they apply. */
  List<Box> properties(int item) {
    return properties.getOrDefault(item, List.of());
  }

  /** The first property of a kind, behind its header. */
  Optional<ByteBuffer> property(int item, String type) {
    return properties(item).stream()
        .filter(box -> box.type().equals(type))
        .findFirst()
        .map(Box::read);
  }

  /** What an item refers to. */
  List<Integer> from(int item, String type) {
    return references.stream()
        .filter(reference -> reference.type().equals(type) && reference.from() == item)
        .flatMap(reference -> reference.to().stream())
        .toList();
  }

  /** Which items refer to this one. */
  List<Integer> to(int item, String type) {
    return references.stream()
        .filter(reference -> reference.type().equals(type) && reference.to().contains(item))
        .map(Reference::from)
        .toList();
  }

  /**
   * An item's bytes.
   *
   * @throws IOException when they are not all there
   */
  byte[] data(int item) throws IOException {
    Location location = locations.get(item);
    if (location == null) {
      throw new IOException("it is damaged: its picture is nowhere");
    }
    ByteBuffer source = location.inMeta() ? inMeta : file;
    long total = location.extents().stream().mapToLong(Extent::length).sum();
    if (total <= 0 || total > source.limit()) {
      throw new IOException("it is truncated");
    }
    byte[] bytes = new byte[(int) total];
    int at = 0;
    for (Extent extent : location.extents()) {
      if (extent.offset() < 0
          || extent.length() < 0
          || extent.length() > total - at
          || extent.offset() > source.limit() - extent.length()) {
        throw new IOException("it is truncated");
      }
      source.get((int) extent.offset(), bytes, at, (int) extent.length());
      at += (int) extent.length();
    }
    return bytes;
  }
}
