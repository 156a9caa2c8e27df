package org.cycleat.device;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The functions of {@code libcuda.so.1} that are needed here; see <a
 * href="https://docs.nvidia.com/cuda/cuda-driver-api/">CUDA's driver API</a>. Those with a result
 * return 0 on success.
 */
class DriverFunctions {
  private static final int CAPABILITY_MAJOR = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_BYTES = 256;

  private final String file;

  DriverFunctions() {
    this("libcuda.so.1");
  }

  /**
   * @param file name or path of the driver's library
   */
  DriverFunctions(String file) {
    this.file = file;
  }

  /** Opens the driver's library; false where there is none. */
  boolean open() {
    try {
      Loader.loadGlobal(file);
      return true;
    } catch (UnsatisfiedLinkError missing) {
      return false;
    }
  }

  /** 1000 * major + 10 * minor of the newest CUDA that the driver is for; 0 where it fails. */
  int version() {
    try (IntPointer version = new IntPointer(1)) {
      return call("cuDriverGetVersion", version, null, 0) == 0 ? version.get() : 0;
    }
  }

  int initialize() {
    return call("cuInit", null, null, 0);
  }

  /** The driver's words for what one of its functions returned. */
  String errorText(int code) {
    try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
      text.put(0, (Pointer) null);
      call("cuGetErrorString", NativeFunction.integer(code), text, 0);
      BytePointer words = text.get(BytePointer.class, 0);
      return words == null || words.isNull() ? "error " + code : words.getString();
    }
  }

  List<GpuCard> cards() {
    List<GpuCard> cards = new ArrayList<>();
    try (IntPointer count = new IntPointer(1);
        BytePointer name = new BytePointer(NAME_BYTES);
        LongPointer bytes = new LongPointer(1)) {
      count.put(0);
      call("cuDeviceGetCount", count, null, 0);
      for (int number = 0; number < count.get(); number++) {
        int device = device(number);
        name.put(0, (byte) 0);
        call("cuDeviceGetName", name, NativeFunction.integer(NAME_BYTES), device);
        bytes.put(0);
        call("cuDeviceTotalMem_v2", bytes, NativeFunction.integer(device), 0);
        String capability =
            attribute(CAPABILITY_MAJOR, device) + "." + attribute(CAPABILITY_MINOR, device);
        cards.add(new GpuCard(number, untilZero(name), capability, bytes.get()));
      }
    }
    return cards;
  }

  /**
   * What is free of a card's memory. Takes a context for a moment, which costs tenths of a second.
   *
   * @return empty where the card is not usable, as when another process has it for itself alone
   */
  OptionalLong freeBytes(int number) {
    int device = device(number);
    Pointer asArgument = NativeFunction.integer(device);
    try (PointerPointer<Pointer> context = new PointerPointer<>(1);
        LongPointer free = new LongPointer(1);
        LongPointer total = new LongPointer(1)) {
      if (call("cuDevicePrimaryCtxRetain", context, asArgument, 0) != 0) {
        return OptionalLong.empty();
      }
      boolean known =
          call("cuCtxSetCurrent", context.get(0), null, 0) == 0
              && call("cuMemGetInfo_v2", free, total, 0) == 0;
      call("cuCtxSetCurrent", null, null, 0);
      call("cuDevicePrimaryCtxRelease_v2", asArgument, null, 0);
      return known ? OptionalLong.of(free.get()) : OptionalLong.empty();
    }
  }

  /** JavaCPP's own way takes the whole buffer, zeros included. */
  private static String untilZero(BytePointer buffer) {
    String all = buffer.getString();
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  private static int device(int number) {
    try (IntPointer device = new IntPointer(1)) {
      call("cuDeviceGet", device, NativeFunction.integer(number), 0);
      return device.get();
    }
  }

  private static int attribute(int which, int device) {
    try (IntPointer value = new IntPointer(1)) {
      value.put(0);
      call("cuDeviceGetAttribute", value, NativeFunction.integer(which), device);
      return value.get();
    }
  }

  private static int call(String name, Pointer first, Pointer second, int third) {
    NativeFunction function =
        NativeFunction.find(name)
            .orElseThrow(() -> new IllegalStateException("the driver has no function " + name));
    try (function) {
      return function.call(first, second, third);
    }
  }
}
