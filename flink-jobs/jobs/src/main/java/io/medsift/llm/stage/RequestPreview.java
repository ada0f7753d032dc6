package io.medsift.llm.stage;

import io.medsift.llm.client.ChatRequest;
import io.medsift.recipe.ModelRole;
import java.util.List;

/**
 * Requests that a job would send about a record, as far as they are known without any reply.
 *
 * @param requests none if the record would pass unchanged
 * @param refusal why the record would become a dead letter; null if it would not
 */
public record RequestPreview(List<Request> requests, String refusal) {

  /**
   * A request.
   *
   * @param times maximum number of requests like it
   */
  public record Request(ModelRole role, ChatRequest request, int times) {}

  public RequestPreview {
    requests = List.copyOf(requests);
  }

  /** Preview of a record with requests. */
  public static RequestPreview asks(List<Request> requests) {
    return new RequestPreview(requests, null);
  }

  /** Preview of a record that would become a dead letter. */
  public static RequestPreview refuses(String reason) {
    return new RequestPreview(List.of(), reason);
  }
}
