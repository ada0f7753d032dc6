package io.medsift.answers.announcement;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether an announcement is asserted for the question that was asked. One that is
 * conditional, negated, attributed to others, second to another or itself a question is not.
 */
public final class Assertion {
  private static final int BEFORE = 240;
  private static final int AFTER = 220;

  private static final Pattern CONDITION =
      Pattern.compile(
          "^either\\b(?! (?:way|case|approach|method|of)\\b)|(?:^|[,;:(—-]\\s*+|\\b(?:and|but|or|that|even|only|except|so|then|because|however|note|as|for)\\s++)"
              + "(?:if|unless|perhaps|maybe|suppose|supposing|imagine|assuming|assume|provided|hypothetically|had|were|should"
              + " (?:the|he|she|it|this)|in case|when"
              + " (?:the|a|an|there|renal)\\b.{0,80}?\\bwould)\\b");
  private static final Pattern RHETORICAL =
      Pattern.compile(
          "\\bif (?:we|you|i|one) (?!(?:only |do |did |can )?(?:not\\b|had\\b|were\\b|trust|believe|accept|ignor|disregard"
              + "|neglect|suppose|pretend|imagine|rely|go by))(?!.*\\bwould\\b)");
  private static final Pattern HAN_CONDITION =
      Pattern.compile(
          "如果|若(?!干)|假如|假设|假若|假使|倘|要是|只有(?=.*[才方])|除非|一旦|即使|即便|哪怕|万一|也许|或许|说不定|如(?=选|答案)");

  private static final String PERSONS =
      "(?:students?|people|person|many|some|others?|someone|somebody|colleagues?|examinees?|candidates?|test[-"
          + " ]?takers?|users?|peers?|physicians?|doctors?|residents?|readers?|they|he|she|gpt(?:-?\\w+)?|claude|llama|gemini|(?:answer"
          + " )?key|writer|models?|friends?|teachers?|professors?|forums?|internet|websites?|chatgpt|novices?"
          + "|beginners?|textbooks?|classmates?|experts?|clinicians?|learners?|interns?"
          + "|nurses?|respondents?|participants?|commenters?|authors?|mom|dad|tutors?)";
  private static final String SAID =
      "(?:say|says|said|saying|think|thinks|thought|thinking|believe|believes|believed|claim|claims"
          + "|claimed|argue|argues|argued|assume|assumes|assumed|insist|insists|insisted|feel|feels"
          + "|felt|guess|guesses|guessed|suppose|supposes|supposed"
          + "|maintain|maintains|propose|proposes|proposed|suspect|suspects|suspected|assert"
          + "|asserts|asserted|told|chose|picked|selected|answered|answers|chooses|picks|selects"
          + "|choose|pick|select|opted|marked)";
  private static final Pattern ATTRIBUTED =
      Pattern.compile(
          "\\b"
              + PERSONS
              + "\\b(?:[^,;.]{0,60}?)\\b"
              + SAID
              + "\\b"
              + "|^(?:the|some|several|most|many|other|older?) (?:\\w+ ){1,3}(?:says?|said|claims?|claimed|thinks?|thought|believes?"
              + "|believed|argues?|argued|insists?|insisted|maintains?|maintained|recommends?|recommended|lists?|listed)\\b"
              + "|\\b(?:hypothesis|assumption|premise|claim|idea|notion|possibility|chance|likelihood) that\\b"
              + "|\\b(?:i|we)\\b[^,;.]{0,30}?\\b(?:thought|assumed|believed|guessed|suspected|(?:going|about) to (?:say|answer|pick|choose))\\b"
              + "|\\b(?:not|no longer)\\b[^,;.]{0,20}\\b(?:sure|certain|confident|convinced)\\b"
              + "|\\b(?:first|initial) (?:instinct|impulse|impression|guess)\\b|\\b(?:one|you|it)\\s+(?:might|may|could|is|was|are|would be)\\b[^,;.]{0,30}?\\b"
              + "(?:"
              + SAID
              + "|tempt|inclined|tempting|easy to)"
              + "|\\b(?:might|may|could)\\s+(?:also\\s+)?(?:think|say|argue|believe|assume|guess|choose|pick|select|answer)\\b|\\baccording"
              + " to (?:my|your|his|her|their|some|many|other|others|another|a |an |one|most|the"
              + " (?:student|user|internet|forum|website|textbook|key|book|classmate|previous))"
              + "|\\b(?:tempt|misconception|mistake\\b|mistakenly|wrongly|erroneously|incorrectly|falsely|common"
              + " error|trap\\b|pitfall|allegedly|supposedly|reportedly|purportedly|commonly|often"
              + " (?:chosen|said|picked)|popular belief|would be wrong|is wrong"
              + " to|rumou?r|hearsay|used to)");
  private static final Pattern HAN_ATTRIBUTED =
      Pattern.compile(
          "(?:同学|学生|考生|有人|有些人|有的人|人们|不少人|许多人|很多人|多数人|一些人|部分人|大家|他们|她们|资料|教材|题库|网站"
              + "|网友|网上|用户|他(?!汀)|她|初学者|某些人|个别人)[^。！？\\n]{0,12}?"
              + "(?:认为|以为|说|觉得|选|会选|主张|回答|给出|误|猜)"
              + "|(?:误以为|误认为|原以为|本以为|曾以为|起初|最初|一开始|常误|易误|容易误|错误地|误选|错选|据说|有观点|有的观点)");

