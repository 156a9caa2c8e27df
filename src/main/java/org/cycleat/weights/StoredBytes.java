package org.cycleat.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.cycleat.UserException;

/** Parts of files, mapped: an array is not copied before its numbers are wanted. */
final class StoredBytes {
  private StoredBytes() {}

  /**
   * A part of a file that is known to lie in it.
   *
   * @param name of the array, for messages
   */
  static ByteBuffer map(Path file, long offset, long length, String name) {
    checkSize(file, length, name);
    try (FileChannel channel = FileChannel.open(file)) {
      if (offset > channel.size() - length) {
        throw new UserException(
            "%s has become shorter while it was read; copy it anew".formatted(file));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (IOException e) {
      throw new UserException("cannot read '%s' in %s: %s".formatted(name, file, e), e);
    }
  }

  /** One array has at most 2 GiB here; the largest of VGG's has 0.4. */
  static int checkSize(Path file, long length, String name) {
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw new UserException(
          "'%s' in %s has %d bytes, and arrays of 2 GiB and more are not read; split it, or save it as float16"
              .formatted(name, file, length));
    }
    return (int) length;
  }
}
