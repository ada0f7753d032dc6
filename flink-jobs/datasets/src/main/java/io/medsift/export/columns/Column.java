package io.medsift.export.columns;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.PublishedRow;
import java.util.function.Function;

/**
 * A column.
 *
 * @param about a sentence for the dataset card
 * @param value of a row; null or a JSON null where it has none
 */
public record Column(
    String name, ColumnType type, String about, Function<PublishedRow, JsonNode> value) {}
