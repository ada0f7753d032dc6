package io.medsift.answers.response;

import io.medsift.answers.text.WordBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where a response stops being one, because the model goes on with the next turn of the
 * conversation.
 *
 * <p>Tokens of a chat template are certain: an end token with words after it, or the header of a
 * turn of the user. A label such as {@code Human:} or {@code Question 2:} may as well be part of
 * the response; whoever asks for labels decides that by what stands before them.
 */
public final class NextTurn {
  private static final int LONGEST_TOKEN = 40;
  private static final int LONGEST_STRUCK = 400;
  private static final int MOST_LABELS = 8;
  private static final int LONGEST_LABEL = 40;
  private static final int LONGEST_ROLE = 12;

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
  private static final Set<String> OWN_ROLES =
      Set.of("assistant", "model", "gpt", "chatbot", "bot", "ai");

  private static final Set<String> ROLE_LABELS =
      Set.of(
          "human",
          "user",
          "instruction",
          "prompter",
          "gpt4 correct user",
          "用户",
          "人类",
          "human user");
  private static final Set<String> QUESTION_LABELS =
      Set.of(
          "question",
          "problem",
          "exercise",
          "query",
          "prompt",
          "q",
          "next question",
          "new question",
          "another question",
          "next problem",
          "new problem",
          "follow-up question",
          "followup question",
          "input",
          "task",
          "system",
          "问题",
          "题目",
          "问",
          "提问",
          "下一题",
          "下一个问题",
          "新问题",
          "追问",
          "例题",
          "练习");

  /**
   * Where the response ends.
   *
   * @param at the position after its last character
   * @param overrun whether the model goes on after it
   */
  public record End(int at, boolean overrun) {}

  private NextTurn() {}

  /** Where the tokens of a chat template say that the response ends, from {@code from} on. */
  public static End byTemplate(String text, int from) {
    int begin = skipOwnHeader(text, from);
    Search search = new Search(text);
    int at = search.next(begin);
    while (at >= 0) {
      Token token = Token.at(text, at);
      if (token != null && !token.isQuoted(text) && !isBlank(text, begin, at)) {
        if (token.beginsOther(text)) {
          return new End(at, true);
        }
        if (token.ends(text, begin)) {
          int after = skipTokens(text, token.end());
          if (after == text.length() || !token.isContinued(text)) {
            return new End(at, after < text.length());
          }
        }
      }
      at = search.next(at + 1);
    }
    return new End(text.length(), false);
  }

  /** Goes from one place that may begin a token to the next, in one pass for each kind. */
  private static final class Search {
    private static final String[] STARTS = {"<", "[INST]", "[|"};

    private final String text;
    private final int[] found = {-2, -2, -2};

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

  /**
   * Whether a response goes on with a turn that the model makes up. A label counts where the prompt
   * has none like it, the response does not begin as a conversation and it stands between an answer
   * and another one, or opens a turn of the user.
   */
  public static boolean isIn(String prompt, String response) {
    int trace = response.indexOf(FinalText.CLOSE_TRACE);
    int from = trace < 0 ? 0 : trace + FinalText.CLOSE_TRACE.length();
    if (byTemplate(response, from).overrun()) {
      return true;
    }
    if (response.indexOf('\n', from) < 0) {
      return false;
    }
    String text = FinalText.fold(response.substring(from)).strip();
    String asked = FinalText.fold(prompt).toLowerCase(Locale.ROOT);
    if (labelAt(text, 0) != null || isOwnLabel(text, 0)) {
      return false;
    }
    for (Label label : labels(text)) {
      boolean ownWay = asked.contains(label.name() + ":") || asked.contains(label.name() + " 1");
      if (!ownWay && opensTurn(text, label)) {
        return true;
      }
    }
    return false;
  }

  private static boolean opensTurn(String text, Label label) {
    if (label.role()) {
      return !isOwnLabelBefore(text, label.at());
    }
    return speaksOfAnswer(text.substring(0, label.at()))
        && speaksOfAnswer(text.substring(label.at()));
  }

  private static boolean speaksOfAnswer(String text) {
    return text.contains("nswer") || text.contains("答案") || text.contains("boxed{");
  }

