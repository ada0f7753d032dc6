package io.medsift.answers.response;

import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token of a chat template.
 *
 * @param name in lower case, without what encloses it
 * @param special whether bars enclose it, as no markup has them
 */
record TemplateToken(int start, int end, String name, boolean special) {
  private static final int MAX_LENGTH = 40;
  private static final int MAX_STRUCK = 400;
  private static final Pattern NEXT_CHANNEL =
      Pattern.compile("\\s*+(?:<\\|start\\|>\\s*+assistant\\s*+)?+<\\|channel\\|>");

  /** Names of tokens that end a turn or a document, in lower case, without bars and brackets. */
  private static final Set<String> ENDS =
      Set.of(
          "im_end",
          "end",
          "endoftext",
          "end_of_text",
          "eot_id",
          "eot",
          "eom_id",
          "eom",
          "end_of_turn",
          "end_of_sentence",
          "end_of_turn_token",
          "endofturn",
          "end_of_message",
          "end_of_utterance",
          "end_of_document",
          "end_of_response",
          "end_of_answer",
          "end_of_prompt",
          "endofprompt",
          "assistant_end",
          "end_turn",
          "turn_end",
          "return",
          "eos",
          "eos_token",
          "/s",
          "eod",
          "eoa",
          "eoh",
          "stop",
          "pad",
          "turn",
          "endofassistant",
          "end_of_assistant",
          "/assistant",
          "/inst",
          "endofmessage");

  /** Names of tokens that begin a turn of somebody else, or a new document. */
  private static final Set<String> OTHERS =
      Set.of(
          "user",
          "human",
          "prompter",
          "system",
          "prompt",
          "observation",
          "user_token",
          "system_token",
          "_user",
          "reserved_106",
          "reserved_195",
          "inst",
          "begin_of_text",
          "begin_of_sentence",
          "beginoftext",
          "startoftext",
          "bos",
          "s",
          "question",
          "im_user",
          "im_system");

  /** Names of tokens after which the role is written out. */
  private static final Set<String> HEADERS =
      Set.of(
          "im_start",
          "start_header_id",
          "header_start",
          "start_of_role",
          "start_of_turn",
          "start_of_turn_token",
          "start",
          "turn",
          "role_start",
          "extra_id_1",
          "special_11");

  private static final Set<String> OTHER_ROLES =
      Set.of("user", "human", "system", "tool", "developer", "ipython", "prompter");

  /** The token at {@code at}, or null where none of a known form is there. */
  static TemplateToken at(String text, int at) {
    char open = text.charAt(at);
    if (open != '<' && open != '[') {
      return null;
    }
    char close = open == '<' ? '>' : ']';
    int limit = Math.min(text.length(), at + MAX_LENGTH);
    int end = at + 1;
    while (end < limit && text.charAt(end) != close && !isOutside(text.charAt(end))) {
      end++;
    }
    if (end >= limit || text.charAt(end) != close) {
      return null;
    }
    int from = at + 1;
    int to = end;
    boolean barBefore = from < to && isBar(text.charAt(from));
    boolean barAfter = to > from && isBar(text.charAt(to - 1));
    from += barBefore ? 1 : 0;
    to -= barAfter && to > from ? 1 : 0;
    String name = text.substring(from, to).toLowerCase(Locale.ROOT).replace('▁', '_');
    return new TemplateToken(at, end + 1, name, barBefore || barAfter);
  }

  /** The token that ends at {@code end} and begins at {@code from} or later, or null. */
  static TemplateToken endingAt(String text, int from, int end) {
    if (end <= from || ">]".indexOf(text.charAt(end - 1)) < 0) {
      return null;
    }
    int limit = Math.max(from, end - MAX_LENGTH);
    for (int at = end - 2; at >= limit; at--) {
      if ("<[".indexOf(text.charAt(at)) >= 0) {
        TemplateToken token = at(text, at);
        return token != null && token.end() == end ? token : null;
      }
    }
    return null;
  }

  private static boolean isOutside(char c) {
    return Character.isWhitespace(c) || c == '<' || c == '[';
  }

  private static boolean isBar(char c) {
    return c == '|' || c == '｜';
  }

  /** Returns whether it says nothing where it is after the end. */
  boolean isSilent() {
    return special || ENDS.contains(name) || name.equals("/answer");
  }

  /** Returns whether the response speaks of the token. */
  boolean isQuoted(String text) {
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    return before == '`'
        || ("'\"".indexOf(before) >= 0 && end < text.length() && text.charAt(end) == before);
  }

  boolean isHeader() {
    return HEADERS.contains(name) && (special || !(name.equals("start") || name.equals("turn")));
  }

  /** Returns whether a turn of somebody else begins with it. */
  boolean beginsOther(String text) {
    if (isOfAnother()) {
      return special || isUnmistakable();
    }
    int role = WordBounds.end(text, end, Math.min(text.length(), end + NextTurn.MAX_ROLE));
    return isHeader() && OTHER_ROLES.contains(text.substring(end, role).toLowerCase(Locale.ROOT));
  }

  /** Names that no markup has, so that they need no bars. */
  private boolean isUnmistakable() {
    return name.equals("inst")
        || name.startsWith("reserved")
        || name.equals("_user")
        || name.equals("question")
        || name.equals("bos");
  }

  /** Returns whether it ends a turn. {@code </s>} after {@code <s>} is markup. */
  boolean ends(String text, int begin) {
    if (!ENDS.contains(name)) {
      return false;
    }
    return name.equals("/s")
        ? text.lastIndexOf("<s>", start) < Math.max(begin, start - MAX_STRUCK)
        : special
            || name.equals("/inst")
            || name.equals("pad")
            || name.startsWith("end_of")
            || name.startsWith("eo");
  }

  /**
   * Returns whether it says nothing where nothing but such tokens follows: a special token of any
   * name, or a closing tag without its opening one.
   */
  boolean isLeftAtEnd(String text) {
    boolean tag = name.startsWith("/") && text.indexOf("<" + name.substring(1)) < 0;
    return (special && !name.equals("end_of_box")) || tag;
  }

  /** Returns whether the same turn continues in another channel. */
  boolean isContinued(String text) {
    return NEXT_CHANNEL.matcher(text).region(end, text.length()).lookingAt();
  }

  /** Returns whether its name is one that begins a turn of somebody else, or a document. */
  boolean isOfAnother() {
    return OTHERS.contains(name);
  }

  /** Goes from one place that may begin a token to the next, in one pass for each kind. */
  static final class Search {
    private static final String[] STARTS = {"<", "[INST]", "[|", "[/INST]", "[EOS]"};

    private final String text;
    private final int[] found = {-2, -2, -2, -2, -2};

    Search(String text) {
      this.text = text;
    }

    /** The first such place at or after {@code from}, or -1. */
    int next(int from) {
      int first = Integer.MAX_VALUE;
      for (int i = 0; i < STARTS.length; i++) {
        if (found[i] != -1 && found[i] < from) {
          found[i] = text.indexOf(STARTS[i], from);
        }
        first = found[i] >= 0 ? Math.min(first, found[i]) : first;
      }
      return first == Integer.MAX_VALUE ? -1 : first;
    }
  }
}
