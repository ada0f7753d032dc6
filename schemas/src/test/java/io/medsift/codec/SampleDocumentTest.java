package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.WireSchemas;
import org.junit.jupiter.api.Test;

class SampleDocumentTest {

  @Test
  void keepsUnknownFieldsTheirOrderAndTheirDigits() {
    String json = "{\"id\":\"a\",\"x\":{\"z\":1.50,\"y\":[1e400,-0]},\"prompt\":\"é\\n\"}";

    ObjectNode sample = SampleDocument.read(json.getBytes(UTF_8));
    sample.put("response", "b");

    assertThat(new String(SampleDocument.write(sample), UTF_8))
        .isEqualTo(
            "{\"id\":\"a\",\"x\":{\"z\":1.50,\"y\":[1E+400,0]},\"prompt\":\"é\\n\",\"response\":\"b\"}");
  }

  @Test
  void aPromptMaySayWhereItComesFrom() {
    String prompt =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"p\",\"reference\":{\"kind\":\"long\","
            + "\"value\":\"v\",\"generated\":true},\"lineage\":{\"seed_id\":\"b\",\"parent_id\":\"b\","
            + "\"round\":1,\"method\":\"%s\"}}";

    assertThat(WireSchemas.named("prompts").validate(tree(prompt.formatted("deepen")))).isEmpty();
    assertThat(WireSchemas.named("prompts").validate(tree(prompt.formatted("deeper"))))
        .isNotEmpty();
  }

  private static ObjectNode tree(String json) {
    return SampleDocument.read(json.getBytes(UTF_8));
  }
}
