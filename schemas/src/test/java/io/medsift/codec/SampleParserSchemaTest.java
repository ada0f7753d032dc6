package io.medsift.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import io.medsift.WireSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser and {@code samples.schema.json} say the same of a record. */
class SampleParserSchemaTest {
  private static final JsonSchema SCHEMA = WireSchemas.named("samples");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void bothAcceptARecordWithEveryField() throws Exception {
    assertThat(agreedVerdict(Records.FULL)).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'extra':[[[{}]]]",
        "'source_row':7",
        "'source_row':7.0",
        "'source_row':7e1",
        "'source_row':-0",
        "'source_row':'7.5'",
        "'source_row':null",
        "'history':null",
        "'history':[]",
        "'history':[{'role':'user','content':''}]",
        "'history':[{'role':'user','content':'a','name':null}]",
        "'system':''",
        "'options':null",
        "'options':{}",
        "'options':{'':'text','(b)':''}",
        "'reference':null",
        "'reference':{'kind':'none'}",
        "'reference':{'kind':'none','value':null}",
        "'reference':{'kind':'none','value':''}",
        "'reference':{'kind':'long','value':'text','page':3}",
        "'reference':{'value':'B','kind':'letter'}",
        "'reasoning':''",
        "'response':null",
        "'response':''",
        "'label':'\\u0000'",
        "'annotations':null",
        "'annotations':{}",
        "'annotations':{'judge':null,'equivalence':null}",
        "'annotations':{'judge':{'score':1}}",
        "'annotations':{'judge':{'score':10.0}}",
        "'annotations':{'judge':{'score':100e-1,'model':null,'prompt_version':null}}",
        "'annotations':{'equivalence':{'equivalent':false}}",
        "'annotations':{'other':'model'}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':1,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':-1}]}}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':1e-9,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':1.0}]}}",
      })
  void bothAccept(String field) throws Exception {
    assertThat(agreedVerdict(Records.with(field.replace('\'', '"')))).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'source_row':7.5",
        "'source_row':1e-1",
        "'source_row':true",
        "'source_row':{}",
        "'history':{}",
        "'history':'a'",
        "'history':[null]",
        "'history':['user']",
        "'history':[{'role':'user'}]",
        "'history':[{'content':'a'}]",
        "'history':[{'role':'','content':'a'}]",
        "'history':[{'role':null,'content':'a'}]",
        "'history':[{'role':'user','content':null}]",
        "'history':[{'role':'user','content':['a']}]",
        "'system':1",
        "'options':[]",
        "'options':['a','b']",
        "'options':{'A':1}",
        "'options':{'A':null}",
        "'reference':'B'",
        "'reference':{}",
        "'reference':{'kind':null}",
        "'reference':{'kind':'Letter','value':'B'}",
        "'reference':{'kind':'letter'}",
        "'reference':{'kind':'letter','value':null}",
        "'reference':{'kind':'text','value':' \\t\\u3000'}",
        "'reference':{'kind':'none','value':1}",
        "'reasoning':[]",
        "'response':3",
        "'response':{}",
        "'label':false",
        "'generator':[]",
        "'license':1.5",
        "'upstream_source':{}",
        "'annotations':[]",
        "'annotations':{'judge':{}}",
        "'annotations':{'judge':9}",
        "'annotations':{'judge':{'score':null}}",
        "'annotations':{'judge':{'score':'9'}}",
        "'annotations':{'judge':{'score':0.999}}",
        "'annotations':{'judge':{'score':10.00000000000000000000001}}",
        "'annotations':{'judge':{'score':1e400}}",
        "'annotations':{'judge':{'score':9,'model':1}}",
        "'annotations':{'equivalence':{}}",
        "'annotations':{'equivalence':{'equivalent':null}}",
        "'annotations':{'equivalence':{'equivalent':'true'}}",
        "'annotations':{'equivalence':{'equivalent':true,'prompt_version':2}}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':0,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':0.7}]}}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':1.1,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':0.7}]}}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':0.6,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':7}]}}",
        "'annotations':{'leak':{'benchmarks':'b','vectors':'v','floor"
            + "':0.6,'candidates':5,'items':[{'set':'s','item':'i','text':'t','similarity':1e400}]}}",
      })
  void bothRefuse(String field) throws Exception {
    assertThat(agreedVerdict(Records.with(field.replace('\'', '"')))).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "track", "prompt"})
  void bothRefuseARecordWithoutARequiredField(String field) throws Exception {
    String record = Records.with("\"x\":0");
    String value = "\"" + field + "\":\"" + MAPPER.readTree(record).get(field).asText() + "\"";
    assertThat(agreedVerdict(record.replace(value, "\"y\":0"))).isEqualTo("refused");
    for (String wrong : new String[] {"null", "1", "[]", "{}", "true", "\"\"", "\" \\n\""}) {
      String broken = record.replace(value, "\"" + field + "\":" + wrong);
      assertThat(agreedVerdict(broken)).as(broken).isEqualTo("refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"text\"", "true", "{}", "[{\"id\":\"1\"}]"})
  void bothRefuseWhatIsNotAnObjectWithFields(String record) throws Exception {
    assertThat(agreedVerdict(record)).isEqualTo("refused");
  }

  @Test
  void bothMeanTheSameSpaces() throws Exception {
    for (int unit = 0; unit <= 0xffff; unit++) {
      boolean interesting = unit < 0x100 || (unit >= 0x1680 && unit <= 0x3001) || unit >= 0xfe00;
      if (interesting && !Character.isSurrogate((char) unit)) {
        JsonNode record =
            MAPPER.readTree(
                Records.with("\"x\":0").replace("\"p\"", "\"\\u%04x\"".formatted(unit)));
        agreedVerdict(record.toString());
      }
    }
  }

  private static String agreedVerdict(String record) throws Exception {
    boolean valid = SCHEMA.validate(MAPPER.readTree(record)).isEmpty();
    try {
      Records.parse(record);
      assertThat(valid).as("the schema refuses what the parser accepts: %s", record).isTrue();
      return "accepted";
    } catch (MalformedSampleException e) {
      assertThat(valid).as("the schema accepts %s, but %s", record, e.getMessage()).isFalse();
      return "refused";
    }
  }
}
