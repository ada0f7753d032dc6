package io.medsift.centroids.embed;

import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.store.PartWriter;
import io.medsift.embedding.store.PromptId;
import io.medsift.embedding.store.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Collects the distinct prompts of a part; when all are known, embeds them and writes the part.
 * Emits the number of each part that is whole.
 */
final class EmbedPartFunction extends KeyedProcessFunction<Integer, PromptRow, Integer> {
  private static final long serialVersionUID = 1L;
  private static final long SHARES = 1000;
  private static final int BLOCK = 64;

  private final String directory;
  private final EncoderSource source;
  private transient StoreDirectory store;
  private transient SentenceEncoder encoder;
  private transient ValueState<Integer> part;
  private transient MapState<String, Boolean> prompts;
  private transient Counter embedded;
  private transient Counter shares;

  EmbedPartFunction(String directory, EncoderSource source) {
    this.directory = directory;
    this.source = source;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    store = StoreDirectory.begun(Path.of(directory));
    encoder = source.open();
    if (!encoder.model().equals(store.plan().model())) {
      throw new IllegalStateException(
          directory
              + " is for "
              + store.plan().model()
              + ", but the model in use is "
              + encoder.model());
    }
    part = getRuntimeContext().getState(new ValueStateDescriptor<>("part", Types.INT));
    prompts =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("prompts", Types.STRING, Types.BOOLEAN));
    embedded = getRuntimeContext().getMetricGroup().counter(EmbeddingJob.PROMPTS_EMBEDDED);
    shares = getRuntimeContext().getMetricGroup().counter(EmbeddingJob.PART_THOUSANDTHS);
  }

  @Override
  public void processElement(PromptRow row, Context context, Collector<Integer> out)
      throws Exception {
    if (part.value() == null) {
      part.update(row.part());
      // The last watermark comes when the key has no more rows.
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    prompts.put(row.prompt(), true);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Integer> out)
      throws Exception {
    int number = part.value();
    if (!store.has(number)) {
      write(number);
    }
    out.collect(number);
  }

  private void write(int number) throws Exception {
    SortedMap<PromptId, String> sorted = new TreeMap<>();
    for (String prompt : prompts.keys()) {
      sorted.put(PromptId.of(prompt), prompt);
    }
    List<String> texts = List.copyOf(sorted.values());
    try (PartWriter writer = store.write(number, sorted)) {
      for (int done = 0; done < texts.size(); ) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("cancelled while part " + number + " was embedded");
        }
        int end = Math.min(done + BLOCK, texts.size());
        for (float[] vector : encoder.encodeAll(texts.subList(done, end))) {
          writer.add(vector);
        }
        embedded.inc(end - done);
        shares.inc(SHARES * end / texts.size() - SHARES * done / texts.size());
        done = end;
      }
      writer.complete();
    }
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
  }
}
