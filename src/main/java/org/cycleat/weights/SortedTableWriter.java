package org.cycleat.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes what {@link SortedTable} reads: uncompressed blocks whose keys are not shortened. */
final class SortedTableWriter {

  /** TensorFlow's size of a block, which the last row may exceed. */
  private static final int BLOCK_BYTES = 256 << 10;

  private static final int MAX_VARINT = 10;

  private final ByteArrayOutputStream table = new ByteArrayOutputStream();

  private SortedTableWriter() {}

  /**
   * @param rows in ascending order of their keys' bytes
   */
  static byte[] write(List<SortedTable.Row> rows) {
    return new SortedTableWriter().table(rows);
  }

  private byte[] table(List<SortedTable.Row> rows) {
    Block index = new Block();
    Block block = new Block();
    for (int i = 0; i < rows.size(); i++) {
      block.add(rows.get(i));
      if (block.size() >= BLOCK_BYTES || i == rows.size() - 1) {
        index.add(new SortedTable.Row(rows.get(i).key(), append(block)));
        block = new Block();
      }
    }
    ByteBuffer footer =
        ByteBuffer.allocate(SortedTable.FOOTER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(append(new Block())).put(append(index)); // a meta block, then the index
    footer.putLong(SortedTable.FOOTER_BYTES - Long.BYTES, SortedTable.MAGIC);
    table.writeBytes(footer.array());
    return table.toByteArray();
  }

  /** Ends a block and gives its handle: offset and size. */
  private byte[] append(Block block) {
    int offset = table.size();
    byte[] bytes = block.finish();
    table.writeBytes(bytes);
    ByteBuffer handle = ByteBuffer.allocate(2 * MAX_VARINT);
    putVarint(handle, offset);
    putVarint(handle, bytes.length - SortedTable.TRAILER_BYTES);
    return taken(handle);
  }

  /** Rows, then where each begins, so that a reader can search. */
  private static final class Block {
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private final ByteArrayOutputStream starts = new ByteArrayOutputStream();

    int size() {
      return rows.size();
    }

    void add(SortedTable.Row row) {
      starts.writeBytes(littleEndian(rows.size()));
      ByteBuffer lengths = ByteBuffer.allocate(3 * MAX_VARINT);
      putVarint(lengths, 0); // nothing is shared with the key before
      putVarint(lengths, row.key().length);
      putVarint(lengths, row.value().length);
      rows.writeBytes(taken(lengths));
      rows.writeBytes(row.key());
      rows.writeBytes(row.value());
    }

    byte[] finish() {
      if (starts.size() == 0) {
        starts.writeBytes(littleEndian(0)); // readers expect one even in an empty block
      }
      rows.writeBytes(starts.toByteArray());
      rows.writeBytes(littleEndian(starts.size() / Integer.BYTES));
      rows.write(0); // not compressed
      rows.writeBytes(MaskedChecksum.bytes(ByteBuffer.wrap(rows.toByteArray())));
      return rows.toByteArray();
    }
  }

  private static void putVarint(ByteBuffer to, int value) {
    int rest = value;
    while (rest >= 0x80) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static byte[] taken(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
