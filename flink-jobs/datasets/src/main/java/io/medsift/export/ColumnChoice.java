package io.medsift.export;

import com.fasterxml.jackson.annotation.JsonValue;
import io.medsift.export.columns.RowKind;
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

  RowKind kind(Decision decision, String track) {
    RowKind kind = RowKind.of(decision, track);
    if (this == AUTO || kind == RowKind.REJECTED) {
      return kind;
    }
    return this == SFT ? RowKind.SFT : RowKind.RL;
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
