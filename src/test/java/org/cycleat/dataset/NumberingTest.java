package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberingTest {

  @ParameterizedTest
  @CsvSource({
    "FER2013, angry disgust fear happy sad surprise neutral, 0",
    "AFFECTNET, neutral happy sad surprise fear disgust anger contempt, 0",
    "RAFDB, surprise fear disgust happiness sadness anger neutral, 1",
    "EXPW, angry disgust fear happy sad surprise neutral, 0",
    "CKPLUS, neutral anger contempt disgust fear happy sadness surprise, 0"
  })
  void numbersMeanWhatWasPublished(Numbering set, String words, int first) {
    Labels eight = Labels.parse("AN,DI,FE,HA,NE,SA,SU,CO");
    int number = first;
    for (String word : words.split(" ", -1)) {
      assertEquals(eight.indexOf(word), eight.indexOf(set.label(Integer.toString(number))), word);
      number++;
    }
    assertEquals(Integer.toString(number), set.label(" " + number), "one more means nothing");
    assertEquals("Happy", set.label("Happy "));
  }

  @Test
  void theCandidatesOfANumberAreNamed() {
    assertEquals(
        "HA in FER2013, SU in AffectNet, DI in RAF-DB, HA in ExpW, DI in CK+",
        Numbering.candidates("3"));
    assertEquals("CO in AffectNet, NE in RAF-DB, SU in CK+", Numbering.candidates("7"));
    assertEquals("", Numbering.candidates("8"));
  }
}
