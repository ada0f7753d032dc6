package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.annotation.AnnotationJob;
import io.medsift.cli.embedded.Testbed;
import io.medsift.evolve.EvolutionJob;
import io.medsift.generation.GenerationJob;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.ModelJob;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class ModelJobITCase {

  /** None starts, and fails and restarts later, without a topic that it writes. */
  @ParameterizedTest
  @MethodSource("jobs")
  void aJobWithoutItsTopicsDoesNotStart(ModelJob job, String missing) throws Exception {
    KafkaConnection connection = KafkaConnection.plain(Testbed.broker().bootstrapServers());
    ModelJob.Run run = new ModelJob.Run(connection, "run", OffsetRange.ALL, RetryPolicy.UNLIMITED);

    assertThatThrownBy(() -> job.define(StreamExecutionEnvironment.getExecutionEnvironment(), run))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no topic %s at %s".formatted(missing, connection.bootstrapServers()));
  }

  static Stream<Arguments> jobs() throws Exception {
    Recipe recipe = RecipeLoader.named("recommended");
    AskedModel model =
        new AskedModel(
            "http://localhost/v1", "m", null, null, 64, null, 1, 1, null, null, 0, 0, "NO_KEY");
    ModelJob.Topics topics = new ModelJob.Topics("in", "no-letters", "no-ledger");
    return Stream.of(
        Arguments.of(
            new GenerationJob(recipe, model, topics, "no-samples", "no-unscored"),
            "in, nor no-unscored, nor no-samples, nor no-letters"),
        Arguments.of(
            new AnnotationJob(
                recipe, new Models(null, model, null, null, null), null, topics, "no-samples"),
            "in, nor no-samples, nor no-letters"),
        Arguments.of(
            new EvolutionJob(recipe, model, topics, "no-prompts", "no-eliminated"),
            "in, nor no-prompts, nor no-eliminated, nor no-letters"));
  }
}
