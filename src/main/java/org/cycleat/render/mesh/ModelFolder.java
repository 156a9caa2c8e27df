package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.cycleat.UserException;

/** The folder that a model file lies in; the files that it names must not lie outside of it. */
final class ModelFolder {
  private final String path;
  private final Companions companions;

  /**
   * @param model the model file, as the user knows it
   */
  ModelFolder(String model, Companions companions) {
    this.path = model.substring(0, folderLength(model));
    this.companions = companions;
  }

  static InputStream openModel(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new UserException("no model file at " + file, e);
    }
  }

  /** A file of this folder as the user knows it, for errors. */
  String path(String inside) {
    return path + inside;
  }

  /**
   * The name within this folder of a file that another one here names.
   *
   * @param from the other file, within this folder
   * @param name relative to the other file's folder; slashes may be of either kind
   * @return empty for what is outside: other folders, drives, the web
   */
  static Optional<String> inside(String from, String name) {
    String given = name.replace('\\', '/');
    boolean odd = given.chars().anyMatch(c -> c < ' ' || c == ':');
    if (odd || given.isEmpty() || given.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (from.substring(0, folderLength(from)) + given).split("/", -1)) {
      if (part.equals("..") && parts.pollLast() == null) {
        return Optional.empty();
      }
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }

  /** Opens a file of this folder; empty where there is none. */
  Optional<InputStream> open(String inside) {
    try {
      return companions.open(inside);
    } catch (IOException e) {
      throw new UserException("cannot read " + path(inside) + ": " + e.getMessage(), e);
    }
  }

  private static int folderLength(String file) {
    return Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
  }
}
