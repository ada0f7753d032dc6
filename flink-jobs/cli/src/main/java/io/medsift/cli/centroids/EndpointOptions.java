package io.medsift.cli.centroids;

import io.medsift.labelling.EndpointVoter;
import io.medsift.labelling.LabelSet;
import io.medsift.llm.client.ApiKey;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.OpenAiEndpoint;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.client.TokenPrices;
import io.medsift.llm.prompt.LabelPrompt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the classifier that asks a language model. */
final class EndpointOptions {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Name of the model at the endpoint, for example " + "Qwen/Qwen2.5-32B-Instruct.")
  private String model;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      defaultValue = "${env:OPENAI_BASE_URL:-https://api.openai.com/v1}",
      description = {
        "OpenAI-compatible endpoint, with its version. Default: OPENAI_BASE_URL of the environment,"
            + " else https://api.openai.com/v1."
      })
  private URI baseUrl;

  @Option(
      names = "--key-variable",
      paramLabel = "NAME",
      defaultValue = ApiKey.DEFAULT_VARIABLE,
      description = {
        "Environment variable that holds the key; local servers need none. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private String keyVariable;

  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = {
        "Prompt template, with {labels} and {text} once each. Default: the one that comes with"
            + " Medsift."
      })
  private Path prompt;

  @Option(
      names = "--answers",
      paramLabel = "DIR",
      description = {
        "Directory that stores every answer, so that no request is paid for "
            + "twice. Default: the name of the centroids with '-answers'."
      })
  private Path answers;

  @Option(
      names = "--temperature",
      paramLabel = "X|none",
      defaultValue = "0",
      description = "0 to 2, or none to send none. Default: ${DEFAULT-VALUE}.")
  private String temperature;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "Maximum number of tokens of a reply; a reasoning model needs more. Default: 256.")
  private int maxTokens;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Timeout of a whole reply. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "8",
      description = {
        "Maximum number of attempts per prompt if the endpoint fails; rate limits do not count."
            + " Default: ${DEFAULT-VALUE}."
      })
  private int attempts;

  @Option(
      names = "--price-in",
      paramLabel = "X",
      defaultValue = "0",
      description = "Price of a million input tokens, to show the cost.")
  private double priceIn;

  @Option(
      names = "--price-out",
      paramLabel = "X",
      defaultValue = "0",
      description = "Price of a million output tokens.")
  private double priceOut;

  /** Returns the settings of the endpoint. */
  ModelSettings settings() {
    if (model == null) {
      throw wrong(
          "--classifier endpoint needs --model NAME; --classifier nearest-description needs no"
              + " endpoint");
    }
    try {
      return new ModelSettings(
          baseUrl,
          model,
          temperature.equals("none") ? null : Double.valueOf(temperature),
          maxTokens,
          null,
          CONNECT_TIMEOUT,
          Duration.ofSeconds(timeout));
    } catch (NumberFormatException e) {
      throw wrong("--temperature must be a number or none, got " + temperature);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  TokenPrices prices() {
    try {
      return new TokenPrices(priceIn, priceOut);
    } catch (IllegalArgumentException e) {
      throw wrong("--price-in and --price-out: " + e.getMessage());
    }
  }

  LabelPrompt prompt() {
    try {
      return prompt == null ? LabelPrompt.shipped() : LabelPrompt.read(prompt);
    } catch (IOException e) {
      throw wrong(e.getMessage());
    }
  }

  Path answers(Path centroids) {
    Path artifact = centroids.toAbsolutePath().normalize();
    return answers == null ? artifact.resolveSibling(artifact.getFileName() + "-answers") : answers;
  }

  /** A client; nothing is sent yet. */
  ModelClient client(ModelSettings settings, int concurrency) {
    RetryPolicy usual = RetryPolicy.DEFAULT;
    try {
      RetryPolicy policy =
          new RetryPolicy(attempts, usual.budget(), usual.firstDelay(), usual.maxDelay());
      return new ModelClient(
          new OpenAiEndpoint(settings, ApiKey.fromEnvironment(keyVariable)),
          policy,
          concurrency,
          failure -> {});
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  EndpointVoter voter(ModelSettings settings, LabelSet labels, ModelClient client, Path centroids)
      throws IOException {
    return new EndpointVoter(settings.model(), labels, prompt(), client, answers(centroids));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
