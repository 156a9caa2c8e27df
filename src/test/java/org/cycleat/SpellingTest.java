package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "seed, seed, 0",
    "seed, SEED, 0",
    "seed, sed, 1",
    "sed, seed, 1",
    "seed, sead, 1",
    "seed, sede, 1",
    "'', seed, 4",
    "kitten, sitting, 3",
    "abcd, badc, 2"
  })
  void countsEdits(String from, String to, int expected) {
    assertEquals(expected, Spelling.edits(from, to));
    assertEquals(expected, Spelling.edits(to, from));
  }

  @Test
  void prefersTheSectionThatIsMeant() {
    List<String> known = List.of("gan.learningRate", "web.learningRate", "source.learningRate");
    assertEquals(Optional.of("web.learningRate"), Spelling.nearest("wbe.learningRate", known));
    assertEquals(Optional.of("web.learningRate"), Spelling.nearest("web.learnRate", known));
  }

  @Test
  void saysNothingWhenNothingIsNear() {
    assertEquals(Optional.empty(), Spelling.nearest("colour", List.of("seed", "gan.loss")));
  }
}
