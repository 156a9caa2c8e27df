package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ProgressScreenTest {
  @Test
  void workBesideOtherWorkShowsLinesWithItsName() {
    ProgressScreen.shared(
        "fold-2",
        () -> {
          assertFalse(ProgressScreen.standard().isTerminal());
          assertEquals("fold-2 source", ProgressScreen.standard().name("source"));
        });
    assertEquals("source", ProgressScreen.standard().name("source"));
  }

  @Test
  void anotherThreadHasItsOwn() {
    String[] name = new String[1];
    Thread other = new Thread(() -> name[0] = ProgressScreen.standard().name("source"));
    ProgressScreen.shared(
        "fold-2",
        () -> {
          other.start();
          join(other);
        });
    assertEquals("source", name[0]);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
