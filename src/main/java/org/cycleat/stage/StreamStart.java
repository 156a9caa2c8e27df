package org.cycleat.stage;

import java.util.List;
import org.cycleat.data.Batches;
import org.cycleat.train.StepReport;
import org.cycleat.train.TrainingListener;
import org.tensorflow.Session;

/**
 * Starts the streams of batches at the step at which a loop starts.
 *
 * @param firstStep how many batches of the streams earlier loops took
 */
record StreamStart(Session session, List<Batches> streams, long firstStep)
    implements TrainingListener {

  @Override
  public void onStart(long done, long steps) {
    streams.forEach(stream -> stream.start(session, firstStep + done));
  }

  @Override
  public void onStep(StepReport report) {
    // The streams go on by themselves.
  }
}
