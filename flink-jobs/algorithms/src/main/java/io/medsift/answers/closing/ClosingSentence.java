package io.medsift.answers.closing;

import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The last sentence of a text, and what kind of statement it makes. */
final class ClosingSentence {
  private static final int MAX_LENGTH = 600;
  private static final int FIRST_WORDS = 24;

  private static final Set<String> CONCLUSIONS =
      Set.of(
          "therefore",
          "thus",
          "hence",
          "so",
          "conclusion",
          "answer",
          "summary",
          "consequently",
          "overall",
          "accordingly");
  private static final Set<String> CONDITIONS =
      Set.of("if", "unless", "whether", "suppose", "assuming", "would", "could", "might");
  private static final Set<String> ANSWER_WORDS = Set.of("answer", "therefore", "thus", "hence");
  private static final Set<String> NEGATIONS =
      Set.of(
          "not",
          "no",
          "never",
          "except",
          "excluding",
          "incorrect",
          "wrong",
          "false",
          "unlike",
          "without",
          "rather",
          "neither",
          "nor",
          "none",
          "cannot",
          "least",
          "isn't",
          "doesn't",
          "don't",
          "can't",
          "aren't",
          "unlikely",
          "ruled",
          "if",
          "whether",
          "however",
          "although",
          "closest",
          "but",
          "instead",
          "while",
          "than",
          "contradicts",
          "since",
          "because",
          "already",
          "besides",
          "other",
          "impossible",
          "or");
  private static final String[] HAN_CONCLUSIONS = {"因此", "所以", "综上", "故", "最可能", "考虑为", "诊断为"};
  private static final String[] HAN_NEGATIONS = {"不", "非", "除", "错", "无", "没", "否", "但"};

  private static final Pattern EXCLUSION =
      Pattern.compile(
          "\\b(?:last (?:thing|drug|choice|resort)|contra-?indicat|avoid|discontinu|stop(?:ped|ping|s)?\\b|withh[eo]ld|withdraw|withdrew|rul(?:e|es|ed|ing)\\s+(?:it\\s+|this\\s+|them\\s+)?out"
              + "|rules?\\s+[^.]{1,60}?\\bout\\b|exclud|inappropriat|unsuit|unsafe|harmful|danger|hazard|ineffect|inadequa|insuffic|unnecess|irrelev"
              + "|switch(?:ed|ing)?\\b|replac(?:e|ed|ing)\\b|refrain|ceas(?:e|ed|ing)\\b|eliminat(?:e|es|ed|ing)\\b|reject|dismiss|lacks?\\b|fail(?:s|ed|ing)?\\b"
              + "|prohibit|forbid|worsen|aggravat|taper|halt|suspend(?:ed|ing)?\\b|remov(?:e|ed|ing)\\s+from|delay|defer|postpone|poor(?:ly)?\\b|inferior|inconsisten"
              + "|incompatib|improbab|implausib|premature|useless|unacceptab|undesirab|unhelpful|unlikely|unrelated|unreasonab|against\\b|wrong|incorrect|not\\b|n't\\b"
              + "|cannot|never\\b|no\\s+(?:role|longer|place|need|use|indication|benefit|evidence)\\b|drop(?:ped|ping)?\\b|skip(?:ped|ping)?\\b|omit|hold(?:ing)?\\s|caution|distractor|ill-advised|deleterious|off"
              + " the\\b|second[- ]line|alternativ|instead of|rather than|away from|get rid|give"
              + " up|abandon|less\\s|least\\s|last"
              + " resort|overkill|paus(?:e|ed|ing)\\b|interrupt|risk\\s+(?:of|for)\\b|toxic|adverse|outdated|obsolete|too\\s+(?:risky|late|early|slow|weak|strong|toxic|invasive|high|low|dangerous)|counterproductive|misguided|fatal|lethal|risky|be"
              + " (?:changed|reduced|decreased))",
          Pattern.CASE_INSENSITIVE);

  /** Words for a part in the case that is not the answer's, unless the sentence ranks it first. */
  private static final Pattern OTHER_PART =
      Pattern.compile(
          "\\b(?:allerg(?:ic|y) to|intoleran|offending|culprit|overdos|goodbye"
              + "|(?:home|current|regular) (?:medication|medicine|drug|med)\\b)"
              + "|过敏|过量|中毒");

