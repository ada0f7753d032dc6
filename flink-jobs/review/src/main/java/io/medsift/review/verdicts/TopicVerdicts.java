package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.generation.GeneratedSample;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.prompts.ResponseGroup;
import io.medsift.review.ReviewException;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.rows.RowOrigin;
import io.medsift.review.rows.StrayRows;
import io.medsift.revision.RevisionTopic;
import io.medsift.sample.Generation;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Review;
import io.medsift.verdict.Reviews;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds rows in the topics of a job, by an index that is brought up to date when it is opened: keys
 * and headers of new rows are read once, and a lookup is then a seek. The partition of a row
 * follows from its sample's id only until partitions are added, and not at all from its position,
 * so the index relies on neither.
 */
public final class TopicVerdicts implements VerdictSource {
  private static final int TRIES = 50;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final CurationTopics topics;
  private final RowPlaces index;
  private final RecordFetcher records;
  private final Function<Position, List<Revision>> revisions;
  private final Function<Position, List<Review>> reviews;
  private final Function<String, Optional<Position>> promptPlaces;
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  /**
   * Finds rows by an index that others keep up to date. Used by one thread.
   *
   * @param index closed with this
   * @param revisions of the verdict on a sample, the last of which counts
   * @param reviews of the verdict on a sample, by reviewer
   * @param promptPlaces where the latest decision on a prompt stands, by its key; null to look
   *     through the topic
   * @param patience how long it waits for the brokers, for each row twice
   */
  public TopicVerdicts(
      CurationTopics topics,
      RowPlaces index,
      Function<Position, List<Revision>> revisions,
      Function<Position, List<Review>> reviews,
      Function<String, Optional<Position>> promptPlaces,
      Duration patience) {
    this.topics = topics;
    this.revisions = revisions;
    this.reviews = reviews;
    this.promptPlaces = promptPlaces;
    this.index = index;
    this.records = new RecordFetcher(topics.connection(), patience);
  }

