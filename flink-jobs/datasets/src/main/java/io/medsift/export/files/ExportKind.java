package io.medsift.export.files;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medsift.export.files.ColumnSet.PublishedSftColumns;
import io.medsift.export.files.ColumnSet.RejectedColumns;
import io.medsift.verdict.Decision;
import java.util.List;
import java.util.Locale;

/** Kinds of rows, each with columns of its own, so each a configuration of the dataset. */
public enum ExportKind {
  /** Accepted, with the columns of II-Medical-Reasoning-SFT. */
  SFT,
  /** Accepted on the track {@code rl}, with the columns of II-Medical-RL. */
  RL,
  /** Rejected: what would have been published, lineage, and the reason. */
  REJECTED;

  private static final String RL_TRACK = "rl";

  /** The kind of a row, by what was decided and its track. */
  public static ExportKind of(Decision decision, String track) {
    if (decision == Decision.REJECTED) {
      return REJECTED;
    }
    return RL_TRACK.equals(track) ? RL : SFT;
  }

  /** Decision on rows of this kind. */
  public Decision decision() {
    return this == REJECTED ? Decision.REJECTED : Decision.ACCEPTED;
  }

  List<ExportColumn> columns() {
    return switch (this) {
      case SFT -> PublishedSftColumns.ALL;
      case RL -> PublishedRlColumns.ALL;
      case REJECTED -> RejectedColumns.ALL;
    };
  }

  /** The spelling in the manifest, and the name of the configuration unless it is the default. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Choice of the columns of accepted rows. */
  public enum ColumnChoice {
    /** Those of II-Medical-RL for the track {@code rl}, those of II-Medical-Reasoning-SFT else. */
    AUTO,
    /** Those of II-Medical-Reasoning-SFT. */
    SFT,
    /** Those of II-Medical-RL. */
    RL;

    /** Returns the kind of a row, by what was decided and its track. */
    public ExportKind kind(Decision decision, String track) {
      ExportKind kind = ExportKind.of(decision, track);
      if (this == AUTO || kind == ExportKind.REJECTED) {
        return kind;
      }
      return this == SFT ? ExportKind.SFT : ExportKind.RL;
    }

    /** The spelling on the command line and in the manifest. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return wireName();
    }
  }
}