  private static final Pattern HAN_EXCLUSION =
      Pattern.compile(
          "不|非|除外|排除|除了|错|无效|无关|无需|无须|无法|没|否|勿|别|莫|未|避免|禁|停用|停止|停药|停服|慎用|忌|换用|换成|换为|更换|替换|改换"
              + "|撤|弃用|放弃|危险|有害|加重|恶化|减量|减停|拒绝|淘汰|剔除|次选|其次|替代|代替|暂缓|推迟|延迟|过度|而是");

  /** Words that say what the sentence names the one of many for. */
  private static final Pattern CLAIM =
      Pattern.compile(
          "\\b(?:most|best(?!"
              + " (?:studied|known))|correct|right|likely|appropriate|answer|choice|option|diagnos[ei]s|next"
              + " step|first[- ]line|(?:drug|treatment|agent|test|investigation|procedure|modality)"
              + " of choice"
              + "|recommended?|preferred|ideal|optimal|indicated|characteristic|pathognomonic|only|consistent"
              + " with|suggestive of|due to|known as|called|responsible|caused? (?:of|by))\\b");

  private static final Pattern HAN_CLAIM =
      Pattern.compile("最|答案|正确|首选|诊断|应选|选择|符合|考虑为|宜选|首先|应(?:该|当)?(?:进行|行|予|做)|原因是|称为|属于");

  private static final String SUPERLATIVE =
      "\\b(?:most (?:likely|appropriate|probable|suitable|accurate)|best(?!"
          + " (?:studied|known))|correct)\\b";

  /** "The most likely diagnosis is", before the option. */
  private static final Pattern MOST_LIKELY =
      Pattern.compile(
          SUPERLATIVE
              + "[^.;,]{0,160}\\b(?:is|are|be|to)[,:]?(?: (?:an?|the|therefore|thus|to))*"
              + " ?[(\"'*]*$");

  /** "Is the most likely diagnosis", after it. */
  private static final Pattern IS_MOST_LIKELY =
      Pattern.compile("^[)\"'*,]* ?(?:is|are|would be) (?:\\w+ )?the (?:single )?" + SUPERLATIVE);

