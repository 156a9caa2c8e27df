package org.cycleat.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraTest {
  @TempDir Path devices;

  @BeforeAll
  static void ffmpegsDevicesLoad() {
    PulseAudio.require();
  }

  /** FFmpeg's device that makes pictures, in the place of one that takes them. */
  @Test
  void timesStartWithTheFirstPicture() {
    String pictures = "testsrc=size=96x64:rate=10,setpts=PTS+5/TB";
    try (Camera camera =
        Camera.open(
            "lavfi", pictures, "cannot read it", error -> new UserException("error " + error))) {
      assertEquals(96, camera.format().width());
      assertEquals(64, camera.format().height());
      assertEquals(10, camera.format().framesPerSecond(), 1e-9);
      for (int i = 0; i < 4; i++) {
        try (VideoFrame frame = camera.next().orElseThrow()) {
          assertEquals(i, frame.index());
          assertEquals(100_000L * i, frame.timeMicros());
          assertEquals(96, frame.bgr().cols());
          assertEquals(64, frame.bgr().rows());
        }
      }
    }
  }

  @Test
  void aMissingCameraIsNamedTogetherWithThoseThereAre() throws IOException {
    assertEquals(
        "no camera 0: there is no camera at all (no /dev/video*)",
        assertThrows(UserException.class, () -> Camera.open(0, devices)).getMessage());
    Files.createFile(devices.resolve("video0"));
    Files.createFile(devices.resolve("video2"));
    assertEquals(
        "no camera 3: found %s, %s".formatted(devices.resolve("video0"), devices.resolve("video2")),
        assertThrows(UserException.class, () -> Camera.open(3, devices)).getMessage());
  }

  /** Proof that this build of FFmpeg has Video4Linux: it finds that a file is no camera. */
  @Test
  void whatIsNoCameraIsRefused() throws IOException {
    Files.createFile(devices.resolve("video1"));
    String message = assertThrows(UserException.class, () -> Camera.open(1, devices)).getMessage();
    assertTrue(
        message.startsWith("cannot read camera 1 (" + devices.resolve("video1") + "): "), message);
    assertTrue(message.endsWith("inappropriate ioctl for device"), message);
  }
}
