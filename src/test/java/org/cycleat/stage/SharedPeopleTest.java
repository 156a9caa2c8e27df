package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPeopleTest {
  @TempDir Path folder;

  private Path rendered(String name, String settings) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    Files.writeString(data.resolve("render.json"), settings);
    return data;
  }

  @Test
  void aDataSetSharesPeopleWithItsParts() {
    assertTrue(SharedPeople.of(folder, folder));
    assertTrue(SharedPeople.of(folder.resolve("train"), folder));
    assertTrue(SharedPeople.of(folder, folder.resolve("train")));
    assertFalse(SharedPeople.of(folder.resolve("one"), folder.resolve("other")));
  }

  @Test
  void rendersOfTheSameFacesSharePeople() throws IOException {
    Path lab = rendered("lab", "{\"faces\": \"kit\", \"size\": \"64\"}");
    Path web = rendered("web", "{\"faces\": \"kit\", \"size\": \"32\"}");
    Path scans = rendered("scans", "{\"faces\": \"scans\"}");
    assertTrue(SharedPeople.of(lab, web));
    assertFalse(SharedPeople.of(lab, scans));
    assertFalse(SharedPeople.of(lab, folder.resolve("photos")));
    assertFalse(SharedPeople.of(folder.resolve("photos"), lab));
  }

  @Test
  void otherFilesOfThatNameSayNothing() throws IOException {
    Path text = rendered("text", "faces: kit");
    Path other = rendered("other", "[\"faces\"]");
    assertFalse(SharedPeople.of(text, rendered("more", "faces: kit")));
    assertFalse(SharedPeople.of(other, rendered("others", "[\"faces\"]")));
  }
}
