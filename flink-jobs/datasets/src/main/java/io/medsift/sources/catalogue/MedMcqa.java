package io.medsift.sources.catalogue;

import static java.lang.String.format;

import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * MedMCQA. Published as parquet its {@code cop} counts from 0, and from 1 in its authors' JSON. A 0
 * or a 4 shows which of the two a file is; a row with 1, 2 or 3 does not.
 */
final class MedMcqa implements Source {
  static final ReadingOption COP =
      ReadingOption.ofFile(
          "cop", "Whether cop counts the options from 0 or from 1", "0-based", "1-based");

  private static final int NO_KEY = -1;
  private static final int OPTIONS = 4;

  private final SourceCard card = SourceCard.named("medmcqa");

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public List<ReadingOption> readings() {
    return List.of(COP);
  }

  @Override
  public Map<String, String> shownBy(FileRow row) {
    String cop = row.columns().path("cop").asText();
    return switch (cop) {
      case "-1", "0" -> Map.of(COP.name(), "0-based");
      case "4" -> Map.of(COP.name(), "1-based");
      default -> Map.of();
    };
  }

  @Override
  public List<Sample> samples(SourceRow row) throws UnmappableRowException {
    String stem = row.required("question").strip();
    Map<String, String> options = row.optionColumns("opa", "opb", "opc", "opd");
    if (options.isEmpty()) {
      throw new UnmappableRowException("column 'opa' is missing");
    }
    if (!row.has("cop")) {
      return row.leftOut("no cop: a test question without its key");
    }
    int cop = Cell.integer("cop", row.value("cop"));
    if (cop == NO_KEY) {
      return row.leftOut("cop -1: a test question without its key");
    }
    row.use("choice_type", String.valueOf(row.text("choice_type")));
    return row.draft()
        .ownId(row.text("id"))
        .sourceRow(row.text("id"))
        .prompt(OptionsCell.asked(stem, options))
        .options(options)
        .reference(GoldAnswer.numbered("cop", fromZero(cop, row), options))
        .label(row.text("subject_name"))
        .samples();
  }

  private static int fromZero(int cop, SourceRow row) throws UnmappableRowException {
    String reading = row.reading(COP);
    if (reading == null) {
      reading = cop == 0 ? "0-based" : cop == OPTIONS ? "1-based" : null;
    }
    if (reading == null) {
      throw new UnmappableRowException(
          format(
              Locale.ROOT,
              "column 'cop' is %d, which is option %s where cop counts from 0 and option %s where"
                  + " it counts from 1; no row of the file shows which: say cop=0-based or"
                  + " cop=1-based",
              cop,
              OptionsCell.letter(cop),
              OptionsCell.letter(cop - 1)));
    }
    boolean fromOne = reading.equals("1-based");
    if (cop < (fromOne ? 1 : 0) || cop >= OPTIONS + (fromOne ? 1 : 0)) {
      throw new UnmappableRowException(
          format(Locale.ROOT, "column 'cop' is %d in a file whose cop is %s", cop, reading));
    }
    row.use(COP.name(), reading);
    return fromOne ? cop - 1 : cop;
  }
}
