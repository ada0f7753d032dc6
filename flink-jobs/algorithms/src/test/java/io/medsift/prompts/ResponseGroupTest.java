package io.medsift.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.verdict.PromptDecision.Closed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseGroupTest {
  private static final long WAIT = 100;

  private record Response(long time, int announced) {}

  @Test
  void isCompleteWithTheLastAnnouncedResponse() {
    List<Response> three = responses(3, 10, 20, 30);
    assertThat(group(three, 30)).contains(new ResponseGroup(3, 30, Closed.COMPLETE));
    assertThat(group(three.subList(0, 2), 30)).isEmpty();
    assertThat(group(responses(3, 10, 20, 30, 40), 40))
        .contains(new ResponseGroup(3, 30, Closed.COMPLETE));
  }

  @Test
  void isWaitedOutAtTheEndOfTheWaitAndHoldsWhatCameByThen() {
    List<Response> late = responses(3, 10, 110, 111);
    assertThat(group(late.subList(0, 2), 109)).isEmpty();
    assertThat(group(late, 111)).contains(new ResponseGroup(2, 110, Closed.WAITED_OUT));
    assertThat(group(late, 9_999)).contains(new ResponseGroup(2, 110, Closed.WAITED_OUT));
  }

  @Test
  void isWaitedOutWhereNobodyKnowsHowManyThereAre() {
    assertThat(group(responses(0, 10, 20, 30), 109)).isEmpty();
    assertThat(group(responses(0, 10, 20, 30), 110))
        .contains(new ResponseGroup(3, 110, Closed.WAITED_OUT));
  }

  @Test
  void takesANumberThatIsAnnouncedWhenMoreHaveCome() {
    List<Response> responses = new ArrayList<>(responses(0, 10, 20, 30));
    responses.add(new Response(40, 2));
    assertThat(group(responses, 40)).contains(new ResponseGroup(4, 40, Closed.COMPLETE));
  }

  @Test
  void isFullWhereMoreAreAnnouncedThanAPromptCanHave() {
    List<Response> many = new ArrayList<>();
    for (int i = 0; i < ResponseGroup.MOST + 5; i++) {
      many.add(new Response(1, ResponseGroup.MOST + 1));
    }
    assertThat(group(many, 1)).contains(new ResponseGroup(ResponseGroup.MOST, 1, Closed.FULL));
  }

  @Test
  void timeDoesNotPassItsEnd() {
    assertThat(ResponseGroup.end(Long.MAX_VALUE - 5, 6)).isEqualTo(Long.MAX_VALUE);
    assertThat(ResponseGroup.end(5, 6)).isEqualTo(11);
  }

  private static Optional<ResponseGroup> group(List<Response> responses, long now) {
    return ResponseGroup.of(responses, Response::time, Response::announced, WAIT, now);
  }

  private static List<Response> responses(int announced, long... times) {
    List<Response> responses = new ArrayList<>();
    for (long time : times) {
      responses.add(new Response(time, announced));
    }
    return responses;
  }
}
