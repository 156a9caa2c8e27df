package org.cycleat.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads LevelDB's sorted string table, in which TensorFlow keeps the index of a checkpoint. Format:
 * <a href="https://github.com/google/leveldb/blob/main/doc/table_format.md">table_format.md</a>.
 *
 * <p>The bytes may be anything: what is no such table ends in {@link Damaged}, and memory stays in
 * proportion to the bytes.
 */
final class SortedTable {
  static final long MAGIC = 0xdb4775248b80fb57L;
  static final int FOOTER_BYTES = 48;

  /** A block's compression type and checksum follow it. */
  static final int TRAILER_BYTES = 5;

  /** Neighbouring keys share their start, so a table may unfold to more bytes than it has. */
  private static final int MAX_UNFOLDING = 16;

  /** What a row costs at least; it keeps a flood of empty rows out too. */
  private static final int ROW_BYTES = 16;

  private final ByteBuffer table;
  private long budget;

  private SortedTable(ByteBuffer table) {
    this.table = table;
    this.budget = (long) table.limit() * MAX_UNFOLDING;
  }

  /** A key and its value. */
  @SuppressWarnings("ArrayRecordComponent") // rows are read once and never compared
  record Row(byte[] key, byte[] value) {}

  /** The bytes are no table, or one that was damaged. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  /** All rows in the table's order. */
  static List<Row> read(ByteBuffer table) throws Damaged {
    return new SortedTable(table).rows();
  }

  /**
   * The value of the first key that begins so, null where there is none; of a large table, only the
   * blocks where it may be are read.
   */
  static byte[] find(ByteBuffer table, byte[] prefix) throws Damaged {
    SortedTable sorted = new SortedTable(table);
    for (Row handle : sorted.index()) {
      // The index has a key for each block, which none of the block's is behind.
      if (Arrays.compareUnsigned(handle.key(), prefix) < 0) {
        continue;
      }
      for (Row row : sorted.block(ByteBuffer.wrap(handle.value()))) {
        if (Arrays.mismatch(row.key(), prefix) == prefix.length
            || Arrays.equals(row.key(), prefix)) {
          return row.value();
        }
        if (Arrays.compareUnsigned(row.key(), prefix) > 0) {
          return null;
        }
      }
    }
    return null;
  }

  /** Whether bytes end as a table does. */
  static boolean ends(ByteBuffer bytes) {
    int last = bytes.limit() - Long.BYTES;
    return last >= 0 && slice(bytes, last, Long.BYTES).getLong() == MAGIC;
  }

  private List<Row> rows() throws Damaged {
    List<Row> rows = new ArrayList<>();
    for (Row handle : index()) {
      rows.addAll(block(ByteBuffer.wrap(handle.value())));
    }
    return rows;
  }

  /** Where the blocks are. */
  private List<Row> index() throws Damaged {
    int footer = table.limit() - FOOTER_BYTES;
    if (footer < 0) {
      throw new Damaged("it has only %d bytes".formatted(table.limit()));
    }
    ByteBuffer tail = slice(table, footer, FOOTER_BYTES);
    if (tail.getLong(FOOTER_BYTES - Long.BYTES) != MAGIC) {
      throw new Damaged("it does not end as an index does (truncated?)");
    }
    varint(tail); // the handle of a meta block that TensorFlow leaves empty
    varint(tail);
    return block(tail);
  }

  /** The rows of the block whose offset and size are next in {@code handle}. */
  private List<Row> block(ByteBuffer handle) throws Damaged {
    long offset = varint(handle);
    long size = varint(handle);
    if (offset < 0 || size < Integer.BYTES || size > table.limit() - TRAILER_BYTES - offset) {
      throw new Damaged("a block lies outside of it (truncated?)");
    }
    ByteBuffer block = slice(table, (int) offset, (int) size + TRAILER_BYTES);
    int type = block.get((int) size);
    int checksum = block.getInt((int) size + 1);
    if (checksum != MaskedChecksum.of(block.duplicate().limit((int) size + 1))) {
      throw new Damaged("a block's checksum is wrong");
    }
    if (type != 0) {
      throw new Damaged("a block is compressed (type %d), which is not read".formatted(type));
    }
    long restarts = Integer.toUnsignedLong(block.getInt((int) size - Integer.BYTES));
    long end = size - Integer.BYTES - restarts * Integer.BYTES;
    if (end < 0) {
      throw new Damaged("a block has %d restarts".formatted(restarts));
    }
    return rows(block.limit((int) end));
  }

  private List<Row> rows(ByteBuffer block) throws Damaged {
    List<Row> rows = new ArrayList<>();
    byte[] previous = {};
    while (block.hasRemaining()) {
      long shared = varint(block);
      long unshared = varint(block);
      long length = varint(block);
      if (shared < 0 || shared > previous.length || unshared < 0 || length < 0) {
        throw new Damaged("a block's row is damaged");
      }
      if (unshared > block.remaining() || length > block.remaining() - unshared) {
        throw new Damaged("a block's row is longer than the block");
      }
      budget -= shared + unshared + length + ROW_BYTES;
      if (budget < 0) {
        throw new Damaged("it unfolds to more than %d times its size".formatted(MAX_UNFOLDING));
      }
      byte[] key = Arrays.copyOf(previous, (int) (shared + unshared));
      block.get(key, (int) shared, (int) unshared);
      byte[] value = new byte[(int) length];
      block.get(value);
      rows.add(new Row(key, value));
      previous = key;
    }
    return rows;
  }

  static long varint(ByteBuffer bytes) throws Damaged {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Damaged("a number in it does not end");
  }

  private static ByteBuffer slice(ByteBuffer bytes, int offset, int length) {
    return bytes.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
