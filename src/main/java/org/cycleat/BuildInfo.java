package org.cycleat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from, as the build wrote it down.
 *
 * @param commit abbreviated; {@code unknown} where it was built outside of a repository
 */
public record BuildInfo(String version, String commit, String tensorFlow, String javaCv) {

  /** Of the program that is running. */
  public static BuildInfo current() {
    Properties built = new Properties();
    try (InputStream properties = BuildInfo.class.getResourceAsStream("version.properties")) {
      built.load(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what the build wrote down", e);
    }
    return new BuildInfo(
        built.getProperty("version"),
        built.getProperty("commit"),
        built.getProperty("tensorflow"),
        built.getProperty("javacv"));
  }
}
