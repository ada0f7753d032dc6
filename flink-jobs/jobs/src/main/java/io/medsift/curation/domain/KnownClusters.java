package io.medsift.curation.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.medsift.codec.PublishedRow;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.sharing.SharedResources;
import io.medsift.store.KeyValueStore;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters that the rows of a {@link ClusterLog} name, by prompt, of those rows that were
 * decided by the same centroids and model. One copy per process, on its disk. Thread-safe.
 *
 * <p>A run gives a prompt one cluster. Where the rows name several, as those of two runs into the
 * same topics may, the one of the sample of lowest position counts, in whatever order rows are
 * read.
 */
final class KnownClusters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownClusters.class);
  private static final SharedResources<Key, KeyValueStore, IOException> OPEN =
      new SharedResources<>(KnownClusters::read);

  private final SharedResources<Key, KeyValueStore, IOException>.Lease lease;
  private final String centroids;

  private record Key(ClusterLog log, DomainPlan.Versions versions, int clusters, Path directory) {}

  /** The cluster of a prompt, and the position of the sample whose verdict names it. */
  private record Entry(SamplePosition position, PromptCluster cluster) {
    private static final int NO_TIE = -1;
    private static final int BYTES = SamplePosition.BYTES + 2 * Integer.BYTES + 2 * Double.BYTES;

    byte[] bytes() {
      PromptCluster.Tie tie = cluster.nearTie();
      ByteBuffer bytes = ByteBuffer.allocate(BYTES);
      position.write(bytes);
      return bytes
          .putInt(cluster.cluster())
          .putDouble(cluster.similarity())
          .putInt(tie == null ? NO_TIE : tie.cluster())
          .putDouble(tie == null ? 0 : tie.similarity())
          .array();
    }

    static Entry read(byte[] bytes, String centroids) {
      ByteBuffer from = ByteBuffer.wrap(bytes);
      SamplePosition position = SamplePosition.read(from);
      int cluster = from.getInt();
      double similarity = from.getDouble();
      int tied = from.getInt();
      PromptCluster.Tie tie = tied == NO_TIE ? null : new PromptCluster.Tie(tied, from.getDouble());
      return new Entry(position, new PromptCluster(cluster, similarity, centroids, tie));
    }

    boolean isBefore(Entry other) {
      return position.compareTo(other.position) < 0;
    }
  }

  private KnownClusters(SharedResources<Key, KeyValueStore, IOException>.Lease lease, Key key) {
    this.lease = lease;
    this.centroids = key.versions().centroids();
  }

  /**
   * Reads the rows, unless this process has them.
   *
   * @param clusters how many the centroids have
   * @param directory for the store, which is deleted at the end
   */
  static KnownClusters open(
      ClusterLog log, DomainPlan.Versions versions, int clusters, Path directory)
      throws IOException {
    Key key = new Key(log, versions, clusters, directory);
    return new KnownClusters(OPEN.acquire(key), key);
  }

  /** The cluster of a prompt; null where no row names it. */
  PromptCluster find(String promptKey) {
    byte[] found = lease.resource().get(promptKey.getBytes(US_ASCII));
    return found == null ? null : Entry.read(found, centroids).cluster();
  }

  private static KeyValueStore read(Key key) throws IOException {
    KeyValueStore store = KeyValueStore.createIn(key.directory(), "clusters");
    try {
      long rows = key.log().forEach(row -> keep(row, key, store));
      LOG.info(
          "Read the clusters of prompts from {} rows, of {} expected at most",
          rows,
          key.log().rows());
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static void keep(PublishedRow row, Key key, KeyValueStore store) {
    if (!DomainPlan.Versions.of(row.verdict()).equals(key.versions())) {
      return;
    }
    Verdict verdict = row.verdict();
    Stream.concat(Stream.ofNullable(verdict.evidence()), verdict.findings().stream())
        .filter(Evidence.Domain.class::isInstance)
        .map(Evidence.Domain.class::cast)
        .filter(found -> isCluster(found, key))
        .forEach(
            found -> {
              byte[] prompt = SignedSample.keyOf(row.sample().prompt()).getBytes(US_ASCII);
              Entry entry = entry(verdict.position(), found, key.versions().centroids());
              byte[] known = store.get(prompt);
              if (known == null || entry.isBefore(Entry.read(known, entry.cluster().centroids()))) {
                store.put(prompt, entry.bytes());
              }
            });
  }

  private static boolean isCluster(Evidence.Domain found, Key key) {
    return found.cluster() < key.clusters()
        && (found.nearTie() == null || found.nearTie().cluster() < key.clusters());
  }

  private static Entry entry(Position position, Evidence.Domain found, String centroids) {
    Evidence.NearTie tie = found.nearTie();
    return new Entry(
        new SamplePosition(position.partition(), position.offset()),
        new PromptCluster(
            found.cluster(),
            found.similarity(),
            centroids,
            tie == null ? null : new PromptCluster.Tie(tie.cluster(), tie.similarity())));
  }

  @Override
  public void close() {
    lease.close();
  }
}