  private static final Pattern OTHERS =
      Pattern.compile(
          "(?:\\b(?:keyed|your|his|her|their|whose|another|other|second|next|third|wrong|incorrect|common"
              + "|popular|tempting|trap|distractor|naive|intuitive|instinctive|initial|first|earlier"
              + "|previous|original|preliminary|prior|old|rejected|alternate|alternative|plausible"
              + "|potential|worst|runner-up|fallback|backup|secondary|false|tentative|provisional"
              + "|obvious-looking|frequent|typical|usual|less|lesser|worse|poor|poorer|weaker|partial"
              + "|(?:user|student|friend|colleague|classmate|someone|author|doctor|teacher|professor"
              + "|candidate|examinee|patient|nurse|resident|intern|textbook|user|students|chatgpt|claude|gemini|llama|qwen|deepseek|wikipedia)'s?)\\s++)"
              + "(?:(?:best|correct|most|likely|appropriate|right|better|possible|plausible|final"
              + "|accurate|suitable|preferred|chosen|selected|good|close|common|reasonable|-)[\\s-]*+)*+"
              + "[*_\"']*+$");
  private static final Pattern HAN_OTHERS =
      Pattern.compile(
          "(?:原题的?|最[差坏](?:的|一个)?|次优的?|上一?题的?|前一?题的?|备选|候选|干扰|其他|另一个?|次佳|第二|(?:旧版?|过去|以往|老版)[^,。]{0,6}的?|教材的?|常见错误|你的|他的|她的|学生的?|考生的?|用户的?|错误|错误的|不是|并非|非|以前的?|之前的?)[\\s*]*$");

  private static final Pattern HAN_NOT_CHOSEN =
      Pattern.compile(
          "(?:不|勿|别|莫|未|没有?|无法|非|而非|并非|与其|禁|切忌|避免|拒绝|排除|防止|误|错)"
              + "(?:能|应|该|当|可|以|宜|要|得|会|适合|建议|推荐|再|必|需|用|敢|考虑|直接|轻易|一定|被|去|是|予|而|就)*+[\\s*]*$");

  private static final String GAP = "^[\\s,)*_\"'\\]:—-]*+(?:\\([^)\\n]{0,80}\\)[\\s,]*+)?";
  private static final Pattern CONDITION_AFTER =
      Pattern.compile(
          GAP
              + "(?:but |and |however,? |though |choice |option |answer |here |as an answer"
              + " )*+(?:only |just |even |solely |strictly"
              + " )*+(?:(?:if|unless|provided|assuming|were|had|in case|supposing|as long"
              + " as)\\b|(?<=only |just |solely |strictly"
              + " )(?:when|in|for|after|with|where|under|once|until|during|at)\\b|(?:when|whenever)\\b(?!"
              + " (?:we|you|considering|looking|taking|using|comparing|evaluating|it"
              + " comes|given)\\b))");
  private static final Pattern REJECTED_AFTER =
      Pattern.compile(
          GAP
              + "(?:(?:which|but|however|though|although|and|yet)[\\s,]++)?(?:(?:that|this|it|which|these|they)\\b)?\\s*+(?:'s|is|are|was|would"
              + " be|turns out to be|seems|appears(?: to be)?|has"
              + " been)\\s++(?:an?\\s+|the\\s+|clearly\\s+|actually\\s+|also\\s+|obviously\\s+|simply\\s+|quite\\s+|in"
              + " fact\\s+)*+(?:(?:very\\s+)?(?:common|frequent|typical|popular|classic)\\s+)?(?:wrong|incorrect|mistaken|mistake|error|misconception|false|inaccurate|not"
              + " (?:correct|right|true|valid|the (?:correct|right|best)|an?"
              + " (?:correct|valid|good))|trap|distractor|ruled"
              + " out|excluded|eliminated|contraindicated|myth|pitfall|misreading)|"
              + GAP
              + "(?:an?\\s+)(?:very\\s+)?(?:common |frequent |typical |classic"
              + " )*(?:mistake|error|misconception|trap|pitfall)\\b|"
              + GAP
              + "(?:wrong|incorrect|false|not correct)\\b");
  private static final Pattern HAN_REJECTED_AFTER =
      Pattern.compile(
          "^[\\s，,。)*]*(?:但|然而|不过|可)?(?:这|那|此|该|是|显然|却|其实)[^A-Za-z，。其余他]{0,8}?(?:不对|错误|错的|不正确|误区|误解|不成立|不妥|不合适)|^[\\s，,]*则?(?:矛盾|不成立|错)");
  private static final Pattern HAN_OPEN_AFTER =
      Pattern.compile("^[\\s，,;；)*]*(?:但|也|又|或)[^。\\n]{0,6}?(?:可能|或许|也许)(?:是|为|选)");
  private static final Pattern WOULD = Pattern.compile("\\bwould\\b|\\bcould\\b|\\bmight\\b");
  private static final Pattern SCOPED_AFTER =
      Pattern.compile(
          GAP
              + "(?:in|for|with|where|under|among)\\s+(?:an?|the|those|patients?|someone|people|children|other|another)\\b");

