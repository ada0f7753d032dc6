package io.medsift.integration.cluster;

import io.medsift.testkit.process.Signals;
import java.util.Random;

/** What goes wrong in production, and how it comes right again. */
enum Disturbance {
  /** kill -9 of the TaskManager; another one starts. */
  TASK_MANAGER_DIES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.taskManager().kill();
      installation.startTaskManager();
    }
  },
  /** kill -9 of the JobManager; the job goes on from its newest checkpoint. */
  JOB_MANAGER_DIES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.jobManager().kill();
      installation.startJobManager();
      installation.runAgain();
    }
  },
  /** kill -9 of the broker, which comes back after a while. */
  BROKER_DIES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.broker().close();
      pause(random, 3_000);
      installation.startBroker();
    }
  },
  /** Power loss: everything at once. */
  ALL_DIE {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.jobManager().kill();
      installation.broker().close();
      installation.taskManager().kill();
      installation.startBroker();
      installation.startJobManager();
      installation.startTaskManager();
      installation.runAgain();
    }
  },
  /** A long pause of the TaskManager, as of a virtual machine that moves. */
  TASK_MANAGER_PAUSES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.taskManager().pause();
      pause(random, 9_000);
      installation.taskManager().resume();
    }
  },
  /** A long pause of the broker. */
  BROKER_PAUSES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      Signals.send(installation.broker().handle(), "STOP");
      pause(random, 8_000);
      Signals.send(installation.broker().handle(), "CONT");
    }
  },
  /** Every piece of data between the broker and its clients takes long. */
  NETWORK_SLOWS {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.network().delay(50 + random.nextInt(300));
      pause(random, 8_000);
      installation.network().delay(0);
    }
  },
  /** The broker cannot be reached. */
  NETWORK_BREAKS {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.network().cut(true);
      pause(random, 5_000);
      installation.network().cut(false);
    }
  },
  /** The disk of the checkpoints has no room. */
  DISK_FILLS {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.volume().fill();
      pause(random, 8_000);
      installation.volume().free();
    }

    @Override
    boolean possible(Installation installation) {
      return installation.volume() != null;
    }
  },
  /** The broker cannot be reached for half a minute, as in a rolling restart. */
  BROKER_AWAY_FOR_HALF_A_MINUTE {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.outlives(
          () -> {
            installation.network().cut(true);
            Thread.sleep(30_000);
            installation.network().cut(false);
          });
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** The broker is down for longer than clients wait for it. */
  BROKER_AWAY_FOR_TWO_MINUTES {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.outlives(
          () -> {
            installation.broker().close();
            Thread.sleep(120_000);
            installation.startBroker();
          });
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** The disk of the checkpoints is full for longer than failed checkpoints are tolerated. */
  CHECKPOINTS_FAIL_FOR_HALF_A_MINUTE {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      if (installation.volume() == null) {
        return;
      }
      installation.volume().fill();
      Thread.sleep(30_000);
      installation.volume().free();
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** The broker's disk is full; it is freed, and the broker started again. */
  BROKER_DISK_FILLS {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      if (installation.brokerVolume() == null) {
        return;
      }
      installation.brokerVolume().fill();
      Thread.sleep(20_000);
      installation.broker().close();
      installation.brokerVolume().free();
      installation.startBroker();
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** One partition gets neither samples nor heartbeats, so that all others wait. */
  HEARTBEATS_STOP {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.load().silence(random.nextInt(Chaos.PARTITIONS));
      Thread.sleep(30_000);
      installation.load().speak();
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** While the job is down, samples that it has not read are deleted. */
  RETENTION_PASSES_WHAT_WAS_READ {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.load().pausing(() -> loseSamples(installation, 1 + random.nextInt(500)));
    }

    private void loseSamples(Installation installation, int many) throws Exception {
      installation.awaitAllRead();
      installation.jobManager().kill();
      installation.load().lose(many);
      installation.deleteSamples();
      installation.startJobManager();
      String refusal = installation.refusal();
      if (!refusal.contains(" lost the offsets ")) {
        throw new AssertionError("the job was to refuse what is lost, and said: " + refusal);
      }
      installation.runAgain("--kafka.lost-samples", "skip");
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /** An upgrade by savepoint, and then a crash, after which the same command is given again. */
  CRASHES_AFTER_AN_UPGRADE {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.upgrade();
      installation.awaitCheckpoint();
      installation.jobManager().kill();
      installation.startJobManager();
      installation.runAgain();
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  },
  /**
   * The job is lost between a checkpoint and its commit, and is away for longer than its
   * transactions last.
   */
  AWAY_FOR_LONGER_THAN_TRANSACTIONS_LAST {
    @Override
    void strike(Installation installation, Random random) throws Exception {
      installation.network().delay(1_500);
      installation.awaitCheckpoint();
      installation.network().cut(true);
      installation.taskManager().kill();
      installation.jobManager().kill();
      Thread.sleep(Chaos.SHORT_TRANSACTIONS.plusSeconds(30).toMillis());
      installation.network().delay(0);
      installation.network().cut(false);
      installation.startJobManager();
      installation.startTaskManager();
      installation.runAgain();
    }

    @Override
    boolean possible(Installation installation) {
      return false;
    }
  };

  abstract void strike(Installation installation, Random random) throws Exception;

  /** Whether this machine can do it, in less than minutes. */
  boolean possible(Installation installation) {
    return true;
  }

  private static void pause(Random random, int longestMillis) throws InterruptedException {
    Thread.sleep(1_000 + random.nextInt(longestMillis - 1_000));
  }
}
