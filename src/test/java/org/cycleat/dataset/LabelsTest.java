package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @ParameterizedTest
  @CsvSource({
    "AN,0", "anger,0", "Angry,0", "ANGRY,0", "di,1", "disgusted,1", "Fear,2", "afraid,2",
    "fearful,2", "Happy,3", "joy,3", "happiness,3", "Neutral,4", "ne,4", "Sad,5", "sadness,5",
    "' Surprise ',6", "surprised,6"
  })
  void codeNameAndAliasInAnyCaseMeanTheSame(String text, int index) {
    assertEquals(OptionalInt.of(index), Labels.EXPRESSIONS.indexOf(text));
  }

  @Test
  void theExpressionsStandInTheOrderOfTheTables() {
    assertEquals(List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU"), Labels.EXPRESSIONS.codes());
    assertEquals(7, Labels.EXPRESSIONS.size());
    assertEquals(OptionalInt.empty(), Labels.EXPRESSIONS.indexOf("contempt"));
  }

  @Test
  void aListOfExpressionsIsASubsetInTableOrderThatStillKnowsTheOthers() {
    Labels six = Labels.parse("su, Happy,AN,fear,disgust,SA");
    assertEquals(List.of("AN", "DI", "FE", "HA", "SA", "SU"), six.codes());
    assertEquals(OptionalInt.of(4), six.indexOf("sad"));
    assertEquals(OptionalInt.empty(), six.indexOf("NE"));
    assertEquals(Optional.of("NE"), six.leftOut("Neutral"));
    assertEquals(Optional.empty(), six.leftOut("sad"));
    assertEquals(Optional.of("CO"), six.leftOut("contempt"));
    assertEquals(Optional.of("CO"), Labels.EXPRESSIONS.leftOut("Contempt"));
    assertEquals(Optional.empty(), six.leftOut("boredom"));
    assertEquals(
        List.of(true, true, false),
        List.of(six.isKnown("sad"), six.isKnown("co"), six.isKnown("bored")));
    assertEquals(six, Labels.parse(six.toString()));
    assertEquals(Labels.EXPRESSIONS, Labels.parse(Labels.EXPRESSIONS.toString()));
  }

  @Test
  void anyOtherListIsAnotherTaskInItsOwnOrder() {
    Labels labels = Labels.parse("wet, Dry,moist");
    assertEquals(List.of("wet", "Dry", "moist"), labels.codes());
    assertEquals(OptionalInt.of(1), labels.indexOf("dRY"));
    assertEquals(OptionalInt.empty(), labels.indexOf("anger"));
    assertEquals(Optional.empty(), labels.leftOut("HA"));
    assertEquals(labels, Labels.parse(labels.toString()));
  }

  @Test
  void contemptIsTheEighthExpressionWhereItIsAskedFor() {
    Labels eight = Labels.parse("AN,contempt,DI,FE,HA,NE,SA,SU");
    assertEquals(List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU", "CO"), eight.codes());
    assertEquals(OptionalInt.of(7), eight.indexOf("Contempt"));
    assertEquals(OptionalInt.of(5), eight.indexOf("sad"));
  }

  @Test
  void anAddedClassKeepsTheWordsOfTheKnownOnes() {
    Labels labels = Labels.parse("happy,bored,NE");
    assertEquals(List.of("HA", "bored", "NE"), labels.codes());
    assertEquals(OptionalInt.of(0), labels.indexOf("joy"));
    assertEquals(OptionalInt.of(1), labels.indexOf("Bored"));
    assertEquals(Optional.of("AN"), labels.leftOut("angry"));
    assertEquals(labels, Labels.parse(labels.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AN", "AN,angry", "a,b,A", "AN,,DI", "", "cat"})
  void aListThatIsNoChoiceIsAUsersError(String list) {
    String message = assertThrows(UserException.class, () -> Labels.parse(list)).getMessage();
    assertTrue(message.contains("--labels"), message);
    assertEquals(1, message.lines().count());
  }
}
