package io.medsift.sources;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.PublishedColumns;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Annotations;
import io.medsift.sample.Reference;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sample that a mapping fills. Source, track and licence come from card and settings; the id is
 * {@code <source>:<own id>}, else {@code <source>:<hash of the columns>}.
 *
 * <p>The prompt stays as the dataset has it. Instructions such as "put your final answer within
 * \boxed{}" come off where {@code problem} is made of it, see {@link
 * PublishedColumns#withoutBoilerplate}.
 */
public final class SampleDraft {
  private final JsonNode columns;
  private final ReadingTally tally;
  private String source;
  private String track;
  private String ownId;
  private String part = "";
  private String sourceRow;
  private String prompt;
  private List<Turn> history = List.of();
  private String system;
  private Map<String, String> options = Map.of();
  private Reference reference;
  private String reasoning;
  private String response;
  private String label;
  private String generator;
  private String license;
  private String upstreamSource;

  SampleDraft(SourceCard card, SourceSettings settings, JsonNode columns, ReadingTally tally) {
    this.columns = columns;
    this.tally = tally;
    this.source = card.name();
    this.track = settings.track() == null ? card.tracks().get(0) : settings.track();
    this.license = card.license().terms();
  }

  /** An id that the dataset gives to this row and to no other; null for none. */
  public SampleDraft ownId(String id) {
    ownId = id == null ? null : id.strip();
    return this;
  }

  /** Tells the samples of one row apart: a number that follows from the row alone. */
  public SampleDraft part(int number) {
    part = "-" + number;
    return this;
  }

  /** The row's name at its dataset, unique or not. */
  public SampleDraft sourceRow(String row) {
    sourceRow = row;
    return this;
  }

  /** A source that the row names itself; null keeps the card's name. */
  public SampleDraft source(String name) {
    source = name == null ? source : name.strip();
    return this;
  }

  /** A track that the row decides; null keeps the one of card or settings. */
  public SampleDraft track(String name) {
    track = name == null ? track : name.strip();
    return this;
  }

  /** Sets the prompt, as the dataset has it. */
  public SampleDraft prompt(String text) {
    prompt = text;
    return this;
  }

  /** The system prompt; null or blank for none. */
  public SampleDraft system(String text) {
    system = text == null || text.isBlank() ? null : text;
    return this;
  }

  /** Turns before the prompt. */
  public SampleDraft history(List<Turn> turns) {
    history = List.copyOf(turns);
    return this;
  }

  /**
   * System prompt, history and prompt of a conversation; what its turns hold besides is counted.
   */
  public SampleDraft conversation(Conversation conversation) {
    conversation.leftOut().forEach(what -> tally.count("left out of turns", what));
    return system(conversation.system())
        .history(conversation.history())
        .prompt(conversation.prompt());
  }

  /** The options of a multiple-choice question, in order. */
  public SampleDraft options(Map<String, String> letters) {
    options = letters;
    return this;
  }

  /** The known-correct answer; null for none. */
  public SampleDraft reference(Reference answer) {
    reference = answer;
    return this;
  }

  /** Sets the trace and the answer that a model wrote. */
  public SampleDraft completion(ThinkSplit split) throws UnmappableRowException {
    if (split.truncated()) {
      throw new UnmappableRowException(
          "the response was cut off: its trace is not closed, or nothing follows it");
    }
    if (split.answer().isEmpty()) {
      throw new UnmappableRowException("the response is empty");
    }
    reasoning = split.reasoning();
    response = split.answer();
    return this;
  }

  /** Sets the rationale of the reference, where there is no response; null for none. */
  public SampleDraft rationale(String text) {
    reasoning = text;
    return this;
  }

  /** Sets the trace and the answer that a model wrote. There must be a trace. */
  public SampleDraft tracedCompletion(ThinkSplit split) throws UnmappableRowException {
    if (!split.truncated() && !split.hasReasoning()) {
      throw new UnmappableRowException("the response has no reasoning trace");
    }
    return completion(split);
  }

  /** Subject, task or, on the track rl, the gold letter; null for none. */
  public SampleDraft label(String text) {
    label = text;
    return this;
  }

  /** The model that wrote the response; null where unknown. */
  public SampleDraft generator(String model) {
    generator = model;
    return this;
  }

  /** The row's own licence; null keeps that of the dataset. */
  public SampleDraft license(String terms) {
    license = terms == null ? license : terms;
    return this;
  }

  /** Sets the source that the dataset took the row from; null where unknown. */
  public SampleDraft upstreamSource(String name) {
    upstreamSource = name;
    return this;
  }

  /** The sample, alone in a list. */
  public List<Sample> samples() throws UnmappableRowException {
    return List.of(sample());
  }

  /** The sample. */
  public Sample sample() throws UnmappableRowException {
    if (prompt == null || Text.isBlank(PublishedColumns.withoutBoilerplate(prompt))) {
      throw new UnmappableRowException("the prompt asks nothing: '" + prompt + "'");
    }
    requireWritable();
    String own = ownId == null || ownId.isEmpty() ? ColumnHash.of(columns) : ownId;
    return new Sample(
        source + ":" + own + part,
        source,
        sourceRow,
        track,
        prompt,
        history,
        system,
        options,
        reference,
        reasoning,
        response,
        label,
        generator,
        license,
        upstreamSource,
        Annotations.EMPTY,
        null);
  }

  private void requireWritable() throws UnmappableRowException {
    List<String> texts = new ArrayList<>(Arrays.asList(prompt, system, reasoning, response));
    texts.addAll(Arrays.asList(ownId, source, track, label, generator, license, upstreamSource));
    history.forEach(turn -> texts.add(turn.content()));
    options.forEach((letter, text) -> texts.addAll(List.of(letter, text)));
    texts.add(reference == null ? null : reference.value());
    for (String text : texts) {
      int lone = text == null ? -1 : Text.firstLoneSurrogate(text);
      if (lone >= 0) {
        throw new UnmappableRowException(
            format(
                Locale.ROOT,
                "there is half a surrogate pair (\\u%04x) at character %,d of a text; it cannot be"
                    + " written as UTF-8",
                (int) text.charAt(lone),
                lone));
      }
    }
  }
}
