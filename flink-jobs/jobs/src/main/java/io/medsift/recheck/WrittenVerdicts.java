package io.medsift.recheck;

import io.medsift.codec.RowCodec;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.revision.RevisionTopic;
import io.medsift.sharing.SharedResources;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What was decided on each sample, as far as a recheck needs it: a byte for each offset, one copy
 * per process. Thread-safe once it is read.
 */
public final class WrittenVerdicts implements AutoCloseable {
  private static final SharedResources<VerdictLog, WrittenVerdicts, RuntimeException> OPEN =
      new SharedResources<>(WrittenVerdicts::read);
  private static final Standing[] STANDINGS = Standing.values();
  private static final int BLOCK_BITS = 16;
  private static final int STANDING = 0b00111;
  private static final int KEPT = 0b01000;
  private static final int REVIEWED = 0b10000;

  private final String samples;
  private final Map<SamplePosition, byte[]> blocks = new HashMap<>();
  private final RevokedItems revokedItems = new RevokedItems();
  private final Survey survey = new Survey();

  /** What the verdict on a sample says. */
  public enum Standing {
    /** There is none. */
    UNDECIDED(0),
    /** Accepted. */
    ACCEPTED(1),
    /** Rejected in favour of another sample. */
    DUPLICATE(2),
    /** Rejected for an evaluation item. */
    CONTAMINATED(3),
    /** Rejected by another gate, which does not look at evaluation sets. */
    SETTLED(4);

    private final int code;

    Standing(int code) {
      this.code = code;
    }
  }

  /**
   * The revisions of a sample that a reviewer has looked at, the last of which counts; empty for
   * none.
   */
  List<Revision> history(SamplePosition at) {
    return survey.revisions.history(new Position(samples, at.partition(), at.offset()));
  }

  /** What the verdicts are made by. */
  public static final class Survey {
    private final Map<String, Long> recipes = new TreeMap<>();
    private final Map<Map<String, String>, Long> artifacts = new HashMap<>();
    private final TreeSet<String> indexes = new TreeSet<>();
    private final Map<Integer, Long> firsts = new TreeMap<>();
    private final Map<Standing, Long> standings = new TreeMap<>();
    private final Map<String, Revision.Index> rechecks = new TreeMap<>();
    private final Revisions revisions = new Revisions();
    private long unreadable;

    private Survey() {}

    private void add(Verdict verdict) {
      RecipeStamp recipe = verdict.recipe();
      recipes.merge(recipe.hash(), 1L, Long::sum);
      Map<String, String> others = new TreeMap<>(verdict.artifacts());
      String index = others.get(DecontaminationPlan.BENCHMARKS);
      others.keySet().removeAll(DecontaminationPlan.OF_ITEMS);
      artifacts.merge(others, 1L, Long::sum);
      if (index != null) {
        indexes.add(index);
      }
      firsts.merge(verdict.position().partition(), verdict.position().offset(), Math::min);
    }

    /** Hash of a recipe to how many verdicts it made. */
    public Map<String, Long> recipes() {
      return Collections.unmodifiableMap(recipes);
    }

    /** Artifacts besides the benchmark index, to how many verdicts name them. */
    public Map<Map<String, String>, Long> artifacts() {
      return Collections.unmodifiableMap(artifacts);
    }

    /** Fingerprints of the benchmark indexes that verdicts name. */
    public Set<String> indexes() {
      return Collections.unmodifiableSet(indexes);
    }

    /** Partition of the samples to the lowest offset that has a verdict. */
    public Map<Integer, Long> firsts() {
      return Collections.unmodifiableMap(firsts);
    }

    /** How many samples have that standing. */
    public long count(Standing standing) {
      return standings.getOrDefault(standing, 0L);
    }

    /** The runs that rechecked before, and what each compared with. */
    public Map<String, Revision.Index> rechecks() {
      return Collections.unmodifiableMap(rechecks);
    }

    /**
     * The revisions of samples that a reviewer has looked at, and the records that are none. Those
     * of the other samples are too many to be held.
     */
    public Revisions revisions() {
      return revisions;
    }

    /** Records of the outputs that are not rows. */
    public long unreadable() {
      return unreadable;
    }
  }

  /** None yet, of the samples of a topic. */
  WrittenVerdicts(String samples) {
    this.samples = samples;
  }

  /** A lease on the one copy of a log, which is read first if need be. */
  public static SharedResources<VerdictLog, WrittenVerdicts, RuntimeException>.Lease acquire(
      VerdictLog log) {
    return OPEN.acquire(log);
  }

