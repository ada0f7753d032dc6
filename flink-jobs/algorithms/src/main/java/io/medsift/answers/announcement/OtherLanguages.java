package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the plain sentences that state an answer in Spanish, Portuguese, French, Italian, German
 * and Russian: "La respuesta correcta es la C." With any other word around it the sentence may
 * suppose, deny or quote the answer, and nothing is read.
 */
final class OtherLanguages {
  private static final int BEFORE = 80;
  private static final int AFTER = 200;

  private static final Pattern NOUN =
      Pattern.compile(
          "(?:respuesta|resposta|r[ée]ponse|risposta|antwort|ответ"
              + "|(?:opci[óo]n|opção|opzione)(?= (?:corr|m[áa]s|mais)))"
              + "(?: (?:correcta|correta|correcte|corretta|final|finale|adecuada|(?:m[áa]s|mais)"
              + " (?:adecuada|adequada|probable|provável|apropiada)))?+"
              + "(?: (?:es|é|est|è|ist|lautet|это)\\b| ?[—–-])[ :*_]*+"
              + "(?:(?:la|a|o|el|l'|die) ?(?=[*_(A-Z]|opc|opz|opt|letr|lett))?+"
              + "(?:(?:opci[óo]n|opção|opzione|option|letra|lettre|lettera) )?+[*_\"]*+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern LEAD =
      Pattern.compile(
          "[\\s*_#>-]*+(?:(?:por (?:lo )?tanto|entonces|así|por consiguiente|en conclusión|creo que"
              + "|donc|ainsi|par conséquent|quindi|pertanto|portanto|assim|logo|daher|somit|also"
              + "|итак|таким образом|следовательно)[,:]?\\s++)*+"
              + "(?:(?:la|a|l'|le|die|mejor|melhor|bonne|richtige|korrekte|правильный|верный)\\s*+)*+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern WORD_OF_DOUBT =
      Pattern.compile(
          "[?¿]|(?<!\\p{L})(?:si|s[óo]lo|no|o|y|ni|pero|cuando|aunque|também|se|mas|e|ou|et|mais|non"
              + "|pas|seulement|quand|ma|solo|oder|und|wenn|falls|aber|nicht|nur|или|и|но|если|не"
              + "|также|тоже|tambi[ée]n|aussi|anche|auch)(?!\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final String text;
  private final int end;
  private final AnnouncedReader announced;

  OtherLanguages(String text, int end, AnnouncedReader announced) {
    this.text = text;
    this.end = end;
    this.announced = announced;
  }

  /** The answer announced by the noun at {@code at}, or null. */
  Found at(int at) {
    Matcher noun = NOUN.matcher(text).region(at, end);
    if (!noun.lookingAt() || !isPlain(sentenceStart(at), at)) {
      return null;
    }
    AnswerReading reading = announced.at(noun.end());
    boolean stands =
        reading != null
            && reading.isDecided()
            && reading.kind() != AnswerReading.Kind.LETTER_RUN
            && !WORD_OF_DOUBT.matcher(text).region(reading.stop(), sentenceEnd(reading)).find();
    return stands ? AnnouncedReader.found(reading) : null;
  }

  private boolean isPlain(int start, int at) {
    return LEAD.matcher(text).region(start, at).matches();
  }

  private int sentenceStart(int at) {
    int limit = Math.max(0, at - BEFORE);
    int start = at;
    while (start > limit && "\n.!?;".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  private int sentenceEnd(AnswerReading reading) {
    int limit = Math.min(end, reading.stop() + AFTER);
    int at = Math.min(reading.stop(), limit);
    while (at < limit && ".!\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
