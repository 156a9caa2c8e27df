package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quick | S2T_fine-tune, S2T_attention",
        "ALL | S2T_fine-tune, S2T_attention, S2T_att.&gen.",
        "S2T_att.&gen. | S2T_att.&gen.",
        "att-gen,s2t_Fine-Tune | S2T_fine-tune, S2T_att.&gen.",
        "attention, attgen, attention | S2T_attention, S2T_att.&gen.",
        "quick,all | S2T_fine-tune, S2T_attention, S2T_att.&gen."
      })
  void namesAreThePapersWithOrWithoutTheirSigns(String typed, String chosen) {
    assertEquals(chosen, Baselines.parse(typed).toString());
  }

  @ParameterizedTest
  @CsvSource({"CycleAT, CycleAT", "'fine-tune,', ''''''", "S2T, S2T"})
  void whatIsNoBaselineIsRefusedWithThoseThereAre(String typed, String named) {
    String message = assertThrows(UserException.class, () -> Baselines.parse(typed)).getMessage();
    assertEquals(
        "unknown baseline %s (--baselines); expected quick, all, S2T_fine-tune, S2T_attention, S2T_att.&gen."
            .formatted(named),
        message);
  }

  @Test
  void noneIsEmpty() {
    assertTrue(Baselines.NONE.isEmpty());
    assertEquals("", Baselines.NONE.toString());
  }
}
