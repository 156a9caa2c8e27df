package org.cycleat.weights;

import org.cycleat.UserException;

/** Python's pickles are programs: they are told apart and refused, never read. */
final class Pickle {
  /** The opcode PROTO, with which a pickle of protocol 2 or later begins. */
  private static final byte PROTO = (byte) 0x80;

  private Pickle() {}

  /** Whether a file that begins with these bytes is a pickle of protocol 2 to 5. */
  static boolean begins(byte[] start) {
    return start.length > 1 && start[0] == PROTO && start[1] >= 2 && start[1] <= 5;
  }

  /**
   * Why an array or file of NumPy's is not read, and what to do.
   *
   * @param name of it
   */
  static UserException refused(String name) {
    return refusal(name, "npy2npz IN.npy OUT.npz");
  }

  /** The same for PyTorch's files, which are pickles too. */
  static UserException refusedTorch(String name) {
    return refusal(name, "torch IN OUT.npz");
  }

  private static UserException refusal(String name, String conversion) {
    return new UserException(
        "%s holds a pickle, which could run any program; convert it with `python -m cycleat_tools %s`, which reads arrays only"
            .formatted(name, conversion));
  }
}
