package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void countsTheFacesThatOneMethodAloneHasRight() {
    boolean[] first = {true, true, false, true, false, true};
    boolean[] second = {true, false, true, false, false, false};
    assertEquals(new McNemar(3, 1), McNemar.of(first, second));
  }

  /** Of 4 discordant faces at most 1 on one side: 2 (1 + 4) / 16. */
  @Test
  void fewFacesByHand() {
    assertEquals(0.625, new McNemar(3, 1).pValue(), 1e-12);
    assertEquals(0.625, new McNemar(1, 3).pValue(), 1e-12);
    assertEquals(0.25, new McNemar(0, 3).pValue(), 1e-12);
  }

  /** statsmodels 0.15.0: {@code mcnemar([[0, b], [c, 0]], exact=True).pvalue}. */
  @Test
  void asStatsmodelsHasIt() {
    assertEquals(0.143463134765625, new McNemar(5, 12).pValue(), 1e-10);
    assertEquals(4.4344492637551645e-06, new McNemar(121, 59).pValue(), 1e-12);
    assertEquals(0.5218557278272722, new McNemar(1010, 1040).pValue(), 1e-9);
  }

  @Test
  void aSplitInTheMiddleIsNoEvidence() {
    assertEquals(1, new McNemar(7, 7).pValue());
    assertEquals(1, new McNemar(0, 0).pValue());
  }

  @Test
  void refusesWhatAreNoCounts() {
    assertThrows(IllegalArgumentException.class, () -> new McNemar(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> new McNemar(1, -2));
    assertThrows(IllegalArgumentException.class, () -> McNemar.of(new boolean[2], new boolean[3]));
  }
}
