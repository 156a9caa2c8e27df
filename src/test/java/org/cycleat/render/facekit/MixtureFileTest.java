package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.Spelling;
import org.cycleat.UserException;
import org.cycleat.dataset.ManifestColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixtureFileTest {
  private static final List<String> SHAPES =
      List.of("browDown_L", "eyeLookIn_R", "jawOpen", "mouthSmile_L", "mouthSmile_R");

  /** A row of each expression but happiness. */
  private static final String OTHERS = "AN,0\nDI,0\nFE,0\nNE,0\nSA,0\nSU,1\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mixtures.csv"), text);
  }

  private MixtureFile read(String text) throws IOException {
    return MixtureFile.read(file(text), SHAPES);
  }

  private void assertMistake(String expected, String text) throws IOException {
    Path file = file(text);
    var error = assertThrows(UserException.class, () -> MixtureFile.read(file, SHAPES));
    assertEquals(expected.formatted(file + " (--expressions)"), error.getMessage());
  }

  @Test
  void aRowIsAMixtureOfItsClass() throws IOException {
    MixtureFile file =
        read(
            """
            path,jawOpen,label,mouthSmile_L,split
            a.jpg,0.25,HA,1,train
            b.jpg,0,NE,,test
            c.jpg,1.5,surprised,0,
            d.jpg,2,HA,0.125,
            "e,f.jpg", 1e-1 , angry ,0,
            g.jpg,0,DI,0,
            h.jpg,0,FEAR,0,
            i.jpg,0,sa,0,
            """);
    Map<Expression, List<Map<String, Float>>> found = file.mixtures();
    assertEquals(
        List.of(
            Map.of("jawOpen", 0.25f, "mouthSmile_L", 1f),
            Map.of("jawOpen", 2f, "mouthSmile_L", 0.125f)),
        found.get(Expression.HAPPINESS));
    assertEquals(List.of(Map.of()), found.get(Expression.NEUTRAL));
    assertEquals(List.of(Map.of("jawOpen", 1.5f)), found.get(Expression.SURPRISE));
    assertEquals(List.of(Map.of("jawOpen", 0.1f)), found.get(Expression.ANGER));
    assertEquals(7, found.size());
    assertEquals(Map.of(), file.leftOut());
  }

  @Test
  void theHeaderMayHaveAMarkInFrontAndAnyCase() throws IOException {
    MixtureFile file = read("\uFEFFLABEL,JawOpen\nHA,0.5\n" + OTHERS);
    assertEquals(List.of(Map.of("jawOpen", 0.5f)), file.mixtures().get(Expression.HAPPINESS));
    assertEquals(List.of(Map.of("jawOpen", 1f)), file.mixtures().get(Expression.SURPRISE));
  }

  @Test
  void otherExpressionsAndFacesWithoutOneAreCounted() throws IOException {
    MixtureFile file = read("label,jawOpen\nHA,1\nCO,1\n,1\ncontempt,1\n,0\n,0\n" + OTHERS);
    assertEquals(Map.of("CO", 2, "without a label", 3), file.leftOut());
    assertEquals(1, file.mixtures().get(Expression.HAPPINESS).size());
  }

  @Test
  void columnsOfManifestsAreNotTakenForMisspeltShapes() {
    for (String column :
        List.of("level", "pan", "tilt", "roll", "skin", "votes", "p_AN", "p_SU", "image", "face")) {
      assertEquals(Optional.empty(), Spelling.nearest(column, SHAPES), column);
    }
    ManifestColumns.OF_CROPS.forEach(
        column -> assertEquals(Optional.empty(), Spelling.nearest(column, SHAPES), column));
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() throws IOException {
    assertMistake(
        "%s is empty: expected a header line with label and names of shapes, such as jawOpen", "");
    assertMistake(
        "no column 'label' in line 1 of %s: found 'jawOpen,emotion', expected label and names of"
            + " shapes, such as jawOpen",
        "jawOpen,emotion\n1,HA\n");
    assertMistake(
        "no column of a shape in line 1 of %s: found 'path,label', expected some of the kit's 5"
            + " shapes, such as jawOpen",
        "path,label\na.jpg,HA\n");
    assertMistake(
        "unknown shape 'mouthSmileLeft' in line 1 of %s: did you mean mouthSmile_L?",
        "label,mouthSmileLeft\nHA,1\n");
    assertMistake(
        "unknown shape 'mouthsmile' in line 1 of %s: did you mean mouthSmile_L?",
        "label,mouthsmile\nHA,1\n");
    assertMistake(
        "column 'JAWOPEN' twice in line 1 of %s: expected it once", "label,jawOpen,JAWOPEN\n");
    assertMistake(
        "column 'Label' twice in line 1 of %s: expected it once", "label,Label,jawOpen\n");
    assertMistake(
        "3 fields in line 3 of %s, expected 2 as in its header", "label,jawOpen\nHA,1\nHA,0,5\n");
    assertMistake(
        "unknown label 'smile' in line 2 of %s: expected AN (anger), DI (disgust), FE (fear), HA"
            + " (happiness), NE (neutral), SA (sadness), SU (surprise)",
        "label,jawOpen\nsmile,1\n");
    for (String value : List.of("-0.1", "2.01", "NaN", "Infinity", "half")) {
      assertMistake(
          "'"
              + value
              + "' in column jawOpen, line 3 of %s: expected a number from 0 to 2, where 1 is all of"
              + " the shape",
          "label,jawOpen\nHA,1\nNE," + value + "\n");
    }
    assertMistake(
        "no row of AN, DI, FE, NE, SA, SU in %s: expected at least one of each of"
            + " AN,DI,FE,HA,NE,SA,SU",
        "label,jawOpen\nHA,1\n");
    assertMistake(
        "no row of AN, DI, FE, HA, NE, SA, SU in %s: expected at least one of each of"
            + " AN,DI,FE,HA,NE,SA,SU",
        "label,jawOpen\n");
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws IOException {
    Path missing = folder.resolve("none.csv");
    for (Path path : List.of(missing, folder)) {
      var error = assertThrows(UserException.class, () -> MixtureFile.read(path, SHAPES));
      assertEquals(
          "no file at "
              + path
              + " (--expressions): expected a CSV file with a column label and one for each shape,"
              + " such as jawOpen",
          error.getMessage());
    }
    Files.write(missing, "label,jawOpen\nHÄ,1\n".getBytes(StandardCharsets.ISO_8859_1));
    var error = assertThrows(UserException.class, () -> MixtureFile.read(missing, SHAPES));
    assertEquals(
        missing + " is not UTF-8 text: save the manifest as CSV in UTF-8", error.getMessage());
  }
}
