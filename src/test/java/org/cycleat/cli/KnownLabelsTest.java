package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.export.ServingInfo;
import org.cycleat.recognition.Recognizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownLabelsTest {
  private static final List<ServingInfo.Label> MODEL =
      List.of(new ServingInfo.Label("AN", "anger"), new ServingInfo.Label("SU", "surprise"));

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void makeFolders() throws IOException {
    images = Files.createDirectories(folder.resolve("set/images/S1"));
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg")) {
      Files.write(images.resolve(name), new byte[] {1});
    }
  }

  private void manifest(Path in, String rows) throws IOException {
    Files.writeString(in.resolve("manifest.csv"), rows);
  }

  private static Optional<String> of(Path photograph) {
    return new KnownLabels(MODEL).of(photograph);
  }

  @Test
  void aPhotographIsLookedUpInTheNearestManifestAboveIt() throws IOException {
    manifest(
        folder.resolve("set"),
        "path,label\nimages/S1/a.jpg,surprised\nimages/S1/b.jpg,AN\nimages/S1/c.jpg,contempt\n");
    assertEquals(Optional.of("SU"), of(images.resolve("../S1/a.jpg")));
    assertEquals(Optional.of("AN"), of(images.resolve("b.jpg")));
    assertEquals(Optional.empty(), of(images.resolve("c.jpg")), "no class of the model");
    assertEquals(Optional.empty(), of(images.resolve("d.jpg")), "not listed");
    manifest(images, "path,label\na.jpg,AN\n");
    assertEquals(Optional.of("AN"), of(images.resolve("a.jpg")));
    assertEquals(Optional.empty(), of(images.resolve("b.jpg")), "the nearest one decides");
  }

  @Test
  void nothingIsKnownWithoutALabelledManifest() throws IOException {
    assertEquals(Optional.empty(), of(images.resolve("a.jpg")));
    assertEquals(Optional.empty(), of(Recognizer.STANDARD_INPUT));
    manifest(images, "path,subject\na.jpg,S1\n");
    assertEquals(Optional.empty(), of(images.resolve("a.jpg")));
    manifest(images, "no list\n");
    assertEquals(Optional.empty(), of(images.resolve("a.jpg")));
  }

  @Test
  void rowsWithoutLabelOrImageAndImagesOfSeveralFacesHideNoOtherLabel() throws IOException {
    manifest(
        images,
        """
        path,label,x,p_AN
        a.jpg,AN,1,0.9
        gone.jpg,SU,1,0.1
        b.jpg,,1,0.5
        c.jpg,SU,1,0.2
        c.jpg,AN,7,0.8
        d.jpg,SU,1,0.2
        d.jpg,SU,7,0.3
        """);
    assertEquals(Optional.of("AN"), of(images.resolve("a.jpg")));
    assertEquals(Optional.empty(), of(images.resolve("b.jpg")), "no label");
    assertEquals(Optional.empty(), of(images.resolve("c.jpg")), "two faces with one label each");
    assertEquals(Optional.of("SU"), of(images.resolve("d.jpg")));
  }

  /** A folder of a thousand people must not be searched up to the root. */
  @Test
  void aManifestFarAboveIsNotTheirs() throws IOException {
    manifest(folder, "path,label\nset/images/S1/a.jpg,SU\n");
    assertEquals(Optional.empty(), of(images.resolve("a.jpg")));
  }
}