  /** Words that leave it open whether it is the one. */
  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?:must|should|may|might|could|can|needs? to|has to|have to|worth) (?:always |still"
              + " |also )?(?:be )?consider(?:ed|ing)?\\b(?!"
              + " the)|\\bpossibilit|\\bdifferential\\b|\\bpossibl[ey]\\b|\\bperhaps\\b|\\bun(?:clear|certain|known)\\b|\\b(?:second|third|least|alternative)[-"
              + " ](?:most|best|likely|diagnosis)\\b|可能性[较很]?(?:小|低|不大|不高)|警惕|有可能|鉴别|不能排除|待排|需考虑");

  /** Words behind a yes or no that make it less than one. */
  private static final Pattern HEDGE =
      Pattern.compile(
          "\\b(?:depend(?:s|ing)?|unclear|uncertain|inconclusive|insufficient|mixed|however|but|although|not"
              + " (?:always|necessarily)|yes and no)\\b|取决于|但|不确定|不一定",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DENIAL =
      Pattern.compile(
          "[\\s*_)\\]:,-]*+(?:is|are|was|would be|should be|must be|can be|has|not)\\b");

  /** What is right before an option that a sentence of no other claim names. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:is|are|was|were|be|been|being|as|to|in|at|by|of|called|namely|requires?|inhibits?"
              + "|start|give|administer|prescribe|order|perform|obtain|begin|initiate|add|use|choose|select|provide|refer)[,:]?(?:"
              + " (?:an?|the|its|his|her|their|likely|probably|with))* ?[(\"'*]*$");

  private static final Pattern GOES_ON =
      Pattern.compile(
          "^[)\"'*,]* ?(?:(?:is|are|would be|will be|remains)\\b|(?:should|must|can) be"
              + " (?:start|giv|add|us|order"
              + "|perform|prescrib|administer|initiat|obtain|done|chosen|select|offer))");
  private static final Pattern ORDER_IN_TIME =
      Pattern.compile("\\b(?:after|before|prior|until|once|then|previously|earlier|history)\\b");

  private final String text;
  private final int start;

  private ClosingSentence(String text, int start) {
    this.text = text;
    this.start = start;
  }

  static ClosingSentence of(String text) {
    return new ClosingSentence(text, start(text));
  }

  int start() {
    return start;
  }

  /** Returns whether the sentence begins as a conclusion does, or speaks of the answer. */
  boolean concludes() {
    int firstWords = Math.min(text.length(), start + FIRST_WORDS);
    return hasWord(firstWords, CONCLUSIONS)
        || hasWord(text.length(), ANSWER_WORDS)
        || containsAny(HAN_CONCLUSIONS);
  }

  /** Returns whether something is supposed before {@code end}. */
  boolean hasCondition(int end) {
    return hasWord(end, CONDITIONS);
  }

  /** Returns whether something is denied or weighed before {@code end}; in Chinese, anywhere. */
  boolean hasNegation(int end) {
    return hasWord(end, NEGATIONS) || containsAny(HAN_NEGATIONS);
  }

  private static int start(String text) {
    int end = text.length();
    while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int limit = Math.max(0, end - MAX_LENGTH);
    for (int at = end - 1; at > limit; at--) {
      char c = text.charAt(at);
      boolean stops =
          c == '\n'
              || c == '。'
              || ((c == '.' || c == '!' || c == '?')
                  && Character.isWhitespace(text.charAt(at + 1))
                  && !(at >= 2
                      && !Character.isLetterOrDigit(text.charAt(at - 2))
                      && WordBounds.isAsciiLetter(text.charAt(at - 1))));
      if (stops) {
        return at + 1;
      }
    }
    return limit;
  }

  private boolean hasWord(int end, Set<String> words) {
    int wordStart = -1;
    for (int at = start; at <= end; at++) {
      char c = at < end ? text.charAt(at) : ' ';
      boolean inWord = WordBounds.isAsciiLetter(c) || c == '\'';
      if (inWord && wordStart < 0) {
        wordStart = at;
      } else if (!inWord && wordStart >= 0) {
        if (words.contains(text.substring(wordStart, at).toLowerCase(Locale.ROOT))) {
          return true;
        }
        wordStart = -1;
      }
    }
    return false;
  }

  private boolean containsAny(String[] parts) {
    for (String part : parts) {
      if (text.indexOf(part, start) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a sentence says of the option from {@code from} to {@code to} that it is the
   * one: as the most likely, the best or the like, or as what something is, happens in or needs.
   *
   * @param sentence in normal form
   */
  static boolean singlesOut(String sentence, int from, int to) {
    String before = sentence.substring(0, from);
    String after = sentence.substring(to);
    String around = before + " " + after;
    if (OPEN.matcher(around).find()) {
      return false;
    }
    return CLAIM.matcher(around).find()
        || HAN_CLAIM.matcher(around).find()
        || ((NAMED.matcher(before).find() || GOES_ON.matcher(after).find())
            && !ORDER_IN_TIME.matcher(around).find());
  }

  /**
   * Returns whether a sentence, in normal form, says that the option from {@code from} to {@code
   * to} is the most likely or the best.
   */
  static boolean ranksFirst(String sentence, int from, int to) {
    return MOST_LIKELY.matcher(sentence.substring(0, from)).find()
        || IS_MOST_LIKELY.matcher(sentence.substring(to)).find();
  }

  /** Returns whether the words around an option give it another part than that of the answer. */
  static boolean givesOtherPart(String around) {
    return OTHER_PART.matcher(around).find();
  }

  /** Returns whether words behind a yes or no make it less than one: "Yes, it depends". */
  static boolean hedges(String text) {
    return HEDGE.matcher(text).find();
  }

  /** Returns whether what follows an option says of it what excludes it: "is not ideal". */
  static boolean isDenied(String after) {
    return DENIAL.matcher(after).lookingAt() && excludes(after);
  }

  /** Returns whether {@code sentence} has words with which an option is named to be excluded. */
  static boolean excludes(String sentence) {
    return EXCLUSION.matcher(sentence).find() || HAN_EXCLUSION.matcher(sentence).find();
  }
}
