package io.medsift.curation.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.centroids.NearestCentroid;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.state.Rank;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.sample.Sample;
import io.medsift.sharing.ResourceFailedException;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Gate;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.junit.jupiter.api.Test;

class GateFunctionTest {
  /** A gate that fails on some texts. */
  private static final class Fragile extends GateFunction {
    private static final long serialVersionUID = 1L;

    private Fragile(Recipe recipe) {
      super(Gate.VERIFY, recipe.tracks(), new VerdictWriter("samples", recipe, Map.of()));
    }

    @Override
    protected Ruling rule(Sample sample) {
      return switch (sample.response()) {
        case "odd" -> throw new NullPointerException("no such thing");
        case "deep" -> throw new IllegalStateException(new ArithmeticException("too long"));
        case "model" -> throw new ResourceFailedException("no memory");
        case "vectors" -> nearest();
        default -> Ruling.Pass.SILENT;
      };
    }
  }

  /** The nearest vector, of an index whose native memory is gone. */
  private static Ruling nearest() {
    NearestCentroid closed = new NearestCentroid(new float[] {1, 0, 0, 1}, 2);
    closed.close();
    closed.assign(new float[] {0, 1});
    return Ruling.Pass.SILENT;
  }

  @Test
  void aSampleOnWhichAGateFailsIsADeadLetterAndTheNextOneGoesOn() throws Exception {
    try (var gate = gate()) {
      gate.left(sample("odd"));
      gate.left(sample("even"));

      assertThat(gate.output()).hasSize(1);
      List<OutputRecord> rows = gate.output(GateFunction.DECIDED);
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).kind()).isEqualTo(OutputRecord.Kind.DEAD_LETTER);
      assertThat(RowCodec.readDeadLetter(rows.get(0).value()).error())
          .isEqualTo("gate verify failed on this sample: java.lang.NullPointerException");
      assertThat(gate.count("dead_letters")).isEqualTo(1);
    }
  }

  @Test
  void soIsOneWhoseFaultHasACause() throws Exception {
    try (var gate = gate()) {
      gate.left(sample("deep"));

      assertThat(gate.output(GateFunction.DECIDED)).hasSize(1);
      assertThat(gate.count("dead_letters")).isEqualTo(1);
    }
  }

  @Test
  void aModelThatFailsStopsTheJob() throws Exception {
    try (var gate = gate()) {
      assertThatThrownBy(() -> gate.left(sample("model")))
          .isInstanceOf(ResourceFailedException.class)
          .hasMessage("no memory");
      assertThatThrownBy(() -> gate.left(sample("vectors")))
          .isInstanceOf(ResourceFailedException.class)
          .hasMessage("the centroids are closed");
      assertThat(gate.output(GateFunction.DECIDED)).isEmpty();
    }
  }

  private static OperatorHarness<ParsedSample, Void, ParsedSample> gate() throws Exception {
    return OperatorHarness.of(
            new ProcessOperator<>(new Fragile(RecipeLoader.named("recommended"))), Subtask.ONLY)
        .start();
  }

  private static ParsedSample sample(String response) throws Exception {
    String json =
        """
        {"id": "a", "source": "s", "track": "synthetic_qa", "prompt": "2 + 2?",
         "reference": {"kind": "text", "value": "4"}, "response": "%s"}
        """
            .formatted(response);
    byte[] bytes = json.getBytes(UTF_8);
    Envelope envelope =
        new Envelope(
            new Rank(120, 0, 7),
            120,
            false,
            false,
            "a",
            "synthetic_qa",
            "s",
            bytes,
            Findings.NONE,
            null);
    return new ParsedSample(envelope, new SampleParser(SampleLimits.DEFAULT).parse(bytes));
  }
}
