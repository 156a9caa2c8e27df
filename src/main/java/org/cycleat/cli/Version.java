package org.cycleat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, from the properties that the build fills in. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    var built = new Properties();
    try (InputStream properties = Version.class.getResourceAsStream("version.properties")) {
      built.load(properties);
    }
    return new String[] {
      "cycleat " + built.getProperty("version"),
      "TensorFlow Java %s, JavaCV %s, Java %s"
          .formatted(
              built.getProperty("tensorflow"),
              built.getProperty("javacv"),
              System.getProperty("java.version"))
    };
  }
}
