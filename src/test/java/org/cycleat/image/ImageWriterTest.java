package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageWriterTest {
  @TempDir Path folder;

  private Path write(String name) {
    Path file = folder.resolve(name);
    try (Scalar blue = new Scalar(200, 40, 10, 0);
        Mat picture = new Mat(12, 20, CV_8UC3, blue)) {
      ImageWriter.write(file, picture);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif", "webp"})
  void everyFormatComesBack(String extension) {
    try (Mat read = ImageFile.read(write("deep/er/a." + extension));
        Mat pixel = read.row(5).col(3)) {
      assertEquals(20, read.cols());
      assertEquals(12, read.rows());
      assertEquals(200, pixel.data().get(0) & 0xff, 30);
      assertEquals(40, pixel.data().get(1) & 0xff, 30);
      assertEquals(10, pixel.data().get(2) & 0xff, 30);
    }
  }

  @Test
  void theNameTellsTheFormat() {
    assertTrue(ImageWriter.canWrite(Path.of("a", "b.c.JPEG")));
    for (String other : new String[] {"a.gif", "a.heic", "a.mp4", "jpg", ".jpg"}) {
      assertFalse(ImageWriter.canWrite(Path.of(other)), other);
    }
  }

  @Test
  void writingSaysWhatIsInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    UserException e = assertThrows(UserException.class, () -> write("file/a.png"));
    assertTrue(e.getMessage().contains(file.resolve("a.png").toString()), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> write("a.gif"));
  }
}
