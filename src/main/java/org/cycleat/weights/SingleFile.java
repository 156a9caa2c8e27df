package org.cycleat.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cycleat.UserException;

/** Weights in one file: what it is shows in how it begins, whatever it is called. */
final class SingleFile {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final Path file;
  private final String name;
  private final byte[] start;

  private SingleFile(Path file) {
    this.file = file;
    this.name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try (InputStream in = Files.newInputStream(file)) {
      this.start = in.readNBytes(Long.BYTES + 1);
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  /**
   * @throws UserException where it is none of the formats, damaged or a pickle
   */
  static WeightFile open(Path file) {
    SingleFile single = new SingleFile(file);
    if (single.begins(ZIP) || single.begins(EMPTY_ZIP)) {
      return single.openZip();
    }
    if (single.begins(NpyHeader.MAGIC)) {
      return NpyFile.open(file);
    }
    if (single.isHdf5() || single.isNamed(".h5", ".hdf5")) {
      return Hdf5File.open(file);
    }
    if (Pickle.begins(single.start) || single.isNamed(".pkl", ".pickle", ".pth", ".pt")) {
      throw single.refusedPickle();
    }
    // Its first eight bytes are a length, so the first of its JSON is all it can be told by.
    if (single.isNamed(".safetensors") || (single.start.length > 8 && single.start[8] == '{')) {
      return SafetensorsFile.open(file);
    }
    if (single.endsAsTable()) {
      return SlicesFile.open(file);
    }
    throw single.unknown();
  }

  private boolean endsAsTable() {
    ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(end, Math.max(0, channel.size() - Long.BYTES));
      return SortedTable.ends(end.flip());
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private WeightFile openZip() {
    List<String> members;
    try (ZipFile zip = NpzFile.openZip(file)) {
      members = zip.stream().map(ZipEntry::getName).toList();
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
    if (members.stream().anyMatch(member -> member.matches("(.*/)?data\\.pkl"))) {
      throw Pickle.refusedTorch(file.toString());
    }
    return members.contains(KerasArchive.WEIGHTS) || isNamed(".keras")
        ? KerasArchive.open(file)
        : NpzFile.open(file);
  }

  /** HDF5 allows a block of the user's own before it, of 512 bytes or a doubling of that. */
  private boolean isHdf5() {
    if (begins(HDF5)) {
      return true;
    }
    ByteBuffer magic = ByteBuffer.allocate(HDF5.length);
    try (FileChannel channel = FileChannel.open(file)) {
      for (long offset = 512; offset < channel.size(); offset *= 2) {
        channel.read(magic.clear(), offset);
        if (Arrays.equals(magic.array(), HDF5)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private UserException refusedPickle() {
    return isNamed(".pth", ".pt", ".bin")
        ? Pickle.refusedTorch(file.toString())
        : Pickle.refused(file.toString());
  }

  private UserException unknown() {
    return new UserException(
        "%s holds no weights that can be read: expected a TensorFlow checkpoint, .npy, .npz, .h5, .keras or .safetensors, found a file that begins with %s"
            .formatted(file, start.length == 0 ? "nothing" : Arrays.toString(start)));
  }

  private boolean begins(byte[] magic) {
    return start.length >= magic.length
        && Arrays.equals(magic, 0, magic.length, start, 0, magic.length);
  }

  private boolean isNamed(String... endings) {
    return Arrays.stream(endings).anyMatch(name::endsWith);
  }
}
