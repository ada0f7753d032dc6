package io.medsift.prompts;

import io.medsift.verdict.PromptDecision.Closed;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Which responses a prompt is decided by: in rank order, up to the announced number, or to those
 * that came within the time to wait after the first. That depends on the responses alone, not on
 * when anyone looks.
 *
 * @param members how many of the responses, from the first
 * @param time of the decision: of the last response where all have come, else the end of the wait
 */
public record ResponseGroup(int members, long time, Closed closed) {
  /** Most responses by which a prompt is decided. */
  public static final int MOST = 256;

  /**
   * The group of responses that begins with the first of a list.
   *
   * @param responses in rank order, not empty, each at or before {@code now}
   * @param timeOf the time of a response
   * @param announcedBy how many responses to the prompt one announces, 0 for none
   * @param waitMillis from the first response
   * @param now up to when all responses have come
   * @return empty where the prompt is still open
   */
  public static <T> Optional<ResponseGroup> of(
      List<T> responses,
      ToLongFunction<T> timeOf,
      ToIntFunction<T> announcedBy,
      long waitMillis,
      long now) {
    long end = end(timeOf.applyAsLong(responses.get(0)), waitMillis);
    int announced = 0;
    int members = 0;
    for (T response : responses) {
      long time = timeOf.applyAsLong(response);
      if (time > end) {
        break;
      }
      members++;
      announced = Math.max(announced, announcedBy.applyAsInt(response));
      if (announced > 0 && members >= announced) {
        return Optional.of(new ResponseGroup(members, time, Closed.COMPLETE));
      }
      if (members == MOST) {
        return Optional.of(new ResponseGroup(members, time, Closed.FULL));
      }
    }
    return now >= end
        ? Optional.of(new ResponseGroup(members, end, Closed.WAITED_OUT))
        : Optional.empty();
  }

  /** The end of a span of time, or of all time. */
  public static long end(long start, long millis) {
    return start > Long.MAX_VALUE - millis ? Long.MAX_VALUE : start + millis;
  }
}
