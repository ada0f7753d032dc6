package io.medsift.decontamination.probe;

import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ways in which someone, or something, changes an evaluation item before it is trained on. */
public enum Disturbance {
  /** Question and choices as published. */
  NONE,
  /** The choices in another order. */
  REORDERED_OPTIONS,
  /** Fifty words of other text before it and fifty after it. */
  SURROUNDED,
  /** The sentences of the question in another order. */
  SHUFFLED_SENTENCES,
  /** One turn of a chat that continues. */
  CHAT,
  /** Typing errors in 2 % of the characters. */
  TYPOS_2,
  /** Typing errors in 5 % of the characters. */
  TYPOS_5,
  /** One word in five left out. */
  DROPPED_WORDS,
  /** Common words replaced by others of the same meaning. */
  REPLACED_WORDS,
  /** Common words replaced, and every number changed. */
  REPLACED_WORDS_AND_NUMBERS,
  /** The first half of the words of the question. */
  FIRST_HALF,
  /** The second half of the words of the question, and the choices. */
  LAST_HALF,
  /** The choices as a numbered list. */
  NUMBERED_OPTIONS,
  /** The choices with bold letters. */
  BOLD_OPTIONS,
  /** The choices as a list with bullets. */
  BULLETS;

  private static final int SURROUNDING_WORDS = 50;
  private static final int HALF_WORDS = 40;
  private static final int HALF_IDEOGRAPHS = 60;
  private static final double DROPPED = 0.2;
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("\\p{IsAlphabetic}+");
  private static final Pattern SENTENCE =
      Pattern.compile("(?<=[.?!])\\s+|(?<=[\u3002\uFF1F\uFF01])");

  private static final Map<String, String> SYNONYMS = synonyms();

  /**
   * Applies the change.
   *
   * @param other text of something else, to be around the item; at least 100 words
   * @param random the same for the same seed
   */
  public String apply(EvaluationItem item, String other, Random random) {
    String question = item.question();
    return switch (this) {
      case NONE -> item.questionWithOptions();
      case REORDERED_OPTIONS -> reordered(item, random);
      case SURROUNDED -> surrounded(item.questionWithOptions(), other);
      case SHUFFLED_SENTENCES -> shuffled(question, random);
      case CHAT ->
          "User: hello\nAssistant: Hi! How can I help you today?\nUser: "
              + item.questionWithOptions()
              + "\nAssistant:";
      case TYPOS_2 -> typos(item.questionWithOptions(), 0.02, random);
      case TYPOS_5 -> typos(item.questionWithOptions(), 0.05, random);
      case DROPPED_WORDS -> dropped(item.questionWithOptions(), random);
      case REPLACED_WORDS -> replaced(item.questionWithOptions());
      case REPLACED_WORDS_AND_NUMBERS -> otherNumbers(replaced(item.questionWithOptions()), random);
      case FIRST_HALF -> half(question, true);
      case LAST_HALF -> half(question, false) + options(item, "%s. ");
      case NUMBERED_OPTIONS -> question + numbered(item);
      case BOLD_OPTIONS -> question + options(item, "**%s.** ");
      case BULLETS -> question + options(item, "- ");
    };
  }

  /**
   * Returns whether an item can be changed so: halves need a question of 40 words or 60 ideographs,
   * another order two sentences or choices, and a form of the choices some.
   */
  public boolean applies(EvaluationItem item) {
    return switch (this) {
      case FIRST_HALF, LAST_HALF ->
          words(item.question()).size()
              >= (isUnspaced(item.question()) ? HALF_IDEOGRAPHS : HALF_WORDS);
      case SHUFFLED_SENTENCES -> sentences(item.question()).size() > 1;
      case REORDERED_OPTIONS -> item.options().size() > 1;
      case NUMBERED_OPTIONS, BOLD_OPTIONS, BULLETS -> !item.options().isEmpty();
      default -> true;
    };
  }