  /** Whether an earlier line is labelled as a turn of an assistant, as in a written dialogue. */
  private static boolean isOwnLabelBefore(String text, int end) {
    for (int line = 0; line >= 0 && line < end; line = nextLine(text, line)) {
      if (isOwnLabel(text, line)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwnLabel(String text, int line) {
    int start = skipMarks(text, line);
    int end = WordBounds.end(text, start, Math.min(text.length(), start + LONGEST_ROLE));
    return end < text.length()
        && text.charAt(end) == ':'
        && OWN_ROLES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  /**
   * A label that may begin a next turn.
   *
   * @param at where its line begins
   * @param name in lower case, without a number
   * @param role whether it names who speaks
   */
  public record Label(int at, String name, boolean role) {}

  /** The first labels of a text, folded to ASCII, that has something before them. */
  public static List<Label> labels(String text) {
    List<Label> labels = new ArrayList<>(0);
    int line = nextLine(text, 0);
    while (line >= 0 && labels.size() < MOST_LABELS) {
      Label label = labelAt(text, line);
      if (label != null && !isBlank(text, 0, line)) {
        labels.add(label);
      }
      line = nextLine(text, line);
    }
    return labels;
  }

  private static int nextLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? -1 : newline + 1;
  }

  private static Label labelAt(String text, int line) {
    int start = skipMarks(text, line);
    if (start >= text.length() || !mayBeginLabel(text.charAt(start))) {
      return null;
    }
    int limit = Math.min(text.length(), start + LONGEST_LABEL);
    int end = start;
    while (end < limit && ":\n.".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean colon = end < limit && text.charAt(end) == ':';
    boolean heading = text.charAt(line < text.length() ? line : start) == '#' || start > line + 1;
    boolean lineEnds = end == text.length() || (end < limit && text.charAt(end) == '\n');
    if (!colon && !(heading && lineEnds)) {
      return null;
    }
    String name = name(text.substring(start, end));
    boolean role = ROLE_LABELS.contains(name);
    return role || QUESTION_LABELS.contains(name) ? new Label(line, name, role) : null;
  }

  private static boolean mayBeginLabel(char c) {
    return Character.isIdeographic(c) || "huqipetnafgsHUQIPETNAFGS第[<".indexOf(c) >= 0;
  }

  private static String name(String label) {
    String name = label.toLowerCase(Locale.ROOT).strip();
    if (name.startsWith("第") && name.matches("第\\s*[0-9一二三四五六七八九十]+\\s*题")) {
      return "题目";
    }
    int end = name.length();
    while (end > 0 && " *_#()[]<>.0123456789一二三四五六七八九十".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = 0;
    while (start < end && "[<".indexOf(name.charAt(start)) >= 0) {
      start++;
    }
    return name.substring(start, end);
  }

  private static int skipMarks(String text, int from) {
    int at = from;
    while (at < text.length() && " *_#>-\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(String text, int begin, int end) {
    for (int at = begin; at < end; at++) {
      if (!Character.isWhitespace(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** The position after a header of the model's own turn with which a response may begin. */
  private static int skipOwnHeader(String text, int from) {
    int at = from;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      Token token = at < text.length() ? Token.at(text, at) : null;
      if (token == null || !(token.isHeader() || OTHERS.contains(token.name()))) {
        return at;
      }
      at = token.end();
      int role = WordBounds.end(text, at, Math.min(text.length(), at + LONGEST_ROLE));
      if (OWN_ROLES.contains(text.substring(at, role).toLowerCase(Locale.ROOT))) {
        at = role;
      }
    }
  }

  /** The position after white space and tokens that say nothing. */
  private static int skipTokens(String text, int from) {
    int at = from;
    while (at < text.length()) {
      Token token = Token.at(text, at);
      if (token != null && token.isSilent()) {
        at = token.end();
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /**
   * A token of a chat template.
   *
   * @param name in lower case, without what encloses it
   * @param special whether bars enclose it, as no markup has them
   */
  private record Token(int start, int end, String name, boolean special) {

    /** The token at {@code at}, or null where none of a known form stands there. */
    static Token at(String text, int at) {
      char open = text.charAt(at);
      if (open != '<' && open != '[') {
        return null;
      }
      char close = open == '<' ? '>' : ']';
      int limit = Math.min(text.length(), at + LONGEST_TOKEN);
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
      return new Token(at, end + 1, name, barBefore || barAfter);
    }

    private static boolean isOutside(char c) {
      return Character.isWhitespace(c) || c == '<' || c == '[';
    }

    private static boolean isBar(char c) {
      return c == '|' || c == '｜';
    }

    /** Whether it says nothing where it stands after the end. */
    boolean isSilent() {
      return special || ENDS.contains(name) || name.equals("/answer");
    }

    /** Whether the response speaks of the token. */
    boolean isQuoted(String text) {
      char before = start == 0 ? ' ' : text.charAt(start - 1);
      return before == '`'
          || ("'\"".indexOf(before) >= 0 && end < text.length() && text.charAt(end) == before);
    }

    boolean isHeader() {
      return HEADERS.contains(name) && (special || !(name.equals("start") || name.equals("turn")));
    }

    /** Whether a turn of somebody else begins with it. */
    boolean beginsOther(String text) {
      if (OTHERS.contains(name)) {
        return special || isUnmistakable();
      }
      int role = WordBounds.end(text, end, Math.min(text.length(), end + LONGEST_ROLE));
      return isHeader() && OTHER_ROLES.contains(text.substring(end, role).toLowerCase(Locale.ROOT));
    }

    /** Names that no markup has, so that they need no bars. */
    private boolean isUnmistakable() {
      return name.equals("inst")
          || name.startsWith("reserved")
          || name.equals("_user")
          || name.equals("bos");
    }

    /** Whether it ends a turn. {@code </s>} after {@code <s>} is markup. */
    boolean ends(String text, int begin) {
      if (!ENDS.contains(name)) {
        return false;
      }
      return name.equals("/s")
          ? text.lastIndexOf("<s>", start) < Math.max(begin, start - LONGEST_STRUCK)
          : special || name.startsWith("end_of") || name.startsWith("eo");
    }

    /** Whether the same turn goes on in another channel. */
    boolean isContinued(String text) {
      int after = end;
      while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
        after++;
      }
      return text.startsWith("<|start|>assistant<|channel|>", after)
          || text.startsWith("<|channel|>", after);
    }
  }
}
