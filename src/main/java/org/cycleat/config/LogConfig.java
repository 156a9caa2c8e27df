package org.cycleat.config;

/** What training writes while it runs. */
public record LogConfig(
    @Doc("Steps between two rows of metrics.csv and two points in TensorBoard.") int everySteps,
    @Doc("Steps between two grids of translated faces. 0 draws none.") int sampleEverySteps,
    @Doc("Steps between two checkpoints to resume from.") int checkpointEverySteps,
    @Doc("Checkpoints to resume from that are kept, the newest.") int keepCheckpoints,
    @Doc("Writes events for TensorBoard.") boolean tensorboard) {
  public LogConfig {
    Check.atLeast("everySteps", 1, everySteps);
    Check.atLeast("sampleEverySteps", 0, sampleEverySteps);
    Check.atLeast("checkpointEverySteps", 1, checkpointEverySteps);
    Check.atLeast("keepCheckpoints", 1, keepCheckpoints);
  }
}
