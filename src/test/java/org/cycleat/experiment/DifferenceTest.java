package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.stage.Contenders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {
  private static final double EXACT = 1e-12;

  @TempDir private Path folder;

  /**
   * A row that was judged on faces of anger.
   *
   * @param answers for each face, A where it is right
   */
  private Result.Row row(String title, String name, String answers) throws IOException {
    StringBuilder csv = new StringBuilder("file,label,method,AN,HA\n");
    for (int i = 0; i < answers.length(); i++) {
      String shares = answers.charAt(i) == 'A' ? "0.7,0.3" : "0.2,0.8";
      csv.append("%s%d.png,AN,%s,%s\n".formatted(name, i, title, shares));
    }
    Path file = Files.writeString(folder.resolve(title + ".csv"), csv);
    List<Evidence> seed = List.of(new Evidence(file, Map.of(), 0));
    Scores scores = Scores.read(title, List.of("AN", "HA"), List.of(seed));
    return new Result.Row(title, Optional.of(scores), Optional.empty());
  }

  private static List<String> pairs(List<Difference> differences) {
    return differences.stream().map(each -> each.method() + " - " + each.than()).toList();
  }

  @Test
  void eachRowIsComparedWithTheOneAboveAndTheLastWithFineTuning() throws IOException {
    List<Difference> differences =
        Difference.of(
            List.of(
                row("S2T", "x", "A---"),
                row(Contenders.FINE_TUNED, "x", "AA--"),
                new Result.Row("paper", Optional.empty(), Optional.empty()),
                row("S2T_attention", "x", "A---"),
                row("CycleAT", "x", "AAAA")));
    assertEquals(
        List.of(
            "S2T_fine-tune - S2T",
            "S2T_attention - S2T_fine-tune",
            "CycleAT - S2T_attention",
            "CycleAT - S2T_fine-tune"),
        pairs(differences));
    assertEquals(0.5, differences.get(3).average().value(), EXACT);
    assertEquals(0.5, differences.get(3).accuracy().value(), EXACT);
  }

  @Test
  void neighboursAreComparedOnce() throws IOException {
    assertEquals(
        List.of("CycleAT - S2T_fine-tune"),
        pairs(
            Difference.of(
                List.of(row(Contenders.FINE_TUNED, "x", "A-"), row("CycleAT", "x", "AA")))));
  }

  @Test
  void rowsOnOtherFacesAreNot() throws IOException {
    assertEquals(
        List.of(),
        pairs(
            Difference.of(
                List.of(
                    row(Contenders.FINE_TUNED, "x", "A-"),
                    row("S2T_attention", "y", "A-"),
                    row("CycleAT", "z", "AA")))));
  }
}
