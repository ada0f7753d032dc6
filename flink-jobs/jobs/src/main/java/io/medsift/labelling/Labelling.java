package io.medsift.labelling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Classifies the prompts nearest to each centre, each distinct prompt once, with as many threads as
 * asked. The texts are read from the artifact when their turn comes; only labels stay in memory.
 */
public final class Labelling {

  private static final int QUEUED_PER_THREAD = 2;
  private static final long SHUTDOWN_SECONDS = 30;

  private final CentroidArtifact artifact;
  private final Voter voter;
  private final int threads;
  private final Map<ByteBuffer, CompletableFuture<String>> byContent = new HashMap<>();
  private final LongAdder prompts = new LongAdder();
  private final LongAdder done = new LongAdder();
  private final LongAdder withoutVote = new LongAdder();
  private final int perCluster;
  private volatile int clustersRead;
  private final AtomicReference<LabellingException> failure = new AtomicReference<>();

  /** A labelling that has not begun. Used once. */
  public Labelling(CentroidArtifact artifact, Voter voter, int threads) {
    this.artifact = artifact;
    this.voter = voter;
    this.threads = threads;
    this.perCluster = artifact.manifest().training().votesPerCluster();
  }

  /** How far it is; for other threads. */
  public LabellingProgress progress() {
    long unread = (long) (artifact.clusters() - clustersRead) * perCluster;
    return new LabellingProgress(prompts.sum() + unread, done.sum(), withoutVote.sum());
  }

  /**
   * Classifies everything and returns when that is done.
   *
   * @throws LabellingException when the voter cannot go on; nothing it has learnt is lost
   */
  public ClusterVotes run() throws LabellingException, IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<List<CompletableFuture<String>>> asked = ask(executor);
      List<List<String>> votes = new ArrayList<>();
      for (List<CompletableFuture<String>> cluster : asked) {
        votes.add(labels(cluster));
      }
      return new ClusterVotes(artifact, voter, votes);
    } finally {
      // Answers that are under way are paid for: they should reach the log.
      executor.shutdown();
      executor.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      executor.shutdownNow();
    }
  }

  private List<List<CompletableFuture<String>>> ask(ExecutorService executor)
      throws IOException, InterruptedException {
    Semaphore room = new Semaphore(threads * (1 + QUEUED_PER_THREAD));
    List<List<CompletableFuture<String>>> asked = new ArrayList<>();
    for (int cluster = 0; cluster < artifact.clusters() && failure.get() == null; cluster++) {
      List<CompletableFuture<String>> votes = new ArrayList<>();
      for (Cluster.NearestPrompt prompt : artifact.cluster(cluster).nearest()) {
        votes.add(voteOn(prompt.prompt(), executor, room));
      }
      asked.add(votes);
      clustersRead = cluster + 1;
    }
    return asked;
  }

  private CompletableFuture<String> voteOn(String prompt, ExecutorService executor, Semaphore room)
      throws InterruptedException {
    ByteBuffer content = ByteBuffer.wrap(Sha256.digest().digest(prompt.getBytes(UTF_8)));
    CompletableFuture<String> known = byContent.get(content);
    if (known != null) {
      return known;
    }
    prompts.increment();
    room.acquire();
    CompletableFuture<String> vote =
        CompletableFuture.supplyAsync(() -> vote(prompt), executor)
            .whenComplete((label, problem) -> room.release());
    byContent.put(content, vote);
    return vote;
  }

  private String vote(String prompt) {
    if (failure.get() != null) {
      throw new CompletionException(failure.get());
    }
    try {
      String label = voter.vote(prompt);
      done.increment();
      if (label == null) {
        withoutVote.increment();
      }
      return label;
    } catch (LabellingException e) {
      failure.compareAndSet(null, e);
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (RuntimeException e) {
      failure.compareAndSet(
          null, new LabellingException("a prompt could not be classified: " + e, e));
      throw new CompletionException(e);
    }
  }

  private List<String> labels(List<CompletableFuture<String>> cluster) throws LabellingException {
    List<String> labels = new ArrayList<>();
    for (CompletableFuture<String> vote : cluster) {
      try {
        labels.add(vote.join());
      } catch (CompletionException e) {
        LabellingException first = failure.get();
        throw first != null ? first : new LabellingException("labelling was interrupted", e);
      }
    }
    return Collections.unmodifiableList(labels);
  }
}
