package org.cycleat.device;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.cycleat.NativeCache;
import org.cycleat.UserException;

/** The dynamic linker of this machine. */
final class SystemLinker implements Linker {
  /** Where CUDA's installers and the distributions put libraries. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/cuda/lib64",
          "/usr/local/cuda-12/lib64",
          "/opt/cuda/lib64",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/lib");

  @Override
  public boolean bringsLibraries() {
    return resource(CudaLibrary.CUDART.fileName()) != null;
  }

  @Override
  public Optional<Path> bundled(String fileName) {
    URL url = resource(fileName);
    if (url == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(file(url));
    } catch (IOException e) {
      throw new UserException(
          "cannot unpack %s into %s: %s; 3 GB must be free there, %s chooses another folder"
              .formatted(
                  fileName, NativeCache.folder(), UserException.reason(e), NativeCache.VARIABLE),
          e);
    }
  }

  /** The file of a resource: itself, as in a bundle's folders, or its copy out of the archive. */
  static Path file(URL resource) throws IOException {
    return resource.getProtocol().equals("file")
        ? Path.of(URI.create(resource.toString()))
        : Loader.cacheResource(resource).toPath();
  }

  private static URL resource(String fileName) {
    // Not by the bindings' own classes: those cannot be loaded where there is no driver.
    String name = "/org/bytedeco/cuda/%s/%s".formatted(Loader.getPlatform(), fileName);
    return SystemLinker.class.getResource(name);
  }

  @Override
  public List<Path> installed(String stem) {
    List<Path> found = new ArrayList<>();
    for (String name : FOLDERS) {
      // Null where there is no such folder, or none that can be listed.
      File[] files = new File(name).listFiles((folder, file) -> file.startsWith(stem + "."));
      if (files != null) {
        Stream.of(files).sorted().map(File::toPath).forEach(found::add);
      }
    }
    return found;
  }

  @Override
  public Map<String, Path> search(List<String> fileNames) {
    return LibrarySearch.find(fileNames, FOLDERS);
  }

  @Override
  public Optional<String> open(String nameOrPath) {
    try {
      Loader.loadGlobal(nameOrPath);
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<Path> placeOf(String fileName) {
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains("/" + fileName))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst();
    } catch (IOException noLinux) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> versionOf(CudaLibrary library) {
    return library.version().ask();
  }
}