  private static final String[] CLAUSE_STARTS = {
    ", ", "; ", ": ", " so ", " therefore ", " thus ", " but ", " hence "
  };

  private static final String[] HAN_TURNS = {",但", ",然而", ",不过", ",最终", ",后来", ",所以", ",因此", ",故"};

  private Assertion() {}

  /**
   * Returns whether the announcement is one.
   *
   * @param noun where the word that announces the answer begins
   * @param from where the announcement begins, the answer included
   * @param to the position after it, the answer included
   */
  public static boolean isMade(String text, int noun, int from, int to) {
    int start = sentenceStart(text, from);
    String before = lower(text, start, from);
    String scope = lower(text, start, Math.max(from, Math.min(to, noun + BEFORE)));
    if (isConditional(scope, before) || isAttributed(text, before, start, noun)) {
      return false;
    }
    int end = sentenceEnd(text, to);
    String after = lower(text, to, end);
    boolean question = end < text.length() && "?？".indexOf(text.charAt(end)) >= 0;
    boolean hedged = WOULD.matcher(scope).find() && SCOPED_AFTER.matcher(after).find();
    return !question
        && !hedged
        && !(after.length() > 1
            && (CONDITION_AFTER.matcher(after).find()
                || REJECTED_AFTER.matcher(after).find()
                || HAN_REJECTED_AFTER.matcher(after).find()
                || HAN_OPEN_AFTER.matcher(after).find()));
  }

  private static boolean isConditional(String scope, String before) {
    Matcher condition = CONDITION.matcher(before);
    boolean english = condition.find() && !RHETORICAL.matcher(scope).find();
    return english || HAN_CONDITION.matcher(before).find();
  }

  private static boolean isAttributed(String text, String before, int start, int noun) {
    if (before.isEmpty() && noun <= start) {
      return false;
    }
    String clause = lastClause(before);
    String toNoun = lower(text, start, Math.max(start, noun));
    String chinese = lastHanClause(text.substring(start, Math.max(start, noun + 1)));
    return ATTRIBUTED.matcher(clause).find()
        || OTHERS.matcher(toNoun).find()
        || HAN_ATTRIBUTED.matcher(chinese).find()
        || HAN_OTHERS.matcher(toNoun).find();
  }

  /** Returns whether 选 at {@code at} is said not to be done. */
  static boolean isRefused(String text, int at) {
    return HAN_NOT_CHOSEN.matcher(text.substring(Math.max(0, at - 16), at)).find();
  }

  private static String lastClause(String before) {
    int cut = -1;
    for (String mark : CLAUSE_STARTS) {
      int at = before.lastIndexOf(mark);
      cut = Math.max(cut, at < 0 ? -1 : at + mark.length() - 1);
    }
    return cut < 0 ? before : before.substring(cut);
  }

  /** What follows the last word that turns from what was thought before to what is. */
  private static String lastHanClause(String sentence) {
    int cut = 0;
    for (String turn : HAN_TURNS) {
      int at = sentence.lastIndexOf(turn);
      cut = Math.max(cut, at < 0 ? 0 : at + turn.length());
    }
    return sentence.substring(cut);
  }

  private static int sentenceStart(String text, int from) {
    int limit = Math.max(0, from - BEFORE);
    for (int at = from; at > limit; at--) {
      char c = text.charAt(at - 1);
      boolean stops =
          "\n。!?！？;；".indexOf(c) >= 0 || (c == '.' && at < text.length() && text.charAt(at) <= ' ');
      if (stops) {
        return at;
      }
    }
    return limit;
  }

  private static int sentenceEnd(String text, int to) {
    int limit = Math.min(text.length(), to + AFTER);
    for (int at = to; at < limit; at++) {
      char c = text.charAt(at);
      boolean stops =
          "\n。!?！？".indexOf(c) >= 0
              || (c == '.' && (at + 1 >= text.length() || text.charAt(at + 1) <= ' '));
      if (stops) {
        return at;
      }
    }
    return limit;
  }

  private static String lower(String text, int start, int end) {
    return text.substring(start, end).toLowerCase(Locale.ROOT).stripLeading();
  }
}