  private static WrittenVerdicts read(VerdictLog log) {
    WrittenVerdicts verdicts = new WrittenVerdicts(log.samples());
    verdicts.scan(log.accepted());
    verdicts.scan(log.rejected());
    TopicRange revised = log.revisions();
    if (revised != null) {
      verdicts.scanRevisions(revised);
    }
    return verdicts;
  }

  /** Between partitions the time decides, so then all are held until all are read. */
  private void scanRevisions(TopicRange range) {
    boolean ordered = range.ends().size() <= 1;
    Set<Position> looked = new HashSet<>();
    RevisionTopic.scan(
        range,
        (revision, partition) -> {
          if (revision.by().kind() == Revision.Author.Kind.REVIEWER) {
            looked.add(revision.position());
          }
        },
        survey.revisions::addUnreadable);
    RevisionTopic.scan(
        range,
        (revision, partition) -> {
          if (revision.by().kind() == Revision.Author.Kind.RECHECK && revision.index() != null) {
            survey.rechecks.putIfAbsent(revision.by().name(), revision.index());
          }
          if (!ordered || looked.contains(revision.position())) {
            survey.revisions.add(revision, partition);
          } else {
            revise(revision);
          }
        },
        (place, problem) -> {});
    survey.revisions.forEachLast(this::revise);
  }

  private void scan(TopicRange rows) {
    new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .read(rows, this::addRow);
  }

  private void addRow(ConsumerRecord<byte[], byte[]> row) {
    try {
      if (row.value() == null) {
        survey.unreadable++;
      } else {
        add(RowCodec.readVerdict(row.value()));
      }
    } catch (IOException e) {
      survey.unreadable++;
    }
  }

  /** Adds a verdict; one that repeats another changes nothing. */
  void add(Verdict verdict) {
    if (!verdict.position().topic().equals(samples)) {
      return;
    }
    SamplePosition at =
        new SamplePosition(verdict.position().partition(), verdict.position().offset());
    if (standing(at) == Standing.UNDECIDED) {
      survey.add(verdict);
      Standing standing = standing(verdict);
      survey.standings.merge(standing, 1L, Long::sum);
      set(at, standing.code | (standing == Standing.ACCEPTED ? KEPT : 0));
    }
  }

  private static Standing standing(Verdict verdict) {
    if (verdict.decision() == Decision.ACCEPTED) {
      return Standing.ACCEPTED;
    }
    Gate gate = verdict.reason().gate();
    return switch (gate) {
      case DEDUPLICATE -> Standing.DUPLICATE;
      case DECONTAMINATE -> Standing.CONTAMINATED;
      default -> Standing.SETTLED;
    };
  }

  /**
   * Notes a revision of a sample, after its verdict and the revisions before it. The survey has all
   * of a sample that a reviewer has looked at.
   */
  void revise(Revision revision) {
    if (!revision.position().topic().equals(samples)) {
      return;
    }
    SamplePosition at =
        new SamplePosition(revision.position().partition(), revision.position().offset());
    boolean reviewed = survey.revisions.reviewed(revision.position());
    set(at, (get(at) & STANDING) | (revision.keeps() ? KEPT : 0) | (reviewed ? REVIEWED : 0));
    revokedItems.note(at, revision);
  }

  /** The item for which a recheck revoked a sample, if that stands. */
  Optional<RevokedItems.Item> revokedFor(SamplePosition at) {
    return revokedItems.of(at);
  }

  /** What the verdict on a sample says. */
  public Standing standing(SamplePosition at) {
    return STANDINGS[get(at) & STANDING];
  }

  /** Returns whether the sample is part of the data, by its verdict and its last revision. */
  public boolean kept(SamplePosition at) {
    return (get(at) & KEPT) != 0;
  }

  /** Returns whether a reviewer has decided otherwise, and has not taken it back. */
  public boolean reviewed(SamplePosition at) {
    return (get(at) & REVIEWED) != 0;
  }

  /** What the verdicts are made by. */
  public Survey survey() {
    return survey;
  }

  private int get(SamplePosition at) {
    byte[] block = blocks.get(block(at));
    return block == null ? 0 : block[index(at)];
  }

  private void set(SamplePosition at, int value) {
    blocks.computeIfAbsent(block(at), none -> new byte[1 << BLOCK_BITS])[index(at)] = (byte) value;
  }

  private static SamplePosition block(SamplePosition at) {
    return new SamplePosition(at.partition(), at.offset() >>> BLOCK_BITS);
  }

  private static int index(SamplePosition at) {
    return (int) (at.offset() & ((1 << BLOCK_BITS) - 1));
  }

  @Override
  public void close() {}
}