  /** Replaces every number by another of as many digits. */
  public static String otherNumbers(String text, Random random) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            number -> {
              StringBuilder other = new StringBuilder();
              for (int i = 0; i < number.group().length(); i++) {
                int digit = number.group().charAt(i) - '0';
                other.append((digit + 1 + random.nextInt(i == 0 ? 8 : 9)) % 10);
              }
              return Matcher.quoteReplacement(other.toString());
            });
  }

  /** Returns the sentences of a text, in their order. */
  public static List<String> sentences(String text) {
    return Arrays.stream(SENTENCE.split(text)).filter(part -> !part.isBlank()).toList();
  }

  /** Returns whether a text is written without spaces between words, as Chinese is. */
  static boolean isUnspaced(String text) {
    return text.codePoints().filter(Character::isIdeographic).count() * 3 > text.length();
  }

  private static List<String> words(String text) {
    if (isUnspaced(text)) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    return Arrays.asList(text.strip().split("\\s+"));
  }

  private static String joined(List<String> words, String like) {
    return String.join(isUnspaced(like) ? "" : " ", words);
  }

  private static String reordered(EvaluationItem item, Random random) {
    List<String> texts =
        new ArrayList<>(item.options().stream().map(EvaluationItem.Option::text).toList());
    Collections.shuffle(texts, random);
    StringBuilder text = new StringBuilder(item.question());
    for (int i = 0; i < texts.size(); i++) {
      text.append('\n').append((char) ('A' + i)).append(". ").append(texts.get(i));
    }
    return text.toString();
  }

  private static String surrounded(String text, String other) {
    List<String> words = words(other);
    int half = Math.min(SURROUNDING_WORDS, words.size() / 2);
    return joined(words.subList(0, half), other)
        + "\n\n"
        + text
        + "\n\n"
        + joined(words.subList(half, Math.min(words.size(), 2 * half)), other);
  }

  private static String shuffled(String question, Random random) {
    List<String> sentences = new ArrayList<>(sentences(question));
    Collections.shuffle(sentences, random);
    return joined(sentences, question);
  }

  private static String typos(String text, double share, Random random) {
    StringBuilder typed = new StringBuilder();
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (!Character.isLetter(points[i]) || random.nextDouble() >= share) {
        typed.appendCodePoint(points[i]);
        continue;
      }
      int other =
          Character.isIdeographic(points[i])
              ? points[random.nextInt(points.length)]
              : 'a' + random.nextInt(26);
      switch (random.nextInt(4)) {
        case 0 -> typed.appendCodePoint(other);
        case 1 -> {}
        case 2 -> typed.appendCodePoint(points[i]).appendCodePoint(other);
        default -> {
          if (i + 1 < points.length) {
            typed.appendCodePoint(points[++i]);
          }
          typed.appendCodePoint(points[i == 0 ? 0 : i - 1]);
        }
      }
    }
    return typed.toString();
  }

  private static String dropped(String question, Random random) {
    List<String> kept =
        words(question).stream().filter(word -> random.nextDouble() >= DROPPED).toList();
    return joined(kept, question);
  }

  private static String half(String question, boolean first) {
    List<String> words = words(question);
    int middle = words.size() / 2;
    return joined(first ? words.subList(0, middle) : words.subList(middle, words.size()), question);
  }

  private static String options(EvaluationItem item, String label) {
    return item.options().stream()
        .map(option -> "\n" + label.formatted(option.label()) + option.text())
        .collect(Collectors.joining());
  }

  private static String numbered(EvaluationItem item) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < item.options().size(); i++) {
      text.append('\n').append(i + 1).append(". ").append(item.options().get(i).text());
    }
    return text.toString();
  }

  private static String replaced(String text) {
    if (isUnspaced(text)) {
      String changed = text;
      for (Map.Entry<String, String> pair : SYNONYMS.entrySet()) {
        changed = changed.replace(pair.getKey(), pair.getValue());
      }
      return changed;
    }
    return WORD.matcher(text)
        .replaceAll(
            word -> {
              String lower = word.group().toLowerCase(Locale.ROOT);
              String other = SYNONYMS.getOrDefault(lower, word.group());
              return Matcher.quoteReplacement(other);
            });
  }

  private static Map<String, String> synonyms() {
    String pairs =
        """
        patient individual;patients individuals;man gentleman;woman lady;boy lad;girl child;\
        presents comes;presented came;presenting coming;following below;most highly;likely probable;\
        which what;what which;best ideal;next subsequent;step action;shows reveals;show reveal;\
        reveals shows;history record;physician doctor;doctor physician;clinic practice;\
        hospital clinic;emergency urgent;department unit;examination assessment;because since;\
        due owing;after following;before prior;with having;without lacking;increased elevated;\
        elevated raised;decreased reduced;reduced lowered;normal unremarkable;severe intense;\
        mild slight;pain ache;fever pyrexia;complains reports;reports states;states mentions;\
        noted seen;found detected;started begun;given administered;taking using;uses takes;\
        appropriate suitable;management handling;treatment therapy;therapy treatment;\
        diagnosis condition;cause reason;causes triggers;caused triggered;associated linked;\
        common frequent;commonly often;seen observed;used employed;use employ;true correct;\
        correct right;false wrong;except besides;not never;all every;is remains;are remain;was got;\
        were got;has holds;have hold;he they;she they;his their;her their;him them;by via;for over;\
        during throughout;past previous;several multiple;multiple several;day date;days dates;\
        year annum;years annums;old aged;month moon;months moons;week sennight;weeks sennights;\
        hours hrs;brought taken;admitted received;developed acquired;develops acquires;\
        symptoms signs;disease illness;large big;small little;large-scale big;first initial;\
        initial first;test check;tests checks;level amount;levels amounts;study trial;\
        患者 病人;病人 患者;下列 以下;以下 下列;哪项 哪一项;正确 对;错误 不对;最 很;可能 或许;主要 首要;\
        治疗 疗法;检查 查体;出现 发生;发生 出现;引起 导致;导致 引起;诊断 判断;常见 多见;属于 归于;不 非\
        """;
    return Arrays.stream(pairs.split(";"))
        .map(pair -> pair.split(" "))
        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
  }
}