  /**
   * Opens the index of {@code topics} and adds the rows that are new.
   *
   * @param indexes directory of the indexes of all topics
   * @param progress is given the number of rows added so far
   * @throws ReviewException if the brokers do not answer, a topic is missing, another process has
   *     the index open, or the index cannot be read
   */
  public static TopicVerdicts open(CurationTopics topics, Path indexes, LongConsumer progress)
      throws IOException, InterruptedException {
    VerdictIndex index = VerdictIndex.open(IndexDirectory.of(topics, indexes));
    try {
      return open(topics, index, progress);
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** Returns the directory of indexes in the user's cache. */
  public static Path defaultIndexes() {
    return IndexDirectory.inCache();
  }

  /**
   * Names the topics with their ids, as a relative path. Topics that are deleted and created again
   * have another.
   *
   * @throws ReviewException if the brokers do not answer or a topic is missing
   */
  public static String identity(CurationTopics topics) throws InterruptedException {
    try (Admin admin = topics.connection().admin(TIMEOUT)) {
      return identity(topics, admin);
    }
  }

  /** The same by a client that is open. */
  public static String identity(CurationTopics topics, Admin admin) throws InterruptedException {
    List<String> all =
        List.of(topics.samples(), topics.accepted(), topics.rejected(), topics.deadLetters());
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(all).topicNameValues();
    List<String> named = new ArrayList<>();
    for (String topic : all) {
      named.add(topic + "-" + describe(topics, topic, described).topicId());
    }
    return String.join("/", named);
  }

  private static TopicDescription describe(
      CurationTopics topics, String topic, Map<String, KafkaFuture<TopicDescription>> described)
      throws InterruptedException {
    try {
      return described.get(topic).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new ReviewException(
          "the topic %s cannot be read at %s: %s"
              .formatted(topic, topics.bootstrapServers(), cause.getMessage()),
          "Check that the brokers run and the topics exist, or name others with --topic and"
              + " --outputs.",
          cause);
    }
  }

  private static TopicVerdicts open(
      CurationTopics topics, VerdictIndex index, LongConsumer progress) {
    long known = index.rows();
    for (OutputTopic output : OutputTopic.values()) {
      TopicRange held = TopicRange.now(topics.connection(), output.of(topics));
      Map<Integer, Long> starts = new HashMap<>(held.starts());
      starts.replaceAll((partition, first) -> Math.max(first, index.end(output, partition)));
      long before = index.rows() - known;
      new TopicScan<>(
              new ByteArrayDeserializer(),
              new RowOrigin.Reader(output, topics.samples()),
              count -> progress.accept(before + count))
          .read(held.from(starts), row -> add(topics, index, output, row));
    }
    index.save();
    Revisions revisions = RevisionTopic.of(topics).read();
    Reviews reviews = ReviewTopic.of(topics).read();
    TopicVerdicts verdicts =
        new TopicVerdicts(topics, index, revisions::history, reviews::of, null, TIMEOUT);
    verdicts.unreadable.putAll(revisions.unreadable());
    verdicts.unreadable.putAll(reviews.unreadable());
    return verdicts;
  }

  private static void add(
      CurationTopics topics,
      VerdictIndex index,
      OutputTopic output,
      ConsumerRecord<byte[], RowOrigin> row) {
    RowLocation location = new RowLocation(output, row.partition(), row.offset());
    // The key of a dead letter is its producer's, not an id.
    byte[] id = output == OutputTopic.DEAD_LETTERS ? null : row.key();
    RowOrigin origin = RowOrigin.Reader.of(row);
    if (origin instanceof RowOrigin.Sample sample) {
      SamplePosition at = sample.position();
      index.add(location, id, new Position(topics.samples(), at.partition(), at.offset()));
    } else if (origin instanceof RowOrigin.Other other) {
      index.add(location, id, other.position());
    } else if (origin instanceof RowOrigin.Unknown unknown) {
      index.addBroken(location, unknown.problem());
    }
  }

  @Override
  public List<DecidedRow> byId(String id) throws IOException {
    List<DecidedRow> found = new ArrayList<>(rows(index.byId(id)));
    found.sort(DecidedRow.BY_POSITION);
    return found;
  }

  @Override
  public List<DecidedRow> at(Position position) throws IOException {
    return rows(index.at(position));
  }

  @Override
  public List<Revision> revisions(Position position) {
    return revisions.apply(position);
  }

  @Override
  public List<Review> reviews(Position position) {
    return reviews.apply(position);
  }

  @Override
  public Optional<PromptDecision> prompt(Sample sample) throws IOException {
    String key = PromptHash.ofGroup(sample, PromptHash.of(sample));
    if (promptPlaces == null) {
      return new PromptTopic(topics).find(key);
    }
    Optional<Position> place = promptPlaces.apply(key);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    TopicPartition partition = new TopicPartition(place.get().topic(), place.get().partition());
    // A newer decision may have replaced it, and the topic may be another one of that name.
    Optional<byte[]> row =
        records
            .fetch(partition, place.get().offset())
            .filter(each -> each.key() != null && key.equals(new String(each.key(), UTF_8)))
            .map(ConsumerRecord::value);
    return row.isEmpty() ? Optional.empty() : Optional.of(RowCodec.readPromptDecision(row.get()));
  }

  /**
   * Returns those that a generation job wrote, whose ids are known, and those that were kept: the
   * index knows no prompts.
   */
  @Override
  public List<DecidedRow.OfSample> responses(Sample sample, PromptDecision decision)
      throws IOException {
    List<DecidedRow> found = new ArrayList<>();
    Generation generation = sample.generation();
    if (generation != null && generation.promptId() != null) {
      long most =
          generation.responses() == null
              ? ResponseGroup.MOST
              : Math.min(ResponseGroup.MOST, generation.responses());
      for (int i = 0; i < most; i++) {
        found.addAll(rows(index.byId(GeneratedSample.id(generation.promptId(), i))));
      }
    }
    for (PromptDecision.Kept kept : decision.kept()) {
      found.addAll(at(kept.position()));
    }
    return DecidedRow.responses(found, decision.key());
  }

  /** Tries a few rows at random, which is enough for a common reason; then reads all. */
  @Override
  public Optional<DecidedRow> randomRejected(Reason reason, RandomGenerator random)
      throws IOException {
    TopicRange held = TopicRange.now(topics.connection(), topics.rejected());
    RandomRejection<Position> picked = new RandomRejection<>(reason, random);
    List<Integer> partitions =
        held.ends().keySet().stream()
            .filter(each -> held.starts().get(each) < held.ends().get(each))
            .toList();
    for (int i = 0; i < TRIES && !partitions.isEmpty() && picked.row() == null; i++) {
      int partition = partitions.get(random.nextInt(partitions.size()));
      long offset = random.nextLong(held.starts().get(partition), held.ends().get(partition));
      records
          .fetch(new TopicPartition(topics.rejected(), partition), offset)
          .ifPresent(row -> offer(row, picked));
    }
    if (picked.row() == null) {
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(held, row -> offer(row, picked));
    }
    return picked.row() == null
        ? Optional.empty()
        : Optional.of(
            DecidedRow.read(OutputTopic.REJECTED, picked.row(), picked.place().toString()));
  }

  private static void offer(ConsumerRecord<byte[], byte[]> row, RandomRejection<Position> picked) {
    if (row.value() != null) {
      picked.offer(row.value(), new Position(row.topic(), row.partition(), row.offset()));
    }
  }

  @Override
  public List<String> idsOfSources(String id) {
    return index.idsOfSources(id);
  }

  private List<DecidedRow> rows(List<RowLocation> locations) {
    List<DecidedRow> rows = new ArrayList<>();
    for (RowLocation location : locations) {
      read(location).ifPresent(rows::add);
    }
    return rows;
  }

  /** Returns the row; empty if retention has deleted it. */
  private Optional<DecidedRow> read(RowLocation location) {
    String topic = location.output().of(topics);
    Optional<ConsumerRecord<byte[], byte[]>> record =
        records.fetch(new TopicPartition(topic, location.partition()), location.offset());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    String place = place(location);
    try {
      return Optional.of(DecidedRow.read(location.output(), record.get().value(), place));
    } catch (IOException e) {
      unreadable.put(place, e.getMessage());
      return Optional.empty();
    }
  }

  private String place(RowLocation location) {
    return new Position(location.output().of(topics), location.partition(), location.offset())
        .toString();
  }

  /** Returns first what lookups met. */
  @Override
  public StrayRows strays() {
    StrayRows strays = new StrayRows();
    unreadable.forEach(strays::broken);
    index.forEachBroken((location, problem) -> strays.broken(place(location), problem));
    return strays;
  }

  @Override
  public long rowsSearched() {
    return index.rows();
  }

  @Override
  public String whyNoVerdict(Position position) {
    TopicRange held;
    try {
      held = TopicRange.now(topics.connection(), position.topic());
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    Long first = held.starts().get(position.partition());
    if (first == null) {
      return String.format(
          Locale.ROOT, "%s has no partition %d", position.topic(), position.partition());
    } else if (position.offset() < first) {
      return "the record was deleted by retention: the partition begins at " + first;
    } else if (position.offset() >= held.ends().get(position.partition())) {
      return "the partition ends at " + held.ends().get(position.partition());
    }
    return records
        .fetch(new TopicPartition(position.topic(), position.partition()), position.offset())
        .map(
            record ->
                Heartbeat.is(record.value(), record.headers())
                    ? "the record is a heartbeat, not a sample"
                    : "the record exists, but the job has not written a verdict on it yet")
        .orElse("there is no record at that offset, only a transaction marker");
  }

  @Override
  public void close() {
    records.close();
    index.close();
  }
}
