package org.cycleat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What this program was built from, as the build wrote it down.
 *
 * @param commit abbreviated; {@code unknown} where it was built outside of a repository
 * @param profiles of Maven that change what it runs on, such as {@code gpu}
 */
public record BuildInfo(
    String version, String commit, String tensorFlow, String javaCv, List<String> profiles) {

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
        built.getProperty("javacv"),
        Stream.of(built.getProperty("profiles").split(",", -1)).filter(p -> !p.isBlank()).toList());
  }
}
