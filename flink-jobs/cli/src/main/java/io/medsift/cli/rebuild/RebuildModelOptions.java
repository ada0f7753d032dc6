package io.medsift.cli.rebuild;

import static java.lang.String.format;

import io.medsift.cli.argument.Usage;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the steps of a rebuild that ask models. */
final class RebuildModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "OpenAI-compatible endpoint, with its version. Default: base_url of the recipe, else"
            + " OPENAI_BASE_URL of the environment."
      })
  private String baseUrl;

  @Option(
      names = "--give-up-after",
      paramLabel = "SECONDS",
      description = {
        "Ends with exit code 1 if a model does not reply for this long; answers so far are kept."
            + " Default: 900."
      })
  private Integer giveUpAfter;

  @Option(
      names = "--checkpoint",
      paramLabel = "SECONDS",
      description = "Checkpoint interval of the jobs that call models. Default: 10.")
  private Integer checkpoint;

  /** The same options, as the commands that ask models take them. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (baseUrl != null) {
      arguments.addAll(List.of("--base-url", baseUrl));
    }
    if (giveUpAfter != null) {
      int seconds = Usage.atLeast(command, "--give-up-after", giveUpAfter, 1);
      arguments.addAll(List.of("--give-up-after", Integer.toString(seconds)));
    }
    if (checkpoint != null) {
      int seconds = Usage.atLeast(command, "--checkpoint", checkpoint, 1);
      arguments.addAll(List.of("--checkpoint", Integer.toString(seconds)));
    }
    return arguments;
  }

  /** Says early what the steps would find hours later. */
  void requireEndpoints(RebuildRequest request) {
    List<ModelRole> asked = new ArrayList<>();
    if (request.seeds() != null) {
      asked.add(ModelRole.EVOLVER);
    }
    if (request.generates()) {
      asked.add(ModelRole.GENERATOR);
    }
    if (request.annotates() && request.recipe().runs(Gate.JUDGE)) {
      asked.add(ModelRole.JUDGE);
    }
    if (request.annotates() && request.recipe().leakRule().isPresent()) {
      asked.add(ModelRole.LEAK);
    }
    for (ModelRole role : asked) {
      AskedModel model =
          request
              .recipe()
              .models()
              .of(role)
              .orElseThrow(
                  () ->
                      wrong(
                          format(
                              "the recipe %s names no model for the role %s: add models.%s with the"
                                  + " key 'model'",
                              request.recipe().stamp().name(), role.wireName(), role.wireName())));
      String environment = System.getenv("OPENAI_BASE_URL");
      if (baseUrl == null
          && model.baseUrl() == null
          && (environment == null || environment.isBlank())) {
        throw wrong(
            format(
                "there is no endpoint for the model %s: name it with --base-url, models.%s.base_url"
                    + " of the recipe, or OPENAI_BASE_URL of the environment",
                model.model(), role.wireName()));
      }
    }
  }

  private ParameterException wrong(String message) {
    return Usage.wrong(command, message);
  }
}
