package io.medsift.answers.response;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.WordBounds;
import io.medsift.reasoning.ThinkSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the position at which the model continues with the next turn of the conversation.
 *
 * <p>Tokens of a chat template are certain: an end token with words after it, or the header of a
 * turn of the user. A label such as {@code Human:} or {@code Question 2:} may as well be part of
 * the response; the caller decides that by the text before them.
 */
public final class NextTurn {
  private static final int MAX_LABELS = 8;
  private static final String QUESTION = "question";
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?:q|question|problem|case|vignette|scenario|exercise|example)\\s*+#?\\d+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NEXT_QUESTION =
      Pattern.compile(
          "\\d{1,3}[.、][^\\n]{8,600}+\\n\\s{0,4}\\(?A[.)、:][^\\n]{0,300}+\\n\\s{0,4}\\(?B[.)、:]");
  private static final int MAX_LABEL = 40;
  private static final int MAX_TRAILING = 16;
  static final int MAX_ROLE = 12;

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
          "使用者",
          "人类",
          "human user",
          "usuario",
          "usuário",
          "utilisateur",
          "benutzer",
          "nutzer",
          "utente",
          "пользователь",
          "ユーザー",
          "사용자",
          "المستخدم");
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
          "here is another question",
          "case",
          "vignette",
          "scenario",
          "next problem",
          "new problem",
          "follow-up question",
          "followup question",
          "input",
          "patient",
          "student",
          "患者",
          "病人",
          "学生",
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
          "例",
          "病例",
          "练习",
          "pregunta",
          "siguiente pregunta",
          "frage",
          "nächste frage",
          "pergunta",
          "domanda",
          "vraag",
          "soru",
          "soal",
          "câu hỏi",
          "вопрос",
          "質問",
          "문제",
          "질문",
          "السؤال",
          "سؤال",
          "प्रश्न");

  /**
   * End of a response.
   *
   * @param at the position after its last character
   * @param overrun whether the model continues after it
   */
  public record End(int at, boolean overrun) {}

  private NextTurn() {}

  /**
   * Returns where the tokens of a chat template say that the response ends, from {@code from} on.
   */
  public static End byTemplate(String text, int from) {
    int begin = skipOwnHeader(text, from);
    TemplateToken.Search search = new TemplateToken.Search(text);
    int at = search.next(begin);
    while (at >= 0) {
      TemplateToken token = TemplateToken.at(text, at);
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
    return new End(withoutTrailingTokens(text, begin), false);
  }

  /** The position after the last character that is of no token which says nothing at the end. */
  private static int withoutTrailingTokens(String text, int begin) {
    int end = text.length();
    for (int i = 0; i < MAX_TRAILING; i++) {
      int stop = end;
      while (stop > begin && Character.isWhitespace(text.charAt(stop - 1))) {
        stop--;
      }
      TemplateToken token = TemplateToken.endingAt(text, begin, stop);
      if (token == null || !token.isLeftAtEnd(text) || isBlank(text, begin, token.start())) {
        return end;
      }
      end = token.start();
    }
    return end;
  }

  /**
   * Returns whether a response continues with a turn that the model makes up. A label counts where
   * the prompt has none like it, the response does not begin as a conversation and it is between an
   * answer and another one, or opens a turn of the user.
   */
  public static boolean isIn(String prompt, String response) {
    int trace = response.indexOf(ThinkSplit.CLOSE);
    int from = trace < 0 ? 0 : trace + ThinkSplit.CLOSE.length();
    if (byTemplate(response, from).overrun()) {
      return true;
    }
    if (response.indexOf('\n', from) < 0) {
      return false;
    }
    String text = AsciiFolding.fold(response.substring(from)).strip();
    String asked = AsciiFolding.fold(prompt).toLowerCase(Locale.ROOT);
    if (labelAt(text, 0, -1) != null || isOwnLabel(text, 0)) {
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

  /**
   * Returns whether an earlier line is labelled as a turn of an assistant, as in a written
   * dialogue.
   */
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
    int end = WordBounds.end(text, start, Math.min(text.length(), start + MAX_ROLE));
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
    int lastOwn = line < 0 ? -1 : lastOwnLine(text);
    while (line >= 0 && labels.size() < MAX_LABELS) {
      Label label = labelAt(text, line, lastOwn);
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

  private static Label labelAt(String text, int line, int lastOwn) {
    int start = skipMarks(text, line);
    if (start >= text.length() || !mayBeginLabel(text.charAt(start))) {
      return null;
    }
    int limit = Math.min(text.length(), start + MAX_LABEL);
    int end = start;
    while (end < limit && ":\n.".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean colon = end < limit && text.charAt(end) == ':';
    int closed = closer(text, start, limit);
    if (closed > 0) {
      end = closed;
      colon = true;
    } else if (end < limit && text.charAt(end) == '.') {
      colon = NUMBERED.matcher(text).region(start, end).matches();
    }
    boolean heading = text.charAt(line < text.length() ? line : start) == '#' || start > line + 1;
    boolean lineEnds = end == text.length() || (end < limit && text.charAt(end) == '\n');
    String name = name(text.substring(start, end));
    boolean bareRole = lineEnds && start == line && ROLE_LABELS.contains(name) && end < lastOwn;
    if (!colon && !(heading && lineEnds) && !bareRole) {
      return isNumberedQuestion(text, start) ? new Label(line, QUESTION, false) : null;
    }
    boolean role = ROLE_LABELS.contains(name);
    return role || QUESTION_LABELS.contains(name) ? new Label(line, name, role) : null;
  }

  private static boolean mayBeginLabel(char c) {
    return (c >= 0x80 && Character.isLetter(c))
        || "huqipetnafgsbcdvHUQIPETNAFGSBCDV[<【23456789".indexOf(c) >= 0;
  }

  /** Where a bracket closes that the label opens with: [Question 2], 【题目】; or -1. */
  private static int closer(String text, int start, int limit) {
    int kind = "[【".indexOf(text.charAt(start));
    int close = kind < 0 ? -1 : text.indexOf("]】".charAt(kind), start);
    return close < limit ? close : -1;
  }

  /** The last line with nothing but the name of the model's own role, as decoded templates have. */
  private static int lastOwnLine(String text) {
    return text.indexOf("\nuser\n") < 0 && text.indexOf("\nhuman\n") < 0
        ? -1
        : Math.max(text.lastIndexOf("\nassistant\n"), text.lastIndexOf("\nmodel\n"));
  }

  /** Returns whether a numbered line with options from A on below it is there. */
  private static boolean isNumberedQuestion(String text, int start) {
    return NEXT_QUESTION.matcher(text).region(start, text.length()).lookingAt();
  }

  private static String name(String label) {
    String name = label.toLowerCase(Locale.ROOT).strip();
    if (name.startsWith("第") && name.matches("第\\s*[0-9一二三四五六七八九十]+\\s*题")) {
      return "题目";
    }
    int end = name.length();
    while (end > 0 && " *_#()[]<>【】.0123456789一二三四五六七八九十".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = 0;
    while (start < end && "[<【".indexOf(name.charAt(start)) >= 0) {
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
      TemplateToken token = at < text.length() ? TemplateToken.at(text, at) : null;
      if (token == null || !(token.isHeader() || token.isOfAnother())) {
        return at;
      }
      at = token.end();
      int role = WordBounds.end(text, at, Math.min(text.length(), at + MAX_ROLE));
      if (OWN_ROLES.contains(text.substring(at, role).toLowerCase(Locale.ROOT))) {
        at = role;
      }
    }
  }

  /** The position after white space and tokens that say nothing. */
  private static int skipTokens(String text, int from) {
    int at = from;
    while (at < text.length()) {
      TemplateToken token = TemplateToken.at(text, at);
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
}
