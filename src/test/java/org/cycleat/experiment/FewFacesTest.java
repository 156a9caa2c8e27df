package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewFacesTest {
  private static final Labels LABELS = Labels.parse("AN,HA");
  private static final long SEED = 3;

  private final List<String> lost = new ArrayList<>();

  @TempDir private Path folder;

  private static Sample face(Path file, int label, String subject) {
    return new Sample(file, label, subject, "", Map.of());
  }

  /** Five angry faces and four happy ones, of nobody in particular. */
  private List<Sample> nine() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      samples.add(face(NoiseFaces.png(folder.resolve(i + ".png"), i), i < 5 ? 0 : 1, ""));
    }
    return samples;
  }

  private Manifest drawn(int perClass, long seed, List<Sample> from) {
    return new FewFaces(perClass, "sets.perClass", seed)
        .of(new Manifest(from, LABELS), "faces/", lost::add);
  }

  private static List<Integer> pictures(Manifest manifest) {
    return manifest.samples().stream().map(sample -> NoiseFaces.number(sample.path())).toList();
  }

  @Test
  void asManyOfEachClassAreDrawn() {
    Manifest few = drawn(3, SEED, nine());
    assertEquals(List.of(0, 0, 0, 1, 1, 1), few.samples().stream().map(Sample::label).toList());
    assertEquals(6, Set.copyOf(pictures(few)).size());
    Manifest all = new Manifest(nine(), LABELS);
    assertSame(all, FewFaces.ALL.of(all, "faces/", lost::add));
  }

  @Test
  void theDrawDependsOnTheSeedAndThePicturesNotOnNamesAndOrder() {
    List<Sample> faces = nine();
    List<Sample> others = new ArrayList<>();
    for (Sample face : faces) {
      int picture = NoiseFaces.number(face.path());
      Path file = folder.resolve("others/face-%d.png".formatted(97 - picture));
      others.add(face(NoiseFaces.png(file, picture), face.label(), ""));
    }
    Collections.shuffle(others, new Random(5));
    assertEquals(pictures(drawn(3, SEED, faces)), pictures(drawn(3, SEED, others)));
    Set<List<Integer>> draws =
        LongStream.range(0, 5)
            .mapToObj(seed -> pictures(drawn(2, seed, faces)))
            .collect(Collectors.toSet());
    assertTrue(draws.size() > 1, draws::toString);
  }

  @Test
  void noTwoAreOfOneSubjectOrTwins() {
    List<Sample> faces = nine();
    // one person is angry and happy, and one picture is there as angry twice and as happy once
    faces.set(0, faces.get(0).of("P1"));
    faces.set(5, faces.get(5).of("P1"));
    faces.add(face(NoiseFaces.png(folder.resolve("copy.png"), 1), 0, ""));
    faces.add(face(NoiseFaces.png(folder.resolve("sad.png"), 1), 1, ""));
    for (long seed = 0; seed < 6; seed++) {
      Manifest few = drawn(3, seed, faces);
      assertEquals(6, Set.copyOf(pictures(few)).size(), () -> pictures(few).toString());
      assertTrue(few.samples().stream().filter(s -> s.subject().equals("P1")).count() <= 1);
    }
  }

  @Test
  void peopleWhoAreKnownToBeTwoAreNoTwins() {
    List<Sample> faces = new ArrayList<>(nine().subList(0, 1));
    faces.set(0, faces.get(0).of("P1"));
    faces.add(face(NoiseFaces.png(folder.resolve("copy.png"), 0), 1, "P2"));
    assertEquals(List.of(0, 0), pictures(drawn(1, SEED, faces)));
  }

  @Test
  void whatCannotBeReadIsNotDrawn() throws IOException {
    List<Sample> faces = nine();
    Files.writeString(faces.get(2).path(), "no picture");
    assertFalse(drawn(4, SEED, faces).samples().contains(faces.get(2)));
    assertEquals(List.of("faces/: images that cannot be read and are not drawn: 1"), lost);
  }

  @Test
  void tooFewAreRefusedBeforeAndAfterTheyAreLookedAt() {
    List<Sample> faces = nine();
    Manifest all = new Manifest(faces, LABELS);
    FewFaces five = new FewFaces(5, "sets.perClass", SEED);
    UserException few = assertThrows(UserException.class, () -> five.requireEnough(all, "faces/"));
    assertTrue(
        few.getMessage()
            .startsWith("only 4 faces of HA can be drawn from faces/, expected 5 (sets.perClass)"),
        few.getMessage());
    new FewFaces(4, "sets.perClass", SEED).requireEnough(all, "faces/");
    faces.set(5, faces.get(5).of("P1"));
    faces.set(6, faces.get(6).of("P1"));
    UserException one = assertThrows(UserException.class, () -> drawn(4, SEED, faces));
    assertTrue(one.getMessage().startsWith("only 3 faces of HA"), one.getMessage());
  }
}
