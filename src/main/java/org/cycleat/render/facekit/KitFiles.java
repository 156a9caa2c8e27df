package org.cycleat.render.facekit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cycleat.UserException;
import org.cycleat.render.mesh.Companions;

/**
 * The files of the kit's {@code FaceXModel} folder, in a folder or in the ZIP of its repository.
 */
final class KitFiles implements AutoCloseable {
  static final String NEUTRAL = "generic_neutral_mesh.obj";
  static final String INDICES = "vertex_indices.json";

  /** Far more than the kit has; a hostile archive should not be unpacked for hours. */
  private static final int MOST_FILES = 1000;

  private static final long LARGEST_FILE = 64L << 20;

  /** Opens a file. */
  @FunctionalInterface
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final Path where;
  private final ZipFile zip; // null for a folder
  private final String folder; // of the files, for errors
  private final Map<String, Opener> files = new TreeMap<>();

  private KitFiles(Path where, ZipFile zip, String folder) {
    this.where = where;
    this.zip = zip;
    this.folder = folder;
  }

  /**
   * @param where the kit's folder, the FaceXModel folder itself, or a ZIP file with either
   * @throws UserException where the kit is not there
   */
  static KitFiles open(Path where) {
    try {
      KitFiles kit = Files.isDirectory(where) ? inFolder(where) : inZip(where);
      try {
        kit.require(NEUTRAL);
        kit.require(INDICES);
      } catch (UserException e) {
        kit.close();
        throw e;
      }
      return kit;
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s (--ict-facekit): %s".formatted(where, e.getMessage()), e);
    }
  }

  private static KitFiles inFolder(Path where) throws IOException {
    Path inner = where.resolve("FaceXModel");
    Path folder = Files.isDirectory(inner) ? inner : where;
    KitFiles kit = new KitFiles(where, null, folder + "/");
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : (Iterable<Path>) list.limit(MOST_FILES)::iterator) {
        kit.files.put(file.getFileName().toString(), () -> Files.newInputStream(file));
      }
    }
    return kit;
  }

  private static KitFiles inZip(Path where) throws IOException {
    if (!Files.isRegularFile(where)) {
      throw new UserException(
          "nothing at %s (--ict-facekit): expected ICT-FaceKit's folder or ZIP file"
              .formatted(where));
    }
    ZipFile zip = openZip(where);
    List<? extends ZipEntry> entries = zip.stream().limit(MOST_FILES).toList();
    // the folder within the archive has the name of the branch that was downloaded
    String folder =
        entries.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.equals(NEUTRAL) || name.endsWith("/" + NEUTRAL))
            .findFirst()
            .map(name -> name.substring(0, name.length() - NEUTRAL.length()))
            .orElse("");
    KitFiles kit = new KitFiles(where, zip, where + "!/" + folder);
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (name.startsWith(folder)
          && name.indexOf('/', folder.length()) < 0
          && entry.getSize() <= LARGEST_FILE) {
        kit.files.put(name.substring(folder.length()), () -> zip.getInputStream(entry));
      }
    }
    return kit;
  }

  private static ZipFile openZip(Path where) throws IOException {
    try {
      return new ZipFile(where.toFile());
    } catch (ZipException e) {
      throw new UserException(
          "%s (--ict-facekit) is no ZIP file: expected ICT-FaceKit's folder or ZIP file (%s)"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private void require(String name) {
    if (!files.containsKey(name)) {
      throw new UserException(
          "no %s in %s (--ict-facekit): expected ICT-FaceKit as it is published, with its folder FaceXModel"
              .formatted(name, where));
    }
  }

  /** Names of the OBJ files, in alphabetical order. */
  List<String> shapes() {
    return files.keySet().stream().filter(name -> name.endsWith(".obj")).toList();
  }

  InputStream open(String name) throws IOException {
    return files.get(name).open();
  }

  /** The material files beside the shapes. */
  Companions companions() {
    return name -> files.containsKey(name) ? Optional.of(open(name)) : Optional.empty();
  }

  /** A file as the user knows it, for errors. */
  String path(String name) {
    return folder + name;
  }

  @Override
  public void close() {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new UserException("cannot close %s: %s".formatted(where, e.getMessage()), e);
    }
  }
}
