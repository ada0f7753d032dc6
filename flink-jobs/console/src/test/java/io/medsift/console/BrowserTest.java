package io.medsift.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.console.index.SyntheticRows;
import io.medsift.console.stream.KnownReviews;
import io.medsift.console.stream.ResultFiles;
import io.medsift.console.web.Access;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in Chromium, with samples that would change the title of a page if they ran. */
@Tag("long")
final class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final int PATIENCE_MINUTES = 5;
  private static final int MOST_TABS = 100;
  private static final String RUN = "document.title='it ran'";
  private static final String HOSTILE =
      "\"'><script>%s</script><img src=x onerror=%s><svg onload=%s>\u202e</textarea></title>"
          .formatted(RUN, RUN, RUN);

  @TempDir private Path directory;

  @Test
  void samplesDoNothingInABrowser() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Path results = Files.createDirectory(directory.resolve("results"));
    byte[] row =
        SyntheticRows.row(
            1,
            Map.of(
                "id",
                HOSTILE,
                "source",
                HOSTILE,
                "track",
                HOSTILE,
                "prompt",
                HOSTILE,
                "reasoning",
                HOSTILE,
                "response",
                HOSTILE),
            Reason.WRONG_ANSWER,
            new Evidence.Answer(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
            null);
    Files.write(results.resolve("rejected.jsonl"), row);
    Files.write(results.resolve("dead-letters.jsonl"), SyntheticRows.letter(2, HOSTILE, HOSTILE));
    Files.writeString(results.resolve("accepted.jsonl"), "");
    try (ResultFiles files = ResultFiles.open(results, directory.resolve("index"));
        ReviewConsole console = ReviewConsole.start(files, null, Access.loopback(), 0)) {
      for (String page :
          List.of(
              "",
              "verdicts",
              "verdicts?q=script",
              "verdicts/samples/0/1",
              "verdicts/samples/0/2")) {
        String document = rendered(console.address() + page);
        assertThat(document)
            .as(page)
            .contains("Medsift console</title>")
            .doesNotContain("<title>it ran", "<img", "\u202e");
      }
    }
  }

  /** The document after scripts have run, as Chromium writes it. */
  private String rendered(String address) throws Exception {
    Path out = Files.createTempFile(directory, "page", ".html");
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom",
                address));
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(browser.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
          .as("Chromium shows %s within %d minutes", address, PATIENCE_MINUTES)
          .isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return Files.readString(out, UTF_8);
  }

  @Test
  void aFormOfThePagesIsAccepted() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Path results = Files.createDirectory(directory.resolve("results"));
    Files.write(
        results.resolve("accepted.jsonl"), SyntheticRows.row(1, Map.of(), null, null, null));
    Access access = new Access(InetAddress.getLoopbackAddress(), "open sesame", null);
    try (ResultFiles files = ResultFiles.open(results, directory.resolve("index"));
        ReviewConsole console = ReviewConsole.start(files, null, access, 0);
        DevTools browser = new DevTools(directory.resolve("profile"))) {
      browser.open(console.address() + "login");
      browser.await("document.querySelector('#token') !== null");
      browser.evaluate(
          "document.querySelector('#token').value='open sesame';"
              + "document.querySelector('form button').click();true");
      browser.await("document.title.startsWith('Now')");
    }
  }

  @Test
  void pagesFitNarrowWindowsAndAreReadByKeysAlone() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Path results = Files.createDirectory(directory.resolve("results"));
    String longWord = "aWordWithoutAnySpace".repeat(12);
    byte[] row =
        SyntheticRows.row(
            1,
            Map.of(
                "id",
                longWord + "/a\nb",
                "source",
                longWord,
                "track",
                longWord,
                "prompt",
                longWord,
                "response",
                longWord.repeat(2_000)),
            Reason.WRONG_ANSWER,
            new Evidence.Answer(longWord, longWord, longWord, longWord, longWord),
            null);
    Files.write(results.resolve("rejected.jsonl"), row);
    // A file whose name is in the message on it, and has no space.
    Files.writeString(results.resolve("accepted.jsonl"), "{\n");
    Files.write(results.resolve("dead-letters.jsonl"), SyntheticRows.letter(2, longWord, longWord));
    try (ResultFiles files = ResultFiles.open(results, directory.resolve("index"));
        ReviewConsole console = ReviewConsole.start(files, null, Access.loopback(), 0);
        DevTools browser = new DevTools(directory.resolve("profile"))) {
      browser.open(console.address());
      for (int width : new int[] {400, 1280}) {
        browser.window(width, width == 400 ? "dark" : "light");
        for (String page :
            List.of(
                "",
                "verdicts",
                "verdicts?more=source",
                "verdicts/samples/0/1",
                "verdicts/samples/0/2",
                "benchmarks",
                "clusters",
                "prompts",
                "compare",
                "nothing")) {
          browser.go(console.address() + page);
          assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
              .as("%s fits %d pixels", page, width)
              .isTrue();
        }
      }
      browser.go(console.address() + "verdicts?reason=WRONG_ANSWER");
      int tabs = 0;
      while (!browser.evaluate("document.activeElement.closest('.verdict') !== null")) {
        assertThat(tabs++).as("tabs to the first verdict").isLessThan(MOST_TABS);
        browser.press("Tab", 9);
        assertThat(
                browser.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
            .as("the focus is seen after %d tabs", tabs)
            .isTrue();
      }
      browser.press("Enter", 13);
      browser.await("location.pathname === '/verdicts/samples/0/1'");
    }
  }

  @Test
  void aVerdictIsJudgedAndRevisedByKeysAlone() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Path results = Files.createDirectory(directory.resolve("results"));
    Files.write(
        results.resolve("accepted.jsonl"), SyntheticRows.row(1, Map.of(), null, null, null));
    Files.writeString(results.resolve("rejected.jsonl"), "");
    Files.writeString(results.resolve("dead-letters.jsonl"), "");
    try (ResultFiles files = ResultFiles.open(results, directory.resolve("index"));
        ReviewConsole console =
            ReviewConsole.start(
                new ReviewedFiles(files, new KnownReviews()), null, Access.loopback(), 0);
        DevTools browser = new DevTools(directory.resolve("profile"))) {
      browser.open(console.address());
      browser.go(console.address());
      browser.evaluate("document.cookie = 'medsift-console-reviewer=Ada'; true");
      browser.go(console.address() + "review?sample=samples/0@1");
      browser.await("document.querySelector('#why') !== null");
      for (String[] field : new String[][] {{"r", "why"}, {"n", "note"}}) {
        browser.press(field[0], field[0].toUpperCase(Locale.ROOT).charAt(0));
        browser.await("document.activeElement.id === '" + field[1] + "'");
        browser.press("Escape", 27);
        browser.await("document.activeElement === document.body");
      }
      browser.press("r", 'R');
      browser.press("Tab", 9);
      browser.await("document.activeElement.value === 'revise-revoke'");
      for (String page : List.of("review", "precision", "review?sample=samples/0@1")) {
        browser.window(400, "dark");
        browser.go(console.address() + page);
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("%s fits 400 pixels", page)
            .isTrue();
      }
    }
  }

  /** Chromium, told what to do through the pipes of its DevTools. */
  private static final class DevTools implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Process browser;
    private int sent;
    private String page;

    DevTools(Path profile) throws IOException {
      browser =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
                  CHROMIUM.toString(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--remote-debugging-pipe",
                  "--user-data-dir=" + profile)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    }

    void open(String address) throws IOException {
      String target =
          ask("Target.createTarget", JSON.createObjectNode().put("url", address))
              .get("targetId")
              .asText();
      page =
          ask(
                  "Target.attachToTarget",
                  JSON.createObjectNode().put("targetId", target).put("flatten", true))
              .get("sessionId")
              .asText();
    }

    void go(String address) throws Exception {
      ask("Page.navigate", JSON.createObjectNode().put("url", address));
      await("document.readyState === 'complete' && location.href === '" + address + "'");
    }

    void window(int width, String scheme) throws IOException {
      ask(
          "Emulation.setDeviceMetricsOverride",
          JSON.createObjectNode()
              .put("width", width)
              .put("height", 900)
              .put("deviceScaleFactor", 1)
              .put("mobile", false));
      ObjectNode media = JSON.createObjectNode();
      media
          .putArray("features")
          .addObject()
          .put("name", "prefers-color-scheme")
          .put("value", scheme);
      ask("Emulation.setEmulatedMedia", media);
    }

    void press(String key, int code) throws IOException {
      for (String type : List.of("keyDown", "keyUp")) {
        ObjectNode event =
            JSON.createObjectNode()
                .put("type", type)
                .put("key", key)
                .put("code", key)
                .put("windowsVirtualKeyCode", code);
        if (key.equals("Enter") && type.equals("keyDown")) {
          event.put("text", "\r");
        }
        ask("Input.dispatchKeyEvent", event);
      }
    }

    boolean evaluate(String expression) throws IOException {
      return ask("Runtime.evaluate", JSON.createObjectNode().put("expression", expression))
          .at("/result/value")
          .asBoolean();
    }

    void await(String condition) throws Exception {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
      while (!evaluate(condition)) {
        assertThat(System.nanoTime()).as("waited for %s", condition).isLessThan(end);
        Thread.sleep(50);
      }
    }

    private JsonNode ask(String method, ObjectNode parameters) throws IOException {
      ObjectNode message = JSON.createObjectNode().put("id", ++sent).put("method", method);
      if (page != null) {
        message.put("sessionId", page);
      }
      message.set("params", parameters);
      browser.getOutputStream().write(JSON.writeValueAsBytes(message));
      browser.getOutputStream().write(0);
      browser.getOutputStream().flush();
      while (true) {
        JsonNode answer = JSON.readTree(message(browser.getInputStream()));
        if (answer.path("id").asInt() == sent) {
          return answer.path("result");
        }
      }
    }

    private static byte[] message(InputStream in) throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      int next = in.read();
      while (next > 0) {
        read.write(next);
        next = in.read();
      }
      if (next < 0) {
        throw new EOFException("Chromium has ended");
      }
      return read.toByteArray();
    }

    @Override
    public void close() {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
  }
}
