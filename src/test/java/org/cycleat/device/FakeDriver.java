package org.cycleat.device;

import java.util.List;

/** A driver that is as a test wants it. */
final class FakeDriver extends DriverFunctions {
  static final GpuCard SMALL = new GpuCard(0, "Small", "6.1", 4L << 30);
  static final GpuCard LARGE = new GpuCard(1, "Large", "9.0", 80L << 30);

  boolean isThere = true;
  int version = 12_040;
  int started;
  List<GpuCard> cards = List.of(SMALL, LARGE);

  @Override
  boolean open() {
    return isThere;
  }

  @Override
  int version() {
    return version;
  }

  @Override
  int initialize() {
    return started;
  }

  @Override
  String errorText(int code) {
    return "words for " + code;
  }

  @Override
  List<GpuCard> cards() {
    return cards;
  }
}
