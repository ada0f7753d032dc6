package io.medsift.recipe;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds and reads recipes: those that come with the product by name, others by file. */
public final class RecipeLoader {
  private static final List<String> NAMES =
      List.of("ii-medical-rl", "ii-medical-sft", "recommended");
  private static final int LARGEST_FILE = 1 << 20;

  private RecipeLoader() {}

  /** The recipes that come with the product, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A recipe that comes with the product, or that of a file. A name wins over a file of that name.
   *
   * @throws RecipeException if it is neither, or the file is not a recipe
   */
  public static Recipe load(String nameOrFile) throws RecipeException {
    return load(nameOrFile, RecipeReader::read);
  }

  /**
   * The same recipe as YAML, with every default filled in and every setting explained. Reading that
   * gives the recipe again.
   *
   * @throws RecipeException as {@link #load(String)} does
   */
  public static String document(String nameOrFile) throws RecipeException {
    return load(nameOrFile, RecipeReader::document);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(String text) throws RecipeException;
  }

  private static <T> T load(String nameOrFile, Reading<T> reading) throws RecipeException {
    if (NAMES.contains(nameOrFile)) {
      return named(nameOrFile, reading);
    }
    boolean isFile = nameOrFile.contains("/") || nameOrFile.matches("(?i).+\\.ya?ml");
    try {
      Path file = Path.of(nameOrFile);
      return isFile || Files.exists(file) ? read(file, reading) : named(nameOrFile, reading);
    } catch (InvalidPathException e) {
      return named(nameOrFile, reading);
    }
  }

  /**
   * A recipe that comes with the product.
   *
   * @throws RecipeException if there is none of that name
   */
  public static Recipe named(String name) throws RecipeException {
    return named(name, RecipeReader::read);
  }

  private static <T> T named(String name, Reading<T> reading) throws RecipeException {
    if (!NAMES.contains(name)) {
      String question =
          NearestName.of(name, NAMES)
              .map(nearest -> "; did you mean '" + nearest + "'?")
              .orElse(".");
      throw new RecipeException(
          format(
              "unknown recipe '%s'%s Known: %s, or the path of a YAML file",
              name, question, String.join(", ", NAMES)));
    }
    String resource = "/recipes/" + name + ".yaml";
    try (InputStream in = RecipeLoader.class.getResourceAsStream(resource)) {
      return reading.read(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read from the class path", e);
    }
  }

  /**
   * The recipe of a file. The message of a failure begins with the file and has one line for each
   * problem.
   *
   * @throws RecipeException if the file cannot be read or is not a recipe
   */
  public static Recipe read(Path file) throws RecipeException {
    return read(file, RecipeReader::read);
  }

  private static <T> T read(Path file, Reading<T> reading) throws RecipeException {
    String text = text(file);
    try {
      return reading.read(text);
    } catch (RecipeException e) {
      throw new RecipeException(format("the recipe %s cannot be used:%n%s", file, e.getMessage()));
    }
  }

  private static String text(Path file) throws RecipeException {
    if (!Files.isRegularFile(file)) {
      String problem = Files.exists(file) ? "is not a file" : "does not exist";
      throw new RecipeException(
          format(
              "the recipe %s %s; a recipe is the path of a YAML file or one of %s",
              file, problem, String.join(", ", NAMES)));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new RecipeException(
            format(
                Locale.ROOT,
                "the recipe %s has more than the %,d bytes allowed",
                file,
                LARGEST_FILE));
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RecipeException(format("the recipe %s is not UTF-8 text", file));
    } catch (IOException e) {
      throw new RecipeException(format("the recipe %s cannot be read: %s", file, e));
    }
  }
}
