package io.medsift.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.medsift.Growth;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DelimitedRowsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id,prompt~1,Why?~2,How?                        | [{"id":"1","prompt":"Why?"},{"id":"2","prompt":"How?"}]
          id^prompt~1^Why, and how?                      | [{"id":"1","prompt":"Why, and how?"}]
          id;prompt~1;Why, and how?                      | [{"id":"1","prompt":"Why, and how?"}]
          id,prompt~1,"a ""b"", c"                       | [{"id":"1","prompt":"a \\"b\\", c"}]
          id,prompt~1,"a~~b"~2,c                         | [{"id":"1","prompt":"a\\n\\nb"},{"id":"2","prompt":"c"}]
          id,prompt~1,5" long~2,c                        | [{"id":"1","prompt":"5\\" long"},{"id":"2","prompt":"c"}]
          id,prompt~1,"a" b~                             | [{"id":"1","prompt":"a b"}]
          id,prompt,n~1,,~2,"",3                         | [{"id":"1","prompt":null,"n":null},{"id":"2","prompt":"","n":"3"}]
          id,prompt~~1,Why?~ ~                           | [{"id":"1","prompt":"Why?"}]
          ,prompt,prompt~0,a,b                           | [{"Unnamed: 0":"0","prompt":"a","prompt.1":"b"}]
          "id","the prompt"~"1","Why?"                   | [{"id":"1","the prompt":"Why?"}]
          id,options~1,"[""Na"", ""K""]"                 | [{"id":"1","options":"[\\"Na\\", \\"K\\"]"}]
          id^prompt~1^"a^b"~2^                           | [{"id":"1","prompt":"a\\tb"},{"id":"2","prompt":null}]
          id,prompt~1,钾为何升高？                          | [{"id":"1","prompt":"钾为何升高？"}]
          """)
  void readsRows(String text, String rows) throws IOException {
    String written = text.strip().replace('~', '\n').replace('^', '\t');
    assertThat(read("x", written.getBytes(UTF_8)).toString().replace(", {", ",{")).isEqualTo(rows);
    String carriageReturns = written.replace("\n", "\r\n");
    assertThat(read("x", carriageReturns.getBytes(UTF_8)).toString().replace(", {", ",{"))
        .isEqualTo(rows.replace("\\n", "\\r\\n"));
  }

  @Test
  void readsAfterAByteOrderMarkAndPacked() throws IOException {
    String text = "id,prompt\n1,Why?\n";
    List<String> rows = List.of("{\"id\":\"1\",\"prompt\":\"Why?\"}");
    assertThat(read("x", ("\ufeff" + text).getBytes(UTF_8))).isEqualTo(rows);
    assertThat(read("x.csv.zst", Zstd.compress(text.getBytes(UTF_8)))).isEqualTo(rows);
  }

  @Test
  void readsLinesThatEndInACarriageReturnAlone() throws IOException {
    assertThat(read("x.csv", "id,prompt\r1,Why?\r2,\"How,\rthen?\"\r".getBytes(UTF_8)))
        .containsExactly(
            "{\"id\":\"1\",\"prompt\":\"Why?\"}", "{\"id\":\"2\",\"prompt\":\"How,\\nthen?\"}");
    assertThat(read("x.jsonl", "{\"n\":1}\r{\"n\":2}\r".getBytes(UTF_8))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void refusesTextOfWiderCharactersByItsName(String charset) {
    byte[] text = "id,prompt\n1,Why?\n".getBytes(Charset.forName(charset));
    assertThatThrownBy(() -> read("x.csv", text))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("is UTF-16 or UTF-32 text, which is not supported: save it as UTF-8");
  }

  @Test
  void takesOneColumnWhereTheNameSaysWhatItIs() throws IOException {
    byte[] text = "prompt\nWhy?\n\"How, then?\"\n".getBytes(UTF_8);
    assertThat(read("x.csv", text))
        .containsExactly("{\"prompt\":\"Why?\"}", "{\"prompt\":\"How, then?\"}");
    assertThatThrownBy(() -> read("x.txt", text))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("has an unknown format: it begins with 'prompt?Why?");
  }

  @Test
  void namesARecordThatCannotBeReadAndGoesOn() throws IOException {
    String text =
        "id,prompt\n1,a\n2,b,c\n3\n4,\""
            + "d".repeat(2000)
            + "\"\n5,\"e\ne\"\n6,f \"\" f\n7,\"g\n\n8,h\n";
    assertThat(read("x.csv", text.getBytes(UTF_8)))
        .containsExactly(
            "{\"id\":\"1\",\"prompt\":\"a\"}",
            "line 3 has 3 fields, but the first line names 2 columns",
            "line 4 has 1 field, but the first line names 2 columns",
            "line 5 has 2,004 bytes, at most 1,000 are read",
            "{\"id\":\"5\",\"prompt\":\"e\\ne\"}",
            "{\"id\":\"6\",\"prompt\":\"f \\\"\\\" f\"}",
            "line 9 opens a quote that is never closed",
            "{\"id\":\"8\",\"prompt\":\"h\"}");
  }

  @Test
  void goesOnAfterALongRecordWhoseQuoteIsNeverClosed() throws IOException {
    String text = "id,prompt\n1,\"a\n" + "2,b\n".repeat(2_000);
    assertThat(read("x.csv", text.getBytes(UTF_8)))
        .hasSize(2_001)
        .startsWith("line 2 opens a quote that is never closed", "{\"id\":\"2\",\"prompt\":\"b\"}")
        .endsWith("{\"id\":\"2\",\"prompt\":\"b\"}");
  }

  @Test
  void looksForTheEndsOfManyOpenQuotesInLinearTime() {
    Growth.requireLinear(
        "reading lines with open quotes",
        "id,prompt\n" + "a\"b,\"c\n".repeat(2_000),
        "id,prompt\n" + "a\"b,\"c\n".repeat(2_000 * Growth.FACTOR),
        text -> {
          byte[] bytes = text.getBytes(UTF_8);
          DelimitedPieces pieces =
              new DelimitedPieces(new ByteArrayInputStream(bytes), 1 << 18, ',');
          int records = 0;
          try {
            while (pieces.next()) {
              records++;
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          assertThat(records).isEqualTo(text.lines().count() - 1);
        });
  }

  @Test
  void namesTextInAnotherEncoding() throws IOException {
    byte[] text = "id,prompt\n1,caf\u00e9\n2,tea\n".getBytes(ISO_8859_1);
    assertThat(read("x", text))
        .containsExactly(
            "line 2 is not UTF-8 text: save the file as UTF-8",
            "{\"id\":\"2\",\"prompt\":\"tea\"}");
  }

  @Test
  void goesOnWhereItWasLeft() throws IOException {
    StringBuilder text = new StringBuilder("id,prompt\n");
    for (int i = 0; i < 5_000; i++) {
      text.append(i).append(",\"").append("a \"\"b\"\", c\n".repeat(i % 7)).append("\"\n");
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    List<String> all = read("x", bytes);
    assertThat(all).hasSize(5_000);
    assertThat(read("x", bytes, 4_321)).isEqualTo(all.subList(4_321, 5_000));
  }

  @Test
  void hasNoRecordsOfSamples() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "id,prompt\n1,Why?\n");
    assertThatThrownBy(() -> RowFile.of(file).openRecords(RowLimits.DEFAULT))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("is CSV or TSV, which has no records that can be read byte for byte");
  }

  private List<String> read(String name, byte[] content, long... skipped) throws IOException {
    RowFile file = RowFile.of(Files.write(folder.resolve(name), content));
    List<String> rows = new ArrayList<>();
    try (RowReader reader = file.open(new RowLimits(1000, 8))) {
      reader.skip(skipped.length == 0 ? 0 : skipped[0]);
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(
            row instanceof FileRow read
                ? read.columns().toString()
                : ((MalformedRow) row).problem());
      }
    }
    return rows;
  }
}
