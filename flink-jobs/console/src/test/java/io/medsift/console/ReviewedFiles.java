package io.medsift.console;

import io.medsift.console.index.StreamIndex;
import io.medsift.console.stream.KnownReviews;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.stream.VerdictStream;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.util.Optional;

/** Results that are shown as those of topics are, with reviews; nothing can be written. */
record ReviewedFiles(ResultFiles files, KnownReviews reviews) implements VerdictStream {
  @Override
  public String subject() {
    return files.subject();
  }

  @Override
  public Optional<CurationTopics> topics() {
    return Optional.of(CurationTopics.named(KafkaConnection.plain("127.0.0.1:1")));
  }

  @Override
  public StreamIndex index() {
    return files.index();
  }

  @Override
  public Progress progress() {
    return files.progress();
  }

  @Override
  public <T> T read(Reading<T> reading) throws IOException {
    return files.read(reading);
  }

  @Override
  public void close() {
    files.close();
  }
}
