package io.medsift.sources.catalogue;

import static java.lang.String.format;

import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.Source;
import io.medsift.sources.Source.SamplePart;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.OptionsInText;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Users' own files: a column for each part of a sample, named by the user or found by its usual
 * names. Options come after the prompt unless it has them already.
 *
 * <p>Where neither user nor row names a track, a row with a gold letter is one whose response can
 * be verified, another that says that it is medical needs no more, and the rest has to pass the
 * domain gate.
 */
final class OwnColumns implements Source {
  static final ReadingOption TRACK =
      ReadingOption.ofRow(
          "track",
          "What decided the track",
          "set by the user",
          "column",
          "gold letter",
          "domain is medical",
          "neither");

  static final ReadingOption ID =
      ReadingOption.ofUser(
          "id", "Whether rows share an id, so that a hash has to name them", "unique", "shared");

  private final SourceCard card;
  private final Map<SamplePart, List<String>> usual = new EnumMap<>(SamplePart.class);

  private OwnColumns(String name) {
    card = SourceCard.named(name);
    for (SamplePart part : SamplePart.values()) {
      usual.put(part, part.usualColumns());
    }
  }

  /** A column for each part. */
  static Source columns() {
    return new OwnColumns("columns");
  }

  /** Conversations of turns {@code {role, content}}. */
  static Source messages() {
    return new OwnColumns("messages").with(SamplePart.MESSAGES, "messages");
  }

  /** Conversations of turns {@code {from, value}}. */
  static Source shareGpt() {
    return new OwnColumns("sharegpt").with(SamplePart.MESSAGES, "conversations", "conversation");
  }

  /** An instruction with its input, and the output. */
  static Source alpaca() {
    return new OwnColumns("alpaca")
        .with(SamplePart.PROMPT, "instruction")
        .with(SamplePart.INPUT, "input");
  }

  private OwnColumns with(SamplePart part, String... columns) {
    usual.put(part, List.of(columns));
    return this;
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public List<ReadingOption> readings() {
    return List.of(TRACK, ID);
  }

  @Override
  public Map<SamplePart, List<String>> parts() {
    return Collections.unmodifiableMap(usual);
  }

  @Override
  public List<Sample> samples(SourceRow row) throws UnmappableRowException {
    PartColumns columns = new PartColumns(usual, row);
    SampleDraft draft =
        row.draft()
            .ownId(row.reading(ID).equals("shared") ? null : columns.text(SamplePart.ID))
            .sourceRow(columns.text(SamplePart.ID))
            .source(columns.text(SamplePart.SOURCE))
            .label(columns.text(SamplePart.LABEL))
            .generator(columns.text(SamplePart.GENERATOR))
            .license(columns.text(SamplePart.LICENSE))
            .upstreamSource(columns.text(SamplePart.UPSTREAM_SOURCE));
    Conversation conversation = conversation(columns);
    OptionsInText asked = asked(conversation.prompt(), columns);
    Reference reference = reference(asked.options(), columns);
    draft
        .conversation(conversation)
        .prompt(asked.stem())
        .options(asked.options())
        .reference(reference)
        .track(track(row, columns, reference));
    if (conversation.response() != null) {
      draft.completion(row.split(withTrace(conversation, columns)));
    }
    columns.unread().forEach(name -> row.use("column not read", name));
    return draft.samples();
  }

  private static Conversation conversation(PartColumns columns) throws UnmappableRowException {
    String system = columns.text(SamplePart.SYSTEM);
    String responseText = response(columns);
    if (columns.has(SamplePart.MESSAGES)) {
      String column = columns.column(SamplePart.MESSAGES);
      Conversation turns = Conversation.of(column, columns.value(SamplePart.MESSAGES));
      return new Conversation(
          system == null ? turns.system() : system,
          turns.history(),
          turns.prompt(),
          turns.reasoning(),
          turns.response() == null ? responseText : turns.response(),
          leftOut(turns, responseText, columns));
    }
    String prompt = columns.required(SamplePart.PROMPT);
    String input = columns.text(SamplePart.INPUT);
    return new Conversation(
        system,
        Conversation.turns(
            String.valueOf(columns.column(SamplePart.HISTORY)), columns.value(SamplePart.HISTORY)),
        input == null ? prompt : prompt.strip() + "\n\n" + input.strip(),
        responseText);
  }

  // Null where there is none; blank where there is one that says nothing.
  private static String response(PartColumns columns) throws UnmappableRowException {
    String column = columns.column(SamplePart.RESPONSE);
    return column == null ? null : Cell.written(column, columns.value(SamplePart.RESPONSE));
  }

  private static List<String> leftOut(
      Conversation turns, String responseText, PartColumns columns) {
    List<String> leftOut = new ArrayList<>(turns.leftOut());
    if (turns.response() != null && responseText != null) {
      String column = columns.column(SamplePart.RESPONSE);
      if (!turns.response().strip().equals(responseText.strip())) {
        leftOut.add("another response in column '" + column + "'");
      }
    }
    return leftOut;
  }

  /** The conversation with the trace of a column of its own. */
  private static Conversation withTrace(Conversation conversation, PartColumns columns)
      throws UnmappableRowException {
    String trace = columns.text(SamplePart.REASONING);
    if (trace == null) {
      return conversation;
    }
    String beside = conversation.reasoning();
    if (beside != null && !beside.strip().equals(trace.strip())) {
      throw new UnmappableRowException(
          format(
              "column '%s' holds another trace than the turn of the answer",
              columns.column(SamplePart.REASONING)));
    }
    return conversation.withReasoning(trace);
  }

  /** The prompt with its options after it, and the options. */
  private static OptionsInText asked(String prompt, PartColumns columns)
      throws UnmappableRowException {
    String column = columns.column(SamplePart.OPTIONS);
    if (column == null) {
      boolean hasGold = columns.has(SamplePart.LETTER);
      return new OptionsInText(prompt, hasGold ? OptionsInText.parse(prompt).options() : Map.of());
    }
    Map<String, String> options =
        OptionsCell.stripped(OptionsCell.of(column, columns.value(SamplePart.OPTIONS)));
    boolean there = OptionsCell.areIn(prompt, options);
    return new OptionsInText(there ? prompt : OptionsCell.asked(prompt, options), options);
  }

  private static Reference reference(Map<String, String> options, PartColumns columns)
      throws UnmappableRowException {
    String letter = columns.text(SamplePart.LETTER);
    if (letter == null) {
      String column = columns.column(SamplePart.REFERENCE);
      return column == null ? null : GoldAnswer.of(column, columns.value(SamplePart.REFERENCE));
    }
    return options.isEmpty()
        ? new Reference(ReferenceKind.LETTER, letter.strip())
        : GoldAnswer.letter(columns.column(SamplePart.LETTER), letter, options);
  }

  private static String track(SourceRow row, PartColumns columns, Reference reference)
      throws UnmappableRowException {
    if (row.settings().track() != null) {
      row.use(TRACK.name(), "set by the user");
      return row.settings().track();
    }
    String named = columns.text(SamplePart.TRACK);
    if (named != null) {
      row.use(TRACK.name(), "column");
      return named;
    }
    if (reference != null && reference.kind() == ReferenceKind.LETTER) {
      row.use(TRACK.name(), "gold letter");
      return "synthetic_qa";
    }
    boolean medical = "medical".equalsIgnoreCase(columns.text(SamplePart.DOMAIN));
    row.use(TRACK.name(), medical ? "domain is medical" : "neither");
    return medical ? "public_medical" : "r1_trace";
  }
}
