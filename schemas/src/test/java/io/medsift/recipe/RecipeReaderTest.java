package io.medsift.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.medsift.WireSchemas;
import io.medsift.recipe.SelectSettings.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeReaderTest {
  private static final String SELECTING = "tracks: {a: {gates: [verify, select]}}";
  private static final String TRACKS = "tracks: {a: {gates: []}}\n";
  private static final JsonSchema SCHEMA = WireSchemas.named("recipe");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "deduplicate: {jacard: 0.5} | unknown key 'jacard' in deduplicate; did you mean 'jaccard'?"
            + " Known: scope, ngram, jaccard, bands, rows, bucket_cap, shards, seed,"
            + " tokenizer_version",
        "deduplicate: {jaccard: 1.5} | deduplicate.jaccard must be a number above 0 and up to 1,"
            + " got 1.5",
        "deduplicate: {jaccard: .nan} | this is not YAML: Malformed numeric value '.nan'",
        "deduplicate: {jaccard: '0.7'} | deduplicate.jaccard must be a number above 0 and up to 1,"
            + " got '0.7'",
        "deduplicate: {ngram: 2.5} | deduplicate.ngram must be a whole number from 1 to 100,"
            + " got 2.5",
        "deduplicate: {seed: 99999999999999999999} | deduplicate.seed must be a whole number,"
            + " got 99999999999999999999",
        "deduplicate: {scope: promt} | deduplicate.scope must be one of global, prompt, got"
            + " 'promt'; did you mean 'prompt'?",
        "deduplicate: 4 | deduplicate must be a group of settings, got 4",
        "judge: | judge must be a group of settings, got nothing",
        "judge: {} | judge lacks the key 'minimum'",
        "judge: {minimum: 11} | judge.minimum must be a number from 1 to 10, got 11",
        "domain: {keep: []} | domain.keep must be a list of at least one, got an empty list",
        "domain: {keep: [Law], encoder: {name: m, model: m.onnx}} | domain.encoder lacks the key"
            + " 'tokenizer'",
        "domain: {keep: [Law], encoder: {name: m, model: m.onnx, tokenizer: t.json, max_tokens: 2}}"
            + " | domain.encoder.max_tokens must be a whole number from 3 to 8192, got 2",
        "domain: {keep: [Law, Law]} | domain.keep lists 'Law' twice",
        "domain: {keep: [Law, 7]} | domain.keep[1] must be a label that is not blank, got 7",
        "decontaminate: [{rule: fuzzy, n: 8}] | unknown key 'n' in decontaminate[0] (rule fuzzy)."
            + " Known: rule, threshold, fields",
        "decontaminate: [{rule: calibrated, fields: []}] | decontaminate[0].fields must be a list"
            + " of at least one, got an empty list",
        "decontaminate: [{rule: fuzzy, fields: [prompts]}] | decontaminate[0].fields[0] must be"
            + " one of prompt, history, system, response, got 'prompts'; did you mean 'prompt'?",
        "decontaminate: [{n: 8}] | decontaminate[0] lacks the key 'rule'",
        "decontaminate: [{rule: fuzy}] | decontaminate[0].rule must be one of any-shared-ngram,"
            + " fuzzy, calibrated, aligned, semantic, got 'fuzy'; did you mean 'fuzzy'?",
        "decontaminate: [{rule: semantic, threshold: 1.2}] | decontaminate[0].threshold must be a"
            + " number above 0 and up to 1, got 1.2",
        "decontaminate: [{rule: semantic, fields: [response]}] | decontaminate[0].fields[0] must be"
            + " one of prompt, got 'response'",
        "decontaminate: [{rule: semantic}, {rule: aligned}] | the rule semantic must be the last of"
            + " decontaminate, so that it sees only prompts in which the other rules find nothing",
        "decontaminate: [{rule: semantic, decide: model, floor: 0.9}] | floor must be at most"
            + " threshold, got 0.9 and 0.85",
        "decontaminate: [{rule: semantic, decide: judge}] | decontaminate[0].decide must be one of"
            + " similarity, model, got 'judge'",
        "decontaminate: [{rule: fuzzy, threshold: 0}] | decontaminate[0].threshold must be a whole"
            + " number from 1 to 100, got 0",
        "decontaminate: fuzzy | decontaminate must be a list, got 'fuzzy'",
        "limits: {record_bytes: 10} | limits.record_bytes must be a whole number from 1024 to"
            + " 67108864, got 10",
        "version: 2 | unknown key 'version' in the recipe. Known: name, description, limits,"
            + " decontaminate, domain, judge, deduplicate, quality, prompts,"
            + " pass_rate, select, balance, models, annotate, generate, evolve, tracks",
        "models: {jugde: {model: m}} | unknown key 'jugde' in models; did you mean 'judge'? Known:"
            + " generator, judge, equivalence, leak, evolver",
        "models: {judge: {}} | models.judge lacks the key 'model'",
        "models: {judge: {model: m, temprature: 1}} | unknown key 'temprature' in models.judge; did"
            + " you mean 'temperature'? Known: base_url, model, temperature, top_p, max_tokens,"
            + " seed, timeout_seconds, concurrency, requests_per_minute, tokens_per_minute,"
            + " price_in, price_out, api_key_env",
        "models: {judge: {model: m, api_key_env: sk-123}} | models.judge.api_key_env must be the"
            + " name of an environment variable; a recipe must not contain the key itself",
        "generate: {responses: 65} | generate.responses must be a whole number from 1 to 64, got"
            + " 65",
        "generate: {output: accepted} | generate.output must be one of samples, unscored, got"
            + " 'accepted'",
        "select: {keep: none} | select.keep must be one of all, one, or a whole number from 1 to"
            + " 100, got 'none'",
        "select: {keep: 0} | select.keep must be one of all, one, or a whole number from 1 to 100,"
            + " got 0",
        "select: {by: shortst} | select.by must be one of first, shortest, longest, judge,"
            + " least-similar, got 'shortst'; did you mean 'shortest'?",
        "pass_rate: {min: 0.9, max: 0.1} | pass_rate.min must be at most pass_rate.max, got 0.9"
            + " and 0.1",
        "balance: {per_source: 0} | balance.per_source must be a whole number from 1 to"
            + " 1000000000, got 0",
        "balance: {per_sourc: 9} | unknown key 'per_sourc' in balance; did you mean 'per_source'?"
            + " Known: per_prompt, per_source, per_cluster, per_label, sources, clusters, labels",
        "balance: {sources: {}} | balance.sources must be a group of at least one, got an empty"
            + " group",
        "balance: {sources: {mine: few}} | balance.sources.mine must be a whole number from 1 to"
            + " 1000000000, got 'few'",
        "balance: {clusters: {Law: 2}} | the key 'Law' must be the number of a cluster",
        "pass_rate: {max: 80} | pass_rate.max must be a number from 0 to 1, got 80",
      })
  void saysWhatIsWrongWithASetting(String setting, String problem) {
    assertThatThrownBy(() -> RecipeReader.read("name: own\n" + setting + "\n" + TRACKS))
        .isInstanceOf(RecipeException.class)
        .hasMessage("line 2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tracks: {} | tracks must be a group of at least one, got an empty group",
        "tracks: {Big: {gates: []}} | the key 'Big' must be lower-case letters, digits and"
            + " underscores, beginning with a letter",
        "tracks: {a: {gates: [verfy]}} | tracks.a.gates[0] must be one of decontaminate, verify,"
            + " quality, judge, domain, deduplicate, pass_rate, select, balance, got 'verfy'; did"
            + " you mean 'verify'?",
        "tracks: {a: {gates: [pass_rate]}} | the track 'a' runs the gate pass_rate, which counts"
            + " what the gate verify finds, so it must run verify too",
        "tracks: {a: {gates: [balance]}} | the track 'a' runs the gate balance, so the recipe needs"
            + " a section 'balance' with at least one of per_prompt, per_source, per_cluster,"
            + " per_label, sources, clusters, labels",
        "tracks: {a: {gates: [judge]}} | the track 'a' runs the gate judge, so the recipe needs a"
            + " section 'judge' with the key 'minimum'",
        "tracks: {a: {gates: [domain]}} | the track 'a' runs the gate domain, so the recipe needs a"
            + " section 'domain' with the key 'keep'",
        "tracks: {a: {gates: [decontaminate]}} | the track 'a' runs the gate decontaminate, so the"
            + " recipe needs a section 'decontaminate' with at least one rule",
      })
  void saysWhatIsWrongWithTracks(String tracks, String problem) {
    assertThatThrownBy(() -> RecipeReader.read("name: own\n" + tracks + "\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("line 2: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the file is empty; a recipe has at least a name and tracks",
        "[] | line 1: the recipe must be a group of settings, got an empty list",
        "{a: &x 1, b: *x} | line 1: aliases (*x) are not allowed; write the value out",
        "a: [ | line 1: this is not YAML: while parsing a flow node",
        "{a: 1, a: 2} | line 1: the key 'a' is given twice, first in line 1",
      })
  void refusesWhatIsNotOneGroupOfSettings(String text, String problem) {
    assertThatThrownBy(() -> RecipeReader.read(text))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void readsWhatToKeepOfThePromptsAsAWordOrANumber() throws Exception {
    for (String keep : List.of("all", "one", "1", "3")) {
      Recipe recipe = RecipeReader.read("name: own\nselect: {keep: " + keep + "}\n" + SELECTING);
      Integer expected = keep.equals("all") ? null : keep.equals("one") ? 1 : Integer.valueOf(keep);
      assertThat(recipe.select()).isEqualTo(new SelectSettings(expected, Order.FIRST));
    }
    assertThat(RecipeReader.read("name: own\nselect: {keep: one}\n" + SELECTING).stamp())
        .isEqualTo(RecipeReader.read("name: own\nselect: {keep: 1}\n" + SELECTING).stamp());
  }

  @Test
  void aChoiceByScoreNeedsTheScore() {
    assertThatThrownBy(() -> RecipeReader.read("name: own\nselect: {by: judge}\n" + SELECTING))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "line 3: the track 'a' runs the gate select by the score of the judge, so it must run"
                + " judge too, or select.by must be another of first, shortest, longest,"
                + " least-similar");
  }

  @Test
  void namesTheLineThatATabIndents() {
    assertThatThrownBy(() -> RecipeReader.read("name: a\nlimits:\n\trecord_bytes: 1000\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("line 3: a tab; indent with spaces");
  }

  @Test
  void refusesNestingAndSecondDocuments() {
    assertThatThrownBy(() -> RecipeReader.read("[".repeat(100_000)))
        .isInstanceOf(RecipeException.class);
    assertThatThrownBy(() -> RecipeReader.read("name: a\n---\nname: b\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("a second document begins here");
  }

  @Test
  void listsEveryProblemInTheOrderOfLines() {
    assertThatThrownBy(
            () ->
                RecipeReader.read(
                    """
                    name: Own
                    judge:
                      minimum: 0
                    tracks:
                      a:
                        gates:
                          - verify
                          - domain
                    """))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            """
            line 1: name must be lower-case letters, digits and hyphens, beginning with a letter \
            or digit, got 'Own'
            line 3: judge.minimum must be a number from 1 to 10, got 0
            line 8: the track 'a' runs the gate domain, so the recipe needs a section 'domain' \
            with the key 'keep'\
            """);
  }

  @Test
  void saysWhatIsWrongWithGenerationAndEvolution() {
    assertThatThrownBy(
            () ->
                RecipeReader.read(
                    """
                    name: own
                    generate: {responses: 0, output: unscord}
                    evolve:
                      methods: [deepen, deepen]
                      track: b
                      round: 3
                    tracks: {a: {gates: []}}
                    """))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            """
            line 2: generate.responses must be a whole number from 1 to 64, got 0
            line 2: generate.output must be one of samples, unscored, got 'unscord'; did you mean \
            'unscored'?
            line 4: evolve.methods lists 'deepen' twice
            line 5: evolve.track must be a track of the recipe, got 'b'
            line 6: unknown key 'round' in evolve; did you mean 'rounds'? Known: rounds, methods, \
            compare, track, seed\
            """);
  }

  @Test
  void hashChangesWithWhatDecidesAndNothingElse() throws Exception {
    String settings =
        """
        judge: {minimum: 8}
        domain: {keep: [Medical, Biology]}
        tracks: {a: {gates: [judge, domain, deduplicate]}}
        """;
    String hash = hash("name: own\n" + settings);

    assertThat(hash).matches("[0-9a-f]{16}");
    assertThat(hash("# why\nname: other\ndescription: text\n" + settings)).isEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace("8", "8.0"))).isEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace("judge, domain", "domain, judge")))
        .isEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace("{keep", "{centroids: /a, keep")))
        .isEqualTo(hash);
    for (String minimum : List.of("minimum_agreement: 0.6", "minimum_similarity: 0.3")) {
      assertThat(hash("name: own\n" + settings.replace("{keep", "{" + minimum + ", keep")))
          .isNotEqualTo(hash);
    }
    assertThat(hash("name: own\ngenerate: {responses: 6}\n" + settings)).isEqualTo(hash);
    assertThat(hash("name: own\nevolve: {rounds: 3}\n" + settings)).isEqualTo(hash);
    assertThat(hash("name: own\ndeduplicate: {ngram: 4}\n" + settings)).isEqualTo(hash);
    assertThat(hash("name: own\ndeduplicate: {ngram: 5}\n" + settings)).isNotEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace("8", "7"))).isNotEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace(", Biology", ""))).isNotEqualTo(hash);
    assertThat(hash("name: own\n" + settings.replace("judge, domain, ", "judge, ")))
        .isNotEqualTo(hash);
  }

  @Test
  void aBoundThatIsOffLeavesTheHashAsItWasBeforeThereWasOne() throws Exception {
    String tracks = "tracks: {a: {gates: [quality]}}\n";
    String off = hash("name: own\n" + tracks);
    assertThat(off).isEqualTo("88daef768a5235ce");
    assertThat(hash("name: own\nquality: {minimum_response_words: 4}\n" + tracks))
        .isNotEqualTo(off);
    assertThat(hash("name: own\nquality: {reject_overrun: true}\n" + tracks)).isNotEqualTo(off);
  }

  @Test
  void theFirstTokenizerHasTheHashFromBeforeThereWasAnother() throws Exception {
    String deduplicate = "name: own\ndeduplicate: {tokenizer_version: %d}\n%s";
    String tracks = "tracks: {a: {gates: [deduplicate]}}\n";
    assertThat(hash(deduplicate.formatted(1, tracks))).isEqualTo("b5578148e39a5216");
    assertThat(hash(deduplicate.formatted(2, tracks))).isNotEqualTo("b5578148e39a5216");
    assertThat(hash(deduplicate.formatted(3, tracks)))
        .isNotEqualTo(hash(deduplicate.formatted(2, tracks)))
        .isEqualTo(hash("name: own\n" + tracks));
    assertThat(hash(deduplicate.formatted(2, TRACKS)))
        .isEqualTo(hash(deduplicate.formatted(1, TRACKS)));
  }

  @Test
  void theFieldsOfThePublishedRulesHaveTheHashFromBeforeThereWereOthers() throws Exception {
    String recipe = "name: own\ndecontaminate: [{rule: fuzzy%s}]\n" + TRACKS;
    String hash = hash(recipe.formatted(""));

    assertThat(hash(recipe.formatted(", fields: [prompt]"))).isEqualTo(hash);
    assertThat(hash(recipe.formatted(", fields: [prompt, system]"))).isNotEqualTo(hash);
    assertThat(hash(recipe.formatted(", fields: [system, prompt]")))
        .isEqualTo(hash(recipe.formatted(", fields: [prompt, system]")));
  }

  @Test
  void saysWhatNoRuleCompares() throws Exception {
    String tracks = "tracks: {a: {gates: [decontaminate]}}\n";
    assertThat(
            RecipeReader.read("name: own\ndecontaminate: [{rule: fuzzy}]\n" + tracks).notCompared())
        .contains(
            "Not compared with evaluation sets, since no rule of the recipe names them: earlier"
                + " turns, system prompts and responses.");
    assertThat(
            RecipeReader.read(
                    "name: own\ndecontaminate: [{rule: fuzzy, fields: [history, response]}, {rule:"
                        + " fuzzy, fields: [prompt]}]\n"
                        + tracks)
                .notCompared())
        .contains(
            "Not compared with evaluation sets, since no rule of the recipe names them: system"
                + " prompts.");
    assertThat(
            RecipeReader.read("name: own\ndecontaminate: [{rule: calibrated}]\n" + tracks)
                .notCompared())
        .isEmpty();
    assertThat(RecipeReader.read("name: own\n" + TRACKS).notCompared()).isEmpty();
  }

  @Test
  void hashesWhatModelsSayAndNotWhereOrHowFastTheyAreAsked() throws Exception {
    String judge = "name: own\nmodels: {judge: {model: m%s}}\n" + TRACKS;
    String hash = hash(judge.formatted(""));

    assertThat(hash(judge.formatted(", base_url: 'http://host/v1', timeout_seconds: 9")))
        .isEqualTo(hash);
    assertThat(hash(judge.formatted(", requests_per_minute: 9, price_in: 2, concurrency: 3")))
        .isEqualTo(hash);
    assertThat(hash(judge.formatted(", temperature: 1"))).isNotEqualTo(hash);
    assertThat(hash(judge.formatted("2"))).isNotEqualTo(hash);
    assertThat(hash("name: own\nmodels: {generator: {model: m}}\n" + TRACKS))
        .isEqualTo(hash("name: own\n" + TRACKS));
  }

  @Test
  void hashesOfShippedRecipesChangeOnlyWithWhatTheyDecideBy() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (String name : RecipeLoader.names()) {
      hashes.add(name + " " + RecipeLoader.named(name).stamp().hash());
    }
    assertThat(hashes)
        .containsExactly(
            "ii-medical-rl f6cb511cfc7d5bdd",
            "ii-medical-sft 199c4db73cf0aa23",
            "recommended 7072977facdd25b0");
  }

  @Test
  void mutatedRecipesGiveARecipeThatTheSchemaAllowsOrARecipeException() throws Exception {
    String good = Files.readString(Path.of("../deploy/recipes/recommended.yaml"));
    String letters = " \n:-{}[],#'\"0189.&*!|>%@eyn";
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
      }
      String recipe = text.toString();
      assertThatCode(() -> readOrRefuse(recipe)).as(recipe).doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(String recipe) throws Exception {
    boolean read;
    try {
      RecipeReader.read(recipe);
      read = true;
    } catch (RecipeException e) {
      assertThat(e.getMessage()).startsWith("line ");
      read = false;
    }
    if (read) {
      JsonNode settings = YamlSettings.parse(recipe).root();
      assertThat(SCHEMA.validate(settings)).isEmpty();
    }
  }

  private static String hash(String recipe) throws Exception {
    return RecipeReader.read(recipe).stamp().hash();
  }
}
