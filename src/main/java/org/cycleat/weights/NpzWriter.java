package org.cycleat.weights;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cycleat.WholeFile;

/**
 * Writes a NumPy {@code .npz} file, array by array, which {@code numpy.load} reads: the array
 * {@code conv1_conv/kernel} is the member {@code conv1_conv/kernel.npy}. As {@code numpy.savez}
 * does, it stores the arrays as they are: trained weights do not compress.
 *
 * <p>The file appears once all arrays are {@linkplain #finish in}; a writer that is closed before
 * leaves nothing behind.
 */
public final class NpzWriter implements Closeable {

  /** NumPy aligns the elements to this. */
  private static final int ALIGNMENT = 64;

  private static final int BEFORE_TEXT = NpyHeader.MAGIC.length + 4;

  private final WholeFile file;
  private final ZipOutputStream zip;

  /** Makes the folder where it is missing. */
  public NpzWriter(Path file) throws IOException {
    this.file = WholeFile.begin(file);
    this.zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(this.file.part())));
    zip.setMethod(ZipOutputStream.STORED);
  }

  /** Adds an array; bfloat16, which NumPy does not know, becomes float32. */
  public void add(String name, WeightArray array) throws IOException {
    if (array.type() == ElementType.BFLOAT16) {
      add(name, WeightArray.of(array.shape(), array.floats()));
      return;
    }
    ByteBuffer bytes = array.bytes().duplicate();
    ByteBuffer header = header(array);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setSize((long) header.remaining() + bytes.remaining());
    CRC32 checksum = new CRC32();
    checksum.update(header.duplicate());
    checksum.update(bytes.duplicate());
    entry.setCrc(checksum.getValue());
    entry.setTime(0); // the same arrays make the same file
    zip.putNextEntry(entry);
    write(header);
    write(bytes);
    zip.closeEntry();
  }

  /** Puts the file in place. */
  public void finish() throws IOException {
    zip.close();
    file.finish();
  }

  @Override
  public void close() throws IOException {
    try {
      zip.close();
    } finally {
      file.close();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    // Not closed: that would close the zip. It copies in small pieces.
    WritableByteChannel channel = Channels.newChannel(zip);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Version 1.0, see {@link NpyHeader}. */
  private static ByteBuffer header(WeightArray array) {
    String dimensions =
        Arrays.stream(array.shape().asArray())
            .mapToObj(dimension -> dimension + ",")
            .collect(Collectors.joining(" "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descr(array.type(), array.bytes().order()), dimensions);
    int length = BEFORE_TEXT + text.length() + 1;
    int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyHeader.MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (padded - BEFORE_TEXT))
        .put((text + " ".repeat(padded - length) + "\n").getBytes(StandardCharsets.US_ASCII))
        .flip();
  }

  private static String descr(ElementType type, ByteOrder order) {
    String code =
        switch (type) {
          case BOOL -> "b";
          case INT8, INT16, INT32, INT64 -> "i";
          case UINT8, UINT16, UINT32 -> "u";
          default -> "f";
        };
    String bytes = type.bytes() == 1 ? "|" : order == ByteOrder.BIG_ENDIAN ? ">" : "<";
    return bytes + code + type.bytes();
  }
}
