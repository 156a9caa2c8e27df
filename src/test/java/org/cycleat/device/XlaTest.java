package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XlaTest {
  @TempDir private Path root;

  private Path toolkit(String folder) throws IOException {
    Path file = root.resolve(folder).resolve("nvvm/libdevice/libdevice.10.bc");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    return root.resolve(folder);
  }

  @Test
  void theToolkitIsLookedForWhereItIsInstalled() throws IOException {
    Xla none = new Xla(Map.of(), root);
    assertEquals(Optional.empty(), none.toolkit());
    Path debian = toolkit("usr/lib/cuda");
    toolkit("usr/local/cuda-11.8");
    assertEquals(Optional.of(debian), none.toolkit());
    toolkit("usr/local/cuda-12.4");
    Path newest = toolkit("usr/local/cuda-12.10");
    assertEquals(Optional.of(newest), none.toolkit());
    Path linked = toolkit("usr/local/cuda");
    assertEquals(Optional.of(linked), none.toolkit());
    Path own = toolkit("opt/nvcc");
    Xla set = new Xla(Map.of("CUDA_PATH", own.toString(), "CUDA_HOME", " "), root);
    assertEquals(Optional.of(own), set.toolkit());
  }

  @Test
  void flagsOfTheUserStay() {
    Xla machine = new Xla(Map.of("XLA_FLAGS", "--xla_dump_to=/tmp/x"), root);
    assertEquals("--xla_dump_to=/tmp/x --mine", machine.joined("XLA_FLAGS", "--mine"));
    assertEquals("--mine", machine.joined("TF_XLA_FLAGS", "--mine"));
  }
}
