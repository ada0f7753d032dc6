package io.medsift.export.files;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medsift.verdict.Decision;
import java.util.Locale;

/** Which columns accepted rows get. */
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
