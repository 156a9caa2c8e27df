package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.render.facekit.DrawnKit;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.facekit.Repertoire;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderJobTest {
  private static final Colour GREY = Colour.srgb(0x3A3D40);

  @TempDir static Path shared;
  private static FaceKit kit;
  private static Map<String, byte[]> whole;

  @TempDir Path folder;

  /** Two people of seed 1 with two poses, on one thread. */
  @BeforeAll
  static void render() throws IOException {
    kit = FaceKit.read(DrawnKit.write(shared.resolve("kit")), 32);
    Path out = shared.resolve("whole");
    job(out, 1, 0, 2).run(1, () -> {});
    whole = files(out);
  }

  private static RenderJob job(Path out, long seed, int first, int count) {
    return job(out, seed, first, count, Repertoire.PROTOTYPES);
  }

  private static RenderJob job(Path out, long seed, int first, int count, Repertoire repertoire) {
    Map<String, String> settings =
        Map.of("seed", Long.toString(seed), "subjects", count + " from " + first);
    RenderPlan plan =
        RenderPlan.of(
            new KitPeople(kit, seed, first, count, repertoire),
            List.of(4),
            Poses.parse("2"),
            seed,
            0.5);
    return new RenderJob(
        plan,
        () -> new LaboratoryLook(32, GREY),
        new RenderJob.Output(out, "jpg", true, true, Optional.empty(), settings));
  }

  private static Map<String, byte[]> files(Path out) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(out)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(out.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void assertWhole(Path out) throws IOException {
    Map<String, byte[]> found = files(out);
    assertEquals(whole.keySet(), found.keySet());
    whole.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
  }

  @Test
  void whatCannotBeWrittenIsTheUsersToMend() throws IOException {
    Path images = Files.writeString(folder.resolve("images"), "in the way");
    UserException e =
        assertThrows(UserException.class, () -> job(folder, 1, 0, 1).run(2, () -> {}));
    assertTrue(e.getMessage().startsWith("cannot write " + folder), e.getMessage());
    assertEquals("in the way", Files.readString(images));
  }

  @Test
  void picturesManifestAndSettingsAreAllThatIsLeft() {
    assertEquals(2 * 7 * 2 + 2, whole.size(), whole.keySet().toString());
    assertTrue(whole.containsKey("manifest.csv") && whole.containsKey("render.json"));
    assertEquals(28, whole.keySet().stream().filter(n -> n.startsWith("images/S00")).count());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    RenderJob job = job(folder, 1, 0, 2);
    assertEquals(28, job.remaining());
    job.run(3, steps::incrementAndGet);
    assertEquals(28, steps.get());
    assertWhole(folder);
  }

  @Test
  void anInterruptedJobGoesOnAndGivesTheSameBytes() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    Runnable untilTheNinth =
        () -> {
          if (steps.incrementAndGet() == 9) {
            throw new IllegalStateException("pulled the plug");
          }
        };
    RenderJob stopped = job(folder, 1, 0, 2);
    assertThrows(IllegalStateException.class, () -> stopped.run(1, untilTheNinth));
    assertFalse(Files.exists(folder.resolve("manifest.csv")));
    RenderJob resumed = job(folder, 1, 0, 2);
    assertEquals(28 - 8, resumed.remaining());
    steps.set(0);
    resumed.run(1, steps::incrementAndGet);
    assertEquals(20, steps.get());
    assertWhole(folder);
  }

  @Test
  void headsThatDifferFromImageToImageDependOnNothingElse() throws IOException {
    Repertoire opening = (person, piece, image) -> Map.of("jawOpen", 0.25f + 0.5f * image);
    Path straight = folder.resolve("straight");
    job(straight, 1, 0, 2, opening).run(1, () -> {});
    Map<String, byte[]> expected = files(straight);
    Path resumed = folder.resolve("resumed");
    AtomicInteger steps = new AtomicInteger();
    Runnable untilTheSixth =
        () -> {
          if (steps.incrementAndGet() == 6) {
            throw new IllegalStateException("pulled the plug");
          }
        };
    RenderJob stopped = job(resumed, 1, 0, 2, opening);
    assertThrows(IllegalStateException.class, () -> stopped.run(1, untilTheSixth));
    job(resumed, 1, 0, 2, opening).run(3, () -> {});
    Map<String, byte[]> found = files(resumed);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    List<String> rows = Files.readAllLines(resumed.resolve("manifest.csv"));
    int column = List.of(rows.get(0).split(",")).indexOf("jawOpen");
    for (int image = 0; image < 2; image++) {
      String row = rows.get(1 + image);
      assertEquals(image == 0 ? "0.25" : "0.75", row.split(",", -1)[column], row);
    }
  }

  @Test
  void aFinishedJobDoesNothing() throws IOException {
    job(folder, 1, 0, 2).run(2, () -> {});
    Path picture = folder.resolve(whole.keySet().iterator().next());
    Files.delete(picture);
    RenderJob again = job(folder, 1, 0, 2);
    assertEquals(0, again.remaining());
    again.run(2, () -> fail("renders again"));
    assertFalse(Files.exists(picture));
  }

  @Test
  void aPersonDoesNotDependOnWhoElseIsThere() throws IOException {
    job(folder, 1, 1, 2).run(2, () -> {});
    Map<String, byte[]> found = files(folder);
    List<String> same = whole.keySet().stream().filter(n -> n.contains("/S001/")).toList();
    assertEquals(14, same.size());
    same.forEach(name -> assertArrayEquals(whole.get(name), found.get(name), name));
    assertEquals(28 + 2, found.size());
    assertTrue(found.keySet().stream().anyMatch(name -> name.contains("/S002/")));
  }

  @Test
  void otherSeedsAreOtherPeople() throws IOException {
    job(folder, 2, 0, 2).run(2, () -> {});
    Map<String, byte[]> found = files(folder);
    int compared = 0;
    for (String name : whole.keySet()) {
      if (name.startsWith("images/") && found.containsKey(name)) {
        assertFalse(Arrays.equals(whole.get(name), found.get(name)), name);
        compared++;
      }
    }
    assertFalse(whole.keySet().equals(found.keySet()), "other poses are drawn");
    assertTrue(compared < 28);
  }

  @Test
  void aFolderOfOtherSettingsIsLeftAlone() throws IOException {
    job(folder, 1, 0, 2).run(2, () -> {});
    var error = assertThrows(UserException.class, () -> job(folder, 7, 0, 3).run(1, () -> {}));
    assertEquals(
        folder
            + " (--out) holds a data set of other settings (seed: 1 there, 7 here; subjects: 2 from"
            + " 0 there, 3 from 0 here): give another folder, or the same",
        error.getMessage());
    assertWhole(folder);
  }

  @Test
  void settingsOfOneSideOnlyAreNamed() throws IOException {
    Files.writeString(
        folder.resolve("render.json"),
        "{\"seed\": \"1\", \"subjects\": \"2 from 0\", \"hats\": \"all\"}");
    var error = assertThrows(UserException.class, () -> job(folder, 1, 0, 2).run(1, () -> {}));
    assertTrue(error.getMessage().contains("(hats: all there, none here)"), error.getMessage());
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("manifest.csv"), "path,label\na.jpg,AN\n");
    var other = assertThrows(UserException.class, () -> job(folder, 1, 0, 2).run(1, () -> {}));
    assertEquals(
        folder + " (--out) holds another data set, which has no render.json: give another folder",
        other.getMessage());
    for (String text : new String[] {"{\n \"seed\": \"1", "[]", "", "7"}) {
      Files.writeString(folder.resolve("render.json"), text);
      var broken = assertThrows(UserException.class, () -> job(folder, 1, 0, 2).run(1, () -> {}));
      String message = broken.getMessage();
      assertTrue(message.startsWith(folder.resolve("render.json") + ": expected"), message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  @Test
  void aMistakeOfOneFaceIsTold() {
    UserException reason = new UserException("a broken model");
    HeadSource source =
        levels ->
            Stream.concat(
                    Stream.of(
                        new Sitting(
                            "A",
                            "AN",
                            1,
                            () -> {
                              throw reason;
                            })),
                    new KitPeople(kit, 1, 0, 1).sittings(levels).stream())
                .toList();
    RenderPlan plan = RenderPlan.of(source, List.of(3), Poses.parse("frontal"), 1, 0.5);
    RenderJob job =
        new RenderJob(
            plan,
            () -> new LaboratoryLook(32, GREY),
            new RenderJob.Output(folder, "png", true, true, Optional.empty(), Map.of()));
    assertEquals(reason, assertThrows(UserException.class, () -> job.run(1, () -> {})));
    assertFalse(Files.exists(folder.resolve("manifest.csv")));
  }
}
