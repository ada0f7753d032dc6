package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.messages;
import static io.medsift.export.files.ExportColumn.text;

import java.util.List;

/** The four columns of II-Medical-Reasoning-SFT. */
final class PublishedSftColumns {
  static final List<ExportColumn> ALL =
      List.of(
          text(
              "model",
              "Model that wrote the response; null where the source does not say.",
              row -> row.columns().model()),
          text("question", "The prompt.", row -> row.columns().question()),
          text(
              "problem",
              "The prompt without instructions on the form of the answer; decontamination reads"
                  + " it.",
              row -> row.columns().problem()),
          messages(
              "messages",
              "The conversation: a system turn and earlier turns where there are any, the prompt,"
                  + " and the response with its trace between think tags.",
              row -> row.columns().messages()));

  private PublishedSftColumns() {}
}
