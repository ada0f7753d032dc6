package io.medsift.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Revision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a recheck takes from the verdicts. */
class RecheckSettingsTest {

  @Test
  void aPromptThatTheVerdictsNameKeepsItsCluster() {
    KafkaConnection kafka = KafkaConnection.plain("none:1");
    TopicRange accepted = new TopicRange(kafka, "accepted", Map.of(0, 0L), Map.of(0, 5L));
    TopicRange rejected = new TopicRange(kafka, "rejected", Map.of(0, 0L), Map.of(0, 7L));
    Recipe recipe = Recipe.builder(new RecipeStamp("test", "0123456789abcdef")).build();
    RecheckSettings settings =
        new RecheckSettings(
            new CurationSettings(recipe, null, null, CurationTopics.named(kafka), true, "recheck"),
            new DecontaminationPlan("index", "fingerprint", List.of()),
            new VerdictLog("samples", accepted, rejected, null),
            new OffsetRange(Map.of(), Map.of()),
            new Revision.Index("new", List.of()),
            Map.of(),
            1);
    assertThat(settings.curation().embedding().log().rows()).containsExactly(accepted, rejected);
    assertThat(settings.curation().embedding().again()).isFalse();
  }
}
