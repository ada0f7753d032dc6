package io.medsift.answers.closing;

import java.util.regex.Pattern;

/** WordBounds with which a sentence names an option in order to exclude it. */
final class Refusals {
  private static final Pattern ENGLISH =
      Pattern.compile(
          "\\b(?:contra-?indicat|avoid|discontinu|stop(?:ped|ping|s)?\\b|withh[eo]ld|withdraw|withdrew|rul(?:e|es|ed|ing)\\s+(?:it\\s+|this\\s+|them\\s+)?out"
              + "|rules?\\s+[^.]{1,60}?\\bout\\b|exclud|inappropriat|unsuit|unsafe|harmful|danger|hazard|ineffect|inadequa|insuffic|unnecess|irrelev"
              + "|switch(?:ed|ing)?\\b|replac(?:e|ed|ing)\\b|refrain|ceas(?:e|ed|ing)\\b|eliminat(?:e|es|ed|ing)\\b|reject|dismiss|lacks?\\b|fail(?:s|ed|ing)?\\b"
              + "|prohibit|forbid|worsen|aggravat|taper|halt|suspend(?:ed|ing)?\\b|remov(?:e|ed|ing)\\s+from|delay|defer|postpone|poor(?:ly)?\\b|inferior|inconsisten"
              + "|incompatib|improbab|implausib|premature|useless|unacceptab|undesirab|unhelpful|unlikely|unrelated|unreasonab|against\\b|wrong|incorrect|not\\b|n't\\b"
              + "|cannot|never\\b|no\\s+(?:role|longer|place|need|use|indication|benefit|evidence)\\b|drop(?:ped|ping)?\\b|skip(?:ped|ping)?\\b|omit|hold(?:ing)?\\s|caution|distractor|ill-advised|deleterious|off"
              + " the table|second[- ]line|alternativ|instead of|rather than|away from|get rid|give"
              + " up|abandon|less\\s|least\\s|last"
              + " resort|overkill|paus(?:e|ed|ing)\\b|interrupt|risk\\s+(?:of|for)\\b|toxic|adverse|outdated|obsolete|too\\s+(?:risky|late|early|slow|weak|strong|toxic|invasive|high|low|dangerous)|counterproductive|misguided|fatal|lethal|risky|be"
              + " (?:changed|reduced|decreased))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HAN =
      Pattern.compile(
          "不|非|除外|排除|除了|错|无效|无关|无需|无须|无法|没|否|勿|别|莫|未|避免|禁|停用|停止|停药|停服|慎用|忌|换用|换成|换为|更换|替换|改换"
              + "|撤|弃用|放弃|危险|有害|加重|恶化|减量|减停|拒绝|淘汰|剔除|次选|其次|替代|代替|暂缓|推迟|延迟|过度|而是");

  private Refusals() {}

  /** Whether some of these words stand in {@code sentence}. */
  static boolean in(String sentence) {
    return ENGLISH.matcher(sentence).find() || HAN.matcher(sentence).find();
  }
}
