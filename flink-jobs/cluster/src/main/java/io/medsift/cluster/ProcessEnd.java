package io.medsift.cluster;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.util.ExceptionUtils;

/**
 * The exit code of a process that runs one job. Flink ends it with 1443 where the job failed, which
 * a shell sees as 163; the launcher asks for 1, as of every command.
 */
final class ProcessEnd {
  private static final String ALONE = "medsift.process";
  private static final String APPLICATION = "application";
  private static final int FAILED = 1;
  private static final long OTHERS_MILLIS = 2_000;

  private ProcessEnd() {}

  /** Returns whether this process runs one job only, as its launcher says. */
  static boolean isOfOneJob() {
    return APPLICATION.equals(System.getProperty(ALONE));
  }

  /** Notes the end of a job of such a process. */
  static void follow(JobClient job) {
    var unused =
        job.getJobExecutionResult()
            .whenComplete(
                (result, failure) -> {
                  if (failure != null
                      && ExceptionUtils.findThrowable(failure, JobCancellationException.class)
                          .isEmpty()) {
                    failed();
                  }
                });
  }

  /** Lets the process end with 1, whatever it says itself, once the others have cleaned up. */
  static void failed() {
    if (!isOfOneJob()) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(ProcessEnd::halt, "exit-code"));
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  private static void halt() {
    try {
      Thread.sleep(OTHERS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
