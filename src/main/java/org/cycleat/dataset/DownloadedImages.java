package org.cycleat.dataset;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images that were downloaded from lists of addresses: found by the file name at the end of the
 * address, or, where a downloader has numbered them, by the row's number.
 */
final class DownloadedImages {
  private final List<Path> images;
  private final Map<String, List<Path>> byName = new HashMap<>();

  DownloadedImages(List<Path> images) {
    this.images = images;
    for (Path image : images) {
      byName.computeIfAbsent(image.getFileName().toString(), name -> new ArrayList<>(1)).add(image);
    }
  }

  /** Finds the image of a row, from 0. */
  interface Finder {
    Optional<Path> find(int row);
  }

  /**
   * How the images of a list are found: by name, if one of them is there by name, else by number.
   *
   * @param addresses one for each row
   * @param list file of the list; images in a folder of its name are numbered by its rows
   */
  Finder finder(List<String> addresses, Path list) {
    List<Optional<Path>> named = addresses.stream().map(this::named).toList();
    if (named.stream().anyMatch(Optional::isPresent)) {
      return named::get;
    }
    Map<Integer, Path> numbered = numbered(Tree.stem(list));
    // Downloaders count from 0; one that counts from 1 has an image with the last row's number.
    int first = !numbered.containsKey(0) && numbered.containsKey(addresses.size()) ? 1 : 0;
    return row -> Optional.ofNullable(numbered.get(row + first));
  }

  /** Of several images of one name, the one whose folder is that of the address. */
  private Optional<Path> named(String address) {
    String name = fileName(address);
    List<Path> found = byName.getOrDefault(name, byName.getOrDefault(decoded(name), List.of()));
    String folder = folderName(address);
    return found.stream()
        .filter(image -> Tree.folderName(image).equals(folder))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** Images whose name is a number: those in a folder named like the list, or else all. */
  private Map<Integer, Path> numbered(String listName) {
    Map<Integer, Path> inFolder = new HashMap<>();
    Map<Integer, Path> all = new HashMap<>();
    for (Path image : images) {
      String stem = Tree.stem(image);
      if (stem.matches("\\d{1,9}")) {
        int number = Integer.parseInt(stem);
        all.putIfAbsent(number, image);
        if (Tree.slashes(image).contains(listName + "/")) {
          inFolder.putIfAbsent(number, image);
        }
      }
    }
    return inFolder.isEmpty() ? all : inFolder;
  }

  /** The last part of an address, without query. */
  static String fileName(String address) {
    String path = path(address);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folderName(String address) {
    String path = path(address);
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  private static String path(String address) {
    return address.replaceFirst("[?#].*", "");
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // a per cent sign that is meant
      return name;
    }
  }
}
