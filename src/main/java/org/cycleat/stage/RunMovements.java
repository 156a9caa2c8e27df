package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.evaluation.MovementFit;

/** The network of a run that has learned movements. */
final class RunMovements implements MovementReader {
  private final Workspace workspace;

  /**
   * @throws UserException where the run has not learned movements
   */
  RunMovements(Workspace workspace) {
    this.workspace = workspace;
    if (workspace.config().source().learns() != SourceConfig.Learns.MOVEMENTS) {
      throw new UserException(
          "f_S of %s is a classifier (--run): expected a run with --stage source --set source.learns=movements"
              .formatted(workspace.root()));
    }
    workspace.require(Stage.SOURCE, "network that reads movements");
  }

  Path checkpoint() {
    return workspace.network(Stage.SOURCE, SourceTraining.F_S);
  }

  @Override
  public String place() {
    return "f_S of %s (--run)".formatted(workspace.root());
  }

  @Override
  public Map<String, MovementFit.Fit> fits() {
    return UnseenMovements.recorded(workspace);
  }

  @Override
  public int threads() {
    return workspace.config().threads();
  }

  @Override
  public float[][] read(Device device, Manifest faces) {
    return UnseenMovements.read(workspace, device, faces);
  }
}
