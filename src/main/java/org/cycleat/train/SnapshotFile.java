package org.cycleat.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Snapshots by name in one file, big-endian, ended by a checksum of all before it:
 *
 * <pre>
 *   int magic; int count; count × { utf name; arrays of longs; arrays of floats }; long crc32c
 *   arrays: int count; count × { utf name; int length; length × value }
 * </pre>
 */
final class SnapshotFile {
  private static final int MAGIC = 0x43594331; // CYC1

  private SnapshotFile() {}

  static void write(Path file, Map<String, Snapshot> snapshots) throws IOException {
    CRC32C crc = new CRC32C();
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(new CheckedOutputStream(Files.newOutputStream(file), crc)))) {
      out.writeInt(MAGIC);
      out.writeInt(snapshots.size());
      for (Map.Entry<String, Snapshot> named : snapshots.entrySet()) {
        out.writeUTF(named.getKey());
        out.writeInt(named.getValue().longs().size());
        for (Map.Entry<String, long[]> array : named.getValue().longs().entrySet()) {
          writeHead(out, array.getKey(), array.getValue().length);
          ByteBuffer bytes = ByteBuffer.allocate(array.getValue().length * Long.BYTES);
          bytes.asLongBuffer().put(array.getValue());
          out.write(bytes.array());
        }
        out.writeInt(named.getValue().floats().size());
        for (Map.Entry<String, float[]> array : named.getValue().floats().entrySet()) {
          writeHead(out, array.getKey(), array.getValue().length);
          ByteBuffer bytes = ByteBuffer.allocate(array.getValue().length * Float.BYTES);
          bytes.asFloatBuffer().put(array.getValue());
          out.write(bytes.array());
        }
      }
      out.flush();
      out.writeLong(crc.getValue());
    }
  }

  private static void writeHead(DataOutputStream out, String name, int length) throws IOException {
    out.writeUTF(name);
    out.writeInt(length);
  }

  /**
   * @throws IOException where the file is not one that {@link #write} finished
   */
  static SortedMap<String, Snapshot> read(Path file) throws IOException {
    verify(file);
    SortedMap<String, Snapshot> snapshots = new TreeMap<>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.readInt();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        SortedMap<String, long[]> longs = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          String array = in.readUTF();
          long[] values = new long[in.readInt()];
          ByteBuffer.wrap(in.readNBytes(values.length * Long.BYTES)).asLongBuffer().get(values);
          longs.put(array, values);
        }
        SortedMap<String, float[]> floats = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          String array = in.readUTF();
          float[] values = new float[in.readInt()];
          ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES)).asFloatBuffer().get(values);
          floats.put(array, values);
        }
        snapshots.put(name, new Snapshot(longs, floats));
      }
    }
    return snapshots;
  }

  /** Only bytes that the checksum vouches for are taken at their word. */
  private static void verify(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (var in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
      long length = Files.size(file);
      if (length < 2 * Integer.BYTES + Long.BYTES || in.readInt() != MAGIC) {
        throw new IOException("it is no file of snapshots");
      }
      in.skipNBytes(length - Integer.BYTES - Long.BYTES);
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw new IOException("its checksum is wrong");
      }
    }
  }
}
