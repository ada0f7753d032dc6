package io.medsift.curation;

import io.medsift.curation.deduplicate.BandMessage;
import io.medsift.curation.deduplicate.Candidates;
import io.medsift.curation.deduplicate.CompareRequest;
import io.medsift.curation.deduplicate.ContentHash;
import io.medsift.curation.deduplicate.DuplicatePair;
import io.medsift.curation.deduplicate.FirstCopy;
import io.medsift.curation.deduplicate.RejectedSample;
import io.medsift.curation.deduplicate.Rejection;
import io.medsift.curation.deduplicate.SampleSignature;
import io.medsift.curation.deduplicate.Shingles;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.curation.deduplicate.StoredSet;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.read.PartitionProgress;
import io.medsift.curation.read.RankedRecord;
import io.medsift.curation.state.Rank;
import io.medsift.evolve.Evolving;
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
        SampleSignature.class,
        BandMessage.class,
        Candidates.class,
        CompareRequest.class,
        SignedSample.class,
        QuestionResult.class,
        ContentHash.class,
        DuplicatePair.class,
        Envelope.class,
        Evolving.class,
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
        Shingles.class,
        StoredSet.class,
        ParsedSample.class,
        TopicRecord.class
      })
  void crossesTheNetworkWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
