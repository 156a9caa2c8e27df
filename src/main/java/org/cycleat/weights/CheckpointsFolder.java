package org.cycleat.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;

/**
 * Checkpoints of several networks, each in a folder of its own within one folder. The array {@code
 * in/kernel} of the network {@code g_SW} is {@code g_SW/in/kernel}.
 */
public final class CheckpointsFolder implements WeightFile {
  private final Path folder;
  private final Map<String, WeightFile> files = new LinkedHashMap<>(); // by network
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private CheckpointsFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the checkpoints of some networks.
   *
   * @param networks names of their folders
   * @throws UserException where one is missing or damaged
   */
  public static CheckpointsFolder open(Path folder, List<String> networks) {
    CheckpointsFolder opened = new CheckpointsFolder(folder);
    try {
      networks.forEach(opened::add);
      return opened;
    } catch (UserException e) {
      opened.close();
      throw e;
    }
  }

  private void add(String network) {
    WeightFile file = WeightFiles.open(folder.resolve(network));
    files.put(network, file);
    file.entries().forEach((name, entry) -> entries.put(network + "/" + name, entry));
  }

  @Override
  public String format() {
    return "folder of checkpoints";
  }

  @Override
  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public WeightArray read(String name) {
    int slash = name.indexOf('/');
    WeightFile file = slash < 0 ? null : files.get(name.substring(0, slash));
    if (file == null) {
      throw new IllegalArgumentException("no array " + name + " in " + folder);
    }
    return file.read(name.substring(slash + 1));
  }

  @Override
  public void close() {
    files.values().forEach(WeightFile::close);
  }
}
