package org.cycleat.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.cycleat.InterruptedRunException;
import org.cycleat.NativeCache;
import org.cycleat.StopRequest;
import org.cycleat.UserException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user of a failure: one line, with a stack trace below it only when verbose. */
final class ErrorLine {
  static final int PROGRAM_ERROR = 1;
  static final int USER_ERROR = 2;

  /** 128 + SIGPIPE, as the shells have it. */
  private static final int UNREAD = 141;

  private final PrintWriter err;
  private final boolean verbose;
  private Throwable reported;

  ErrorLine(PrintWriter err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /**
   * Prints the failure, once, unless there is nobody who wants to read.
   *
   * @return the exit code that it deserves
   */
  int report(Throwable failure) {
    Throwable reason = reason(failure);
    if (reason instanceof StandardOutput.Lost lost && lost.isUnread()) {
      return UNREAD;
    }
    int code;
    String message;
    if (reason instanceof ParameterException e) {
      code = USER_ERROR;
      message = e.getMessage() + advice(e);
    } else if (reason instanceof UserException) {
      code = USER_ERROR;
      message = reason.getMessage();
    } else if (reason instanceof InterruptedRunException) {
      code = StopRequest.EXIT_CODE;
      message = reason.getMessage();
    } else if (reason instanceof StandardOutput.Lost) {
      code = PROGRAM_ERROR;
      message = reason.getMessage();
    } else {
      code = PROGRAM_ERROR;
      message = unexpected(reason);
    }
    if (reason == reported) {
      return code;
    }
    reported = reason;
    err.println("cycleat: " + oneLine(message));
    if (verbose) {
      failure.printStackTrace(err);
    }
    return code;
  }

  /** What the user should hear of: a message meant for them, however deeply it was wrapped. */
  private static Throwable reason(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UserException
          || t instanceof InterruptedRunException
          || t instanceof StandardOutput.Lost) {
        return t;
      }
      if (t instanceof UnsatisfiedLinkError
          || t instanceof NoClassDefFoundError
          || t instanceof ExceptionInInitializerError) {
        return NativeCache.failure(t);
      }
    }
    return failure;
  }

  private static String advice(ParameterException e) {
    String help = " (see `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`)";
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "; did you mean " + unmatched.getSuggestions().get(0) + "?" + help;
    }
    return help;
  }

  private String unexpected(Throwable reason) {
    String what = reason.getClass().getSimpleName();
    if (reason.getMessage() != null) {
      what += ": " + reason.getMessage();
    }
    if (reason instanceof OutOfMemoryError) {
      return what + " (JAVA_OPTS=-Xmx8g gives Java 8 GB; smaller images or batches need less)";
    }
    return verbose ? what : what + " (--verbose prints where it happened)";
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
