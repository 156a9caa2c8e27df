package org.cycleat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.export.InferenceGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat graphs}: writes the inference graph of every network as text. */
@Command(
    name = "graphs",
    description = {
      "Write the inference graph of every network, of the paper's sizes, as text.",
      "Python imports one with tf.import_graph_def and restores a checkpoint with save/restore_all."
    })
final class GraphsCommand implements Runnable {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "graphs",
      description = "The folder (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    for (InferenceGraph graph : InferenceGraph.values()) {
      Path file = out.resolve(graph.fileName());
      try {
        WholeFile.write(file, graph.text().getBytes(UTF_8));
      } catch (IOException e) {
        throw UserException.cannotWrite(file, e);
      }
      spec.commandLine().getOut().println(file);
    }
  }
}
