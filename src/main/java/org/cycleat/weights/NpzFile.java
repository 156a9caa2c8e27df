package org.cycleat.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cycleat.UserException;

/** A NumPy {@code .npz} file: a zip of {@code .npy} files, stored or deflated. */
public final class NpzFile implements WeightFile {
  private static final String NPY = ".npy";

  /** Deflate packs no tighter, so a member that claims more is no honest one. */
  private static final long MAX_UNFOLDING = 1032;

  private final Path file;
  private final ZipFile zip;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private record Member(ZipEntry entry, NpyHeader header) {}

  private NpzFile(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Reads the headers of all arrays.
   *
   * @throws UserException where it is damaged, holds a pickle or a file that is no array
   */
  public static NpzFile open(Path file) {
    ZipFile zip = openZip(file);
    NpzFile npz = new NpzFile(file, zip);
    try {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      for (ZipEntry entry : entries) {
        npz.add(entry);
      }
      return npz;
    } catch (IOException | RuntimeException e) {
      npz.close();
      throw e instanceof UserException known ? known : damaged(file, e);
    }
  }

  /** Opens a zip; what is wrong with one is an {@link UserException}. */
  static ZipFile openZip(Path file) {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException | IllegalArgumentException e) { // the latter for names in no charset
      throw damaged(file, e);
    }
  }

  private static UserException damaged(Path file, Exception e) {
    return new UserException(
        "%s is not a readable zip of arrays: %s; copy it anew".formatted(file, e.getMessage()), e);
  }

  private void add(ZipEntry entry) throws IOException {
    if (entry.isDirectory()) {
      return;
    }
    String label = "%s in %s".formatted(Printable.of(entry.getName()), file);
    if (!entry.getName().endsWith(NPY)) {
      throw new UserException(
          "%s is no array: expected names that end in .npy; take it out of the zip"
              .formatted(label));
    }
    NpyHeader header;
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      header = NpyHeader.read(in, label);
    }
    checkSizes(entry, header, label);
    String name = entry.getName().substring(0, entry.getName().length() - NPY.length());
    if (members.putIfAbsent(name, new Member(entry, header)) != null) {
      throw new UserException("%s is there twice; save it anew with numpy.savez".formatted(label));
    }
  }

  private static void checkSizes(ZipEntry entry, NpyHeader header, String label) {
    long found = entry.getSize() - header.length();
    if (header.dataBytes() >= 0 && header.dataBytes() != found) {
      throw new UserException(
          "%s is damaged: expected %d bytes of %s %s after its header, found %d; copy it anew"
              .formatted(label, header.dataBytes(), header.type(), header.shape(), found));
    }
    checkUnfolding(entry, label);
  }

  /** Refuses a member that claims to be larger than what it holds can unfold to. */
  static void checkUnfolding(ZipEntry entry, String label) {
    boolean stored = entry.getMethod() == ZipEntry.STORED;
    if (entry.getSize() / (stored ? 1 : MAX_UNFOLDING) > entry.getCompressedSize()) {
      throw new UserException(
          "%s claims to unfold from %d to %d bytes, which no zip can; copy it anew"
              .formatted(label, entry.getCompressedSize(), entry.getSize()));
    }
  }

  @Override
  public String format() {
    return "NumPy arrays";
  }

  @Override
  public Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    members.forEach(
        (name, member) ->
            entries.put(name, new Entry(member.header().type(), member.header().shape())));
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public WeightArray read(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException("no array " + name + " in " + file);
    }
    try {
      return NpyFile.array(member.header(), () -> elements(name, member));
    } catch (IOException e) {
      throw new UserException(
          "'%s' in %s is damaged: %s; copy it anew"
              .formatted(Printable.of(name), file, e.getMessage()),
          e);
    }
  }

  private ByteBuffer elements(String name, Member member) throws IOException {
    int length = StoredBytes.checkSize(file, member.header().dataBytes(), name);
    CheckedInputStream in = checked(zip, member.entry());
    try (in) {
      in.skipNBytes(member.header().length());
      byte[] bytes = new byte[length];
      if (in.readNBytes(bytes, 0, length) < length || in.read() >= 0) {
        throw new IOException("it unfolds to fewer or more bytes than it says");
      }
      checkSum(in, member.entry());
      return ByteBuffer.wrap(bytes);
    }
  }

  /** A member's bytes; a zip is read without a look at the checksums that it holds. */
  static CheckedInputStream checked(ZipFile zip, ZipEntry entry) throws IOException {
    return new CheckedInputStream(zip.getInputStream(entry), new CRC32());
  }

  /** Checks the checksum of a member that has been read to its end. */
  static void checkSum(CheckedInputStream in, ZipEntry entry) throws IOException {
    if (in.getChecksum().getValue() != entry.getCrc()) {
      throw new IOException("the checksum of %s is wrong".formatted(Printable.of(entry.getName())));
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UserException("cannot close %s: %s".formatted(file, e), e);
    }
  }
}
