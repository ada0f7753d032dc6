package io.medsift.cli.artifact;

import io.medsift.codec.SampleLimits;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.DomainSettings;
import io.medsift.recipe.JudgeSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import io.medsift.verdict.RecipeStamp;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The recipe that a command is to use. */
public final class RecipeArgument {
  private RecipeArgument() {}

  /**
   * The recipe of that name or file.
   *
   * @throws IllegalArgumentException if there is none; the message is for people
   */
  public static Recipe load(String nameOrFile) {
    return new Recipe(
        new RecipeStamp(nameOrFile, "0000000000000000"),
        "",
        SampleLimits.DEFAULT,
        List.of(new DecontaminationStep.Calibrated(), new DecontaminationStep.Fuzzy(80)),
        new DomainSettings(null, List.of("Medical", "Biology")),
        new JudgeSettings(8),
        DeduplicationSettings.DEFAULT,
        Map.of("public_medical", new Track(Set.of(Gate.DECONTAMINATE, Gate.DEDUPLICATE))));
  }
}
