package io.medsift.testkit.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.medsift.recipe.PassRateSettings;
import io.medsift.recipe.PromptSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.recipe.SelectSettings;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import io.medsift.verdict.PromptDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Prompts of ten kinds, eight responses announced for each, in the disorder of a generation job,
 * and what must become of them: known by how they are made.
 */
public final class SampledPrompts {
  /** Samples of the track, for tests that name it. */
  public static final String TRACK = "synthetic_qa";

  private static final int RESPONSES = 8;
  private static final int KINDS = 10;
  private static final int SOURCES = 3;
  private static final int WINDOW = 20;
  private static final long START = 1_000_000;
  private static final long STEP = 10;
  private static final int WAIT_SECONDS = 60;

  /**
   * What each response of a kind of prompt is: correct, wrong with an answer, truncated, without an
   * answer, a dead letter, missing, a copy of the first, late.
   */
  private static final String[] PATTERNS = {
    "++++++++",
    "CCCCCCCC",
    "+C+CD+tC",
    "+C+C+C+.",
    "+u+utCtD",
    "+C=C+C+C",
    "CCC+DDEE",
    "+C+C+CCl",
    "+++x+C+C",
    "+++C+C++",
  };

  private final int prompts;
  private final int partitions;

  /** One response. */
  private record Item(int prompt, int index, char kind) {
    String id() {
      return "p" + prompt + "-" + index;
    }
  }

  /** Prompts spread over partitions. */
  public SampledPrompts(int prompts, int partitions) {
    this.prompts = prompts;
    this.partitions = partitions;
  }

  /** The recipe: at least 0.2 and at most 0.9 correct, of which the shortest stays. */
  public static Recipe recipe() throws RecipeException {
    Track track = new Track(EnumSet.of(Gate.VERIFY, Gate.DEDUPLICATE, Gate.PASS_RATE, Gate.SELECT));
    return RecipeLoader.named("recommended").toBuilder()
        .decontaminate(List.of())
        .domain(null)
        .prompts(new PromptSettings(null, WAIT_SECONDS, 36_000))
        .passRate(new PassRateSettings(0.2, 0.9))
        .select(new SelectSettings(1, SelectSettings.Order.SHORTEST))
        .tracks(Map.of(TRACK, track))
        .build();
  }

  /** The records, in the order of their time, which no two share. */
  public List<LoggedRecord> records() {
    List<LoggedRecord> records = new ArrayList<>();
    long time = START;
    List<Item> late = new ArrayList<>();
    for (Item item : order()) {
      if (item.kind() == 'l') {
        late.add(item);
      } else {
        records.add(record(item, time));
      }
      time += STEP;
    }
    time += 2_000L * WAIT_SECONDS;
    for (Item item : late) {
      records.add(record(item, time));
      time += STEP;
    }
    return records;
  }

  /** A time after all of it. */
  public long end() {
    return START + STEP * RESPONSES * prompts * 2L + 10_000L * WAIT_SECONDS;
  }

  /** Each prompt to what must be said of it, but for what depends on where its responses stand. */
  public Map<String, String> truth() {
    Map<String, String> truth = new TreeMap<>();
    order().stream()
        .collect(groupingBy(Item::prompt))
        .forEach((prompt, own) -> truth.put(text(prompt), truth(own)));
    return truth;
  }

  private static String truth(List<Item> own) {
    int correct = count(own, "+=");
    int wrong = count(own, "CDE");
    int truncated = count(own, "t");
    int unverifiable = count(own, "u");
    int verified = correct + wrong + truncated + unverifiable;
    double rate = (double) correct / verified;
    boolean complete = verified + count(own, "x") == RESPONSES;
    Optional<Item> kept =
        own.stream()
            .filter(item -> item.kind() == '+')
            .min(Comparator.comparingInt(item -> response(item).length()));
    List<Item> copies = own.stream().filter(item -> item.kind() == '=').toList();
    if (!copies.isEmpty() && own.indexOf(copies.get(0)) < indexOfFirst(own)) {
      kept = keptBesideACopy(own);
    }
    return "%d %d %d %d %d %s %d %s"
        .formatted(
            correct,
            wrong,
            truncated,
            unverifiable,
            count(own, "x"),
            complete ? "complete" : "waited_out",
            count(own, "l"),
            rate < 0.2 || rate > 0.9 ? "none" : kept.orElseThrow().id());
  }

