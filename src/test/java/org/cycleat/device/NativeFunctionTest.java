package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** By functions that every C library has. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NativeFunctionTest {
  @Test
  void passesPointersAndLengthAndReturnsTheResult() {
    try (NativeFunction compare = NativeFunction.find("memcmp").orElseThrow();
        BytePointer abc = new BytePointer("abc");
        BytePointer abe = new BytePointer("abe")) {
      assertEquals(0, compare.call(abc, abe, 2));
      assertTrue(compare.call(abc, abe, 3) < 0);
      assertTrue(compare.call(abe, abc, 3) > 0);
    }
  }

  @Test
  void passesIntegersAsFirstAndSecondArgument() {
    try (NativeFunction upper = NativeFunction.find("toupper").orElseThrow();
        NativeFunction find = NativeFunction.find("memchr").orElseThrow();
        BytePointer text = new BytePointer("xyz")) {
      assertEquals('Q', upper.call(NativeFunction.integer('q'), null, 0));
      assertEquals((int) text.address() + 1, find.call(text, NativeFunction.integer('y'), 3));
    }
  }

  @Test
  void whatNoLibraryHasIsAbsent() {
    assertTrue(NativeFunction.find("no_library_has_this").isEmpty());
    assertTrue(LibraryVersion.byProperty("no_library_has_this").ask().isEmpty());
  }
}
