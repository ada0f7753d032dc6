package io.medsift.llm.stage;

import io.medsift.llm.client.ChatRequest;
import io.medsift.recipe.ModelRole;
import java.util.List;

/**
 * What a job would do with a record, as far as that is known before anybody is asked.
 *
 * @param requests none where the record would go on as it is
 * @param refusal why the record would be a dead letter; null where it would not
 */
public record RequestPreview(List<Request> requests, String refusal) {

  /**
   * A request.
   *
   * @param times how many like it there would be, at most
   */
  public record Request(ModelRole role, ChatRequest request, int times) {}

  public RequestPreview {
    requests = List.copyOf(requests);
  }

  /** Of a record that would be asked about. */
  public static RequestPreview asks(List<Request> requests) {
    return new RequestPreview(requests, null);
  }

  /** Of a record that would be a dead letter. */
  public static RequestPreview refuses(String why) {
    return new RequestPreview(List.of(), why);
  }
}