  /** Of a response and its copy, the one that came first is a candidate. */
  private static Optional<Item> keptBesideACopy(List<Item> own) {
    return own.stream()
        .filter(item -> item.kind() == '=' || (item.kind() == '+' && item.index() != 0))
        .min(Comparator.comparingInt(item -> response(item).length()));
  }

  private static int indexOfFirst(List<Item> own) {
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).index() == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int count(List<Item> items, String kinds) {
    return (int) items.stream().filter(item -> kinds.indexOf(item.kind()) >= 0).count();
  }

  /** A decision in the words of {@link #truth()}. */
  public static String said(PromptDecision decision) {
    return "%d %d %d %d %d %s %d %s"
        .formatted(
            decision.counts().correct(),
            decision.counts().wrong(),
            decision.counts().truncated(),
            decision.counts().unverifiable(),
            decision.counts().notVerified(),
            decision.closed().wireName(),
            decision.late(),
            decision.kept().isEmpty() ? "none" : decision.kept().get(0).id());
  }

  private List<Item> order() {
    List<Item> all = new ArrayList<>();
    Random random = new Random(5);
    for (int start = 0; start < prompts; start += WINDOW) {
      List<Item> window = new ArrayList<>();
      for (int prompt = start; prompt < Math.min(prompts, start + WINDOW); prompt++) {
        for (int index = 0; index < RESPONSES; index++) {
          char kind = PATTERNS[prompt % KINDS].charAt(index);
          if (kind != '.') {
            window.add(new Item(prompt, index, kind));
          }
        }
      }
      Collections.shuffle(window, random);
      all.addAll(window);
    }
    return all;
  }

  private LoggedRecord record(Item item, long time) {
    int partition = Math.floorMod(item.prompt() * 31 + item.index() * 7, partitions);
    String reference =
        item.kind() == 'x' ? "" : "\"reference\": {\"kind\": \"letter\", \"value\": \"B\"}, ";
    String sample =
        """
        {"id": "%s", "source": "s%d", "track": "%s", "prompt": "%s", "response": "%s", %s\
        "options": {"A": "one", "B": "two", "C": "three", "D": "four", "E": "five"}, \
        "generation": {"prompt_id": "p%d", "index": %d, "responses": %d, "truncated": %s}}\
        """
            .formatted(
                item.id(),
                item.prompt() % SOURCES,
                TRACK,
                text(item.prompt()),
                response(item),
                reference,
                item.prompt(),
                item.index(),
                RESPONSES,
                item.kind() == 't');
    return new LoggedRecord(partition, time, sample.getBytes(UTF_8));
  }

  private static String text(int prompt) {
    return "Which of these is question number " + prompt + "?";
  }

  private static String response(Item item) {
    int like = item.kind() == '=' ? 0 : item.index();
    Random random = new Random(item.prompt() * 1_000L + like);
    StringBuilder text = new StringBuilder("We look at all of them.");
    int words = 20 + random.nextInt(30);
    for (int i = 0; i < words; i++) {
      text.append(" w").append(Integer.toString(random.nextInt(1 << 20), 36));
    }
    return switch (item.kind()) {
      case 'u', 't' -> text.append(" and so on").toString();
      case 'C', 'D', 'E' -> text.append(" \\\\boxed{" + item.kind() + "}").toString();
      default -> text.append(" \\\\boxed{B}").toString();
    };
  }
}
