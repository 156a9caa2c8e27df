package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.dataset.Sample;

/** Names translated images after their originals, in the same folders below {@code out}. */
record FolderNames(Path in, Path out) {

  Path fileOf(int index, Sample sample) {
    Path original = Path.of(sample.extra().getOrDefault("source", sample.path().toString()));
    Path root = in.toAbsolutePath().normalize();
    Path relative =
        Files.isDirectory(root) && original.startsWith(root)
            ? root.relativize(original)
            : Path.of("%06d-%s".formatted(index, original.getFileName()));
    String name = relative.getFileName().toString();
    // a.jpg and a.png of one folder must not become one file
    return out.resolve(relative).resolveSibling(name.replaceFirst("\\.([^.]+)$", "-$1") + ".png");
  }
}
