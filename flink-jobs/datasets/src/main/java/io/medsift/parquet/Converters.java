package io.medsift.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** The converter of each type. */
final class Converters {
  private Converters() {}

  /** A converter that puts each value of a field of this type to its place. */
  static Converter of(Type type, RowBudget budget, RowBudget.Place place) {
    if (type.isPrimitive()) {
      return new PrimitiveConverterToJson(type.asPrimitiveType(), budget, place);
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
    boolean one =
        group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    if (annotation instanceof ListLogicalTypeAnnotation && one) {
      return new ListConverter(group, budget, place);
    }
    boolean map =
        annotation instanceof MapLogicalTypeAnnotation
            || annotation instanceof MapKeyValueTypeAnnotation;
    if (map && one && !group.getType(0).isPrimitive()) {
      return new MapConverter(group, budget, place);
    }
    return new StructConverter(group, budget, place);
  }
}
