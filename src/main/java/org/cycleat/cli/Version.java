package org.cycleat.cli;

import org.cycleat.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo built = BuildInfo.current();
    return new String[] {
      "cycleat %s (%s)".formatted(built.version(), built.commit()),
      "TensorFlow Java %s, JavaCV %s, Java %s"
          .formatted(built.tensorFlow(), built.javaCv(), System.getProperty("java.version"))
    };
  }
}
