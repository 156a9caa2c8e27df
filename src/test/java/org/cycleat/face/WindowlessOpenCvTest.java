package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, for which GTK 2 is a file that cannot be loaded. */
@EnabledOnOs(OS.LINUX)
class WindowlessOpenCvTest {
  @TempDir Path folder;

  /** Looks for faces where there are none. */
  static final class Detection {
    public static void main(String[] args) {
      try (FaceDetector detector = FaceDetector.open(Optional.empty());
          Mat grey = new Mat(90, 70, opencv_core.CV_8UC3, Scalar.GRAY)) {
        System.exit(detector.detect(grey).isEmpty() ? 0 : 3);
      }
    }
  }

  /** Uses objdetect as it comes. */
  static final class Plain {
    public static void main(String[] args) {
      try (CascadeClassifier cascade = new CascadeClassifier()) {
        System.exit(cascade.empty() ? 0 : 3);
      } catch (UnsatisfiedLinkError noGtk) {
        System.exit(4);
      }
    }
  }

  private int run(Class<?> program) throws Exception {
    Files.createFile(folder.resolve("libgtk-x11-2.0.so.0"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
                java.toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .inheritIO();
    builder.environment().put("LD_LIBRARY_PATH", folder.toString());
    return builder.start().waitFor();
  }

  @Test
  void detectorsNeedNoWindows() throws Exception {
    assertEquals(0, run(Detection.class));
  }

  /** When this fails, OpenCV's bindings have come apart, and the class can go. */
  @Test
  void isNeeded() throws Exception {
    assertEquals(4, run(Plain.class));
  }
}
