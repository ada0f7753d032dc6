package io.medsift.console.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.console.index.Facet.Outcome;
import io.medsift.review.evidence.EvidencePhrase;
import io.medsift.review.evidence.Example;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.text.Excerpt;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.text.Text;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** A row as the index has it: fields to filter and count by, words, and what a list shows. */
final class RowDocument {
  static final String POSITION = "position";
  static final String PARTITION = "partition";
  static final String OFFSET = "offset";
  static final String ID = "id";
  static final String ROW = "row";
  static final String WRITTEN = "written";
  static final String SCORE = "score";
  static final String TEXT = "text";
  static final String REVISED = Facet.REVISED.wireName();
  static final String SHOWN_ID = "shown_id";
  static final String PROMPT = "prompt";
  static final String WHY = "why";
  static final String BROKEN = "broken";
  static final String PROMPT_KEY = "prompt_key";

  /** What has this field is beside the verdicts, and not among them. */
  static final String NO_VERDICT = "no_verdict";

  /** Characters of each text whose words can be searched. */
  static final int SEARCHED = 32_000;

  private static final int MAX_PROMPT = 240;
  private static final int MAX_WHY = 240;
  private static final int MAX_NAME = 200;
  private static final int MAX_TERM = 1_000;

  private final Document document = new Document();

  private RowDocument() {}

  /** The document of a row. */
  static Document of(RowLocation location, DecidedRow row, long written) {
    RowDocument made = new RowDocument();
    made.place(location, row.position(), written);
    if (row instanceof DecidedRow.OfSample sample) {
      made.sample(sample);
    } else if (row instanceof DecidedRow.OfDeadLetter letter) {
      made.value(Facet.OUTCOME, Outcome.DEAD_LETTER.wireName());
      made.text(letter.letter().error());
      if (letter.letter().raw() != null) {
        made.text(letter.letter().raw());
        made.shown(PROMPT, Excerpt.head(letter.letter().raw(), MAX_PROMPT));
      }
      made.shown(WHY, Excerpt.head(letter.letter().error(), MAX_WHY));
    }
    return made.document;
  }

  /** The document of a record that is not a row. */
  static Document broken(RowLocation location, String problem) {
    RowDocument made = new RowDocument();
    made.document.add(new StringField(BROKEN, "yes", Field.Store.NO));
    made.document.add(new StringField(NO_VERDICT, "yes", Field.Store.NO));
    made.row(location);
    made.shown(WHY, problem);
    return made.document;
  }

  /** The document of the decision on a prompt, which is not a verdict. */
  static Document prompt(String key, Position at) {
    RowDocument made = new RowDocument();
    made.document.add(new StringField(PROMPT_KEY, term(key), Field.Store.NO));
    made.document.add(new StringField(NO_VERDICT, "yes", Field.Store.NO));
    made.document.add(new NumericDocValuesField(PARTITION, at.partition()));
    made.document.add(new NumericDocValuesField(OFFSET, at.offset()));
    return made.document;
  }

  /** The documents of decisions on prompts that are in a partition. */
  static Query promptsIn(int partition) {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(NO_VERDICT, "yes")), Occur.FILTER)
        .add(NumericDocValuesField.newSlowExactQuery(PARTITION, partition), Occur.FILTER)
        .build();
  }

  // To be found, and to be deleted with its neighbours.
  private void row(RowLocation location) {
    document.add(new NumericDocValuesField(ROW, location.pack()));
    document.add(new LongPoint(ROW, location.pack()));
  }

  private void place(RowLocation location, Position position, long written) {
    document.add(new StringField(POSITION, term(position.toString()), Field.Store.YES));
    row(location);
    document.add(new NumericDocValuesField(PARTITION, position.partition()));
    document.add(new NumericDocValuesField(OFFSET, position.offset()));
    document.add(new LongPoint(WRITTEN, written));
    document.add(new NumericDocValuesField(WRITTEN, written));
    // Changed in place by a revision: a value that is not there cannot be.
    document.add(new NumericDocValuesField(REVISED, 0));
  }

  private void sample(DecidedRow.OfSample row) {
    Verdict verdict = row.row().verdict();
    JsonNode sample = row.row().sample();
    boolean accepted = verdict.decision() == Decision.ACCEPTED;
    value(Facet.OUTCOME, (accepted ? Outcome.ACCEPTED : Outcome.REJECTED).wireName());
    if (verdict.gate() != null) {
      value(Facet.GATE, verdict.gate().wireName());
      value(Facet.REASON, verdict.reason().name());
    }
    value(Facet.SOURCE, sample.path("source").asText());
    value(Facet.TRACK, sample.path("track").asText());
    if (verdict.late()) {
      value(Facet.LATE, "yes");
    }
    if (verdict.evidence() != null) {
      evidence(verdict.evidence());
      shown(WHY, Excerpt.head(EvidencePhrase.of(verdict.evidence()), MAX_WHY));
    }
    verdict.findings().forEach(this::evidence);
    String id = sample.path("id").asText();
    document.add(new StringField(ID, term(id), Field.Store.NO));
    shown(SHOWN_ID, Excerpt.middle(id, MAX_NAME));
    shown(PROMPT, Excerpt.head(sample.path("prompt").asText(), MAX_PROMPT));
    for (String field : new String[] {"prompt", "reasoning", "response"}) {
      text(Example.text(row.row().sample(), field));
    }
  }

  private void evidence(Evidence evidence) {
    if (evidence instanceof LeakEvidence leak) {
      value(Facet.BENCHMARK, leak.benchmark());
    } else if (evidence instanceof Evidence.Domain domain) {
      value(Facet.LABEL, domain.label());
      value(Facet.CLUSTER, Integer.toString(domain.cluster()));
    } else if (evidence instanceof Evidence.Score score && document.getField(SCORE) == null) {
      document.add(new DoublePoint(SCORE, score.score()));
    }
  }

  private void value(Facet dimension, String value) {
    if (value != null && !value.isEmpty() && document.getField(dimension.wireName()) == null) {
      String term = term(value);
      document.add(new StringField(dimension.wireName(), term, Field.Store.NO));
      document.add(new SortedDocValuesField(dimension.wireName(), new BytesRef(term)));
    }
  }

  private void text(String text) {
    document.add(new TextField(TEXT, Text.head(text, SEARCHED), Field.Store.NO));
  }

  private void shown(String name, String text) {
    document.add(new StoredField(name, Text.wellFormed(text)));
  }

  /** A value as a term: the index takes no longer ones. */
  static String term(String value) {
    String formed = Text.wellFormed(value);
    return formed.getBytes(UTF_8).length <= 4 * MAX_TERM ? formed : Text.head(formed, MAX_TERM);
  }
}
