package org.cycleat.device;

import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A function of a library that was opened for the whole process, which takes up to three arguments
 * and returns an integer.
 *
 * <p>Java 17 has no such call, and the bindings of CUDA are there in some builds only. JavaCPP
 * calls any native function through a function pointer whose type passes its arguments alike:
 * integers travel as pointers do, and arguments too many are ignored, in the calling conventions of
 * x86-64 and Arm. The type borrowed here is one of FFmpeg's, which every build has.
 */
final class NativeFunction implements AutoCloseable {
  private final PointerPointer<Pointer> structure;
  private final Read_packet_Pointer_BytePointer_int pointer;

  private NativeFunction(Pointer address) {
    // JavaCPP's structure behind a function pointer: the function, and the Java object, if any.
    structure = new PointerPointer<>(2);
    structure.put(0, address).put(1, (Pointer) null);
    pointer = new Read_packet_Pointer_BytePointer_int(structure);
  }

  /** The function of that name; empty where no library that is open has it. */
  static Optional<NativeFunction> find(String name) {
    return Optional.ofNullable(Loader.addressof(name)).map(NativeFunction::new);
  }

  /** Calls it with what {@link #integer} makes, or pointers; null is 0. */
  int call(Pointer first, Pointer second, int third) {
    // A view, not to be closed: that would free what it views.
    BytePointer view = second == null ? null : new BytePointer(second);
    return pointer.call(first, view, third);
  }

  /** An integer in a pointer's clothes. */
  static Pointer integer(long value) {
    return new Word(value);
  }

  private static final class Word extends Pointer {
    Word(long value) {
      super((Pointer) null);
      address = value;
    }
  }

  @Override
  public void close() {
    pointer.close();
    structure.close();
  }
}
