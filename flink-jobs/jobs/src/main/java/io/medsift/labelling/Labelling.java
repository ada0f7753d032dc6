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
 * Classifies the prompts nearest to each centroid, each distinct prompt once, in parallel. Texts
 * are read from the artifact when they are needed; only labels stay in memory.
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
  private List<Ask> block = new ArrayList<>();
  private volatile int clustersRead;
  private final AtomicReference<Voter.LabellingException> failure = new AtomicReference<>();

  /**
   * Progress of labelling.
   *
   * @param prompts number of distinct prompts; an upper bound until all clusters are read
   * @param done number of those classified
   * @param withoutVote number of those without a vote
   */
  public record Progress(long prompts, long done, long withoutVote) {}

  /** A prompt whose vote is to come. */
  private record Ask(String prompt, CompletableFuture<String> vote) {}

  /** Creates a labelling, to be run once. */
  public Labelling(CentroidArtifact artifact, Voter voter, int threads) {
    this.artifact = artifact;
    this.voter = voter;
    this.threads = threads;
    this.perCluster = artifact.manifest().training().votesPerCluster();
  }

  /** Returns the progress; called by other threads. */
  public Progress progress() {
    long unread = (long) (artifact.clusters() - clustersRead) * perCluster;
    return new Progress(prompts.sum() + unread, done.sum(), withoutVote.sum());
  }

  /**
   * Classifies all prompts and returns the votes.
   *
   * @throws Voter.LabellingException if the voter cannot continue; its answers so far are kept
   */
  public ClusterVotes run() throws Voter.LabellingException, IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<List<CompletableFuture<String>>> asked = ask(executor);
      List<List<String>> votes = new ArrayList<>();
      for (List<CompletableFuture<String>> cluster : asked) {
        votes.add(labels(cluster));
      }
      return new ClusterVotes(artifact, voter, votes);
    } finally {
      // Requests in flight are paid for: their answers should reach the cache.
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
    askBlock(executor, room);
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
    CompletableFuture<String> vote = new CompletableFuture<>();
    byContent.put(content, vote);
    block.add(new Ask(prompt, vote));
    if (block.size() >= voter.block()) {
      askBlock(executor, room);
    }
    return vote;
  }

  private void askBlock(ExecutorService executor, Semaphore room) throws InterruptedException {
    List<Ask> asks = block;
    if (asks.isEmpty()) {
      return;
    }
    block = new ArrayList<>();
    room.acquire();
    executor.execute(
        () -> {
          try {
            vote(asks);
          } finally {
            room.release();
          }
        });
  }

  private void vote(List<Ask> asks) {
    try {
      if (failure.get() != null) {
        throw failure.get();
      }
      List<String> labels = voter.voteAll(asks.stream().map(Ask::prompt).toList());
      done.add(asks.size());
      withoutVote.add(labels.stream().filter(label -> label == null).count());
      for (int i = 0; i < asks.size(); i++) {
        asks.get(i).vote().complete(labels.get(i));
      }
    } catch (Voter.LabellingException e) {
      fail(asks, e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(asks, null, e);
    } catch (RuntimeException e) {
      fail(asks, new Voter.LabellingException("a prompt could not be classified: " + e, e), e);
    }
  }

  private void fail(List<Ask> asks, Voter.LabellingException problem, Exception cause) {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
    asks.forEach(ask -> ask.vote().completeExceptionally(cause));
  }

  private List<String> labels(List<CompletableFuture<String>> cluster)
      throws Voter.LabellingException {
    List<String> labels = new ArrayList<>();
    for (CompletableFuture<String> vote : cluster) {
      try {
        labels.add(vote.join());
      } catch (CompletionException e) {
        Voter.LabellingException first = failure.get();
        throw first != null ? first : new Voter.LabellingException("labelling was interrupted", e);
      }
    }
    return Collections.unmodifiableList(labels);
  }
}
