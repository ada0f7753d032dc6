package io.medsift.curation;

import io.medsift.curation.balance.QuotaCount;
import io.medsift.curation.balance.QuotaDecision;
import io.medsift.curation.balance.QuotaRequest;
import io.medsift.curation.deduplicate.BandsOperator.Candidates;
import io.medsift.curation.deduplicate.CompareOperator.StoredShingles;
import io.medsift.curation.deduplicate.CopiesOperator.ContentHash;
import io.medsift.curation.deduplicate.CopiesOperator.FirstCopy;
import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.deduplicate.DuplicatePair;
import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.deduplicate.HoldOperator.ShingleSet;
import io.medsift.curation.deduplicate.ResolverOperator.RejectedSample;
import io.medsift.curation.deduplicate.ResolverOperator.Rejection;
import io.medsift.curation.deduplicate.SampleSignature;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.curation.gate.BalancedSample;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.read.RankOperator.PartitionProgress;
import io.medsift.curation.read.RankedRecord;
import io.medsift.curation.state.Rank;
import io.medsift.evolve.EvolvingQuestion;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRecordsTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        BalancedSample.class,
        QuotaCount.class,
        QuotaDecision.class,
        QuotaRequest.class,
        SampleSignature.class,
        SampleBands.class,
        Candidates.class,
        CompareRequest.class,
        SignedSample.class,
        QuestionResult.class,
        ContentHash.class,
        DuplicatePair.class,
        Envelope.class,
        EvolvingQuestion.class,
        FirstCopy.class,
        LogRecord.class,
        PartitionProgress.class,
        Rank.class,
        Question.class,
        RankedRecord.class,
        RejectedSample.class,
        Rejection.class,
        OutputRecord.class,
        SamplePosition.class,
        StoredShingles.class,
        ShingleSet.class,
        ParsedSample.class,
        TopicRecord.class
      })
  void crossesTheNetworkWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
