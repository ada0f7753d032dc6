package io.medsift.curation.gate;

import io.medsift.verdict.Findings;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink type of {@link Findings}: the length of their JSON, then the JSON. */
final class FindingsType extends TypeInformation<Findings> {
  private static final long serialVersionUID = 1L;

  /** Makes Flink find the type. */
  public static final class Factory extends TypeInfoFactory<Findings> {
    @Override
    public TypeInformation<Findings> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return new FindingsType();
    }
  }

  /** Serializer of findings. */
  public static final class Serializer extends TypeSerializerSingleton<Findings> {
    private static final long serialVersionUID = 1L;
    private static final Serializer INSTANCE = new Serializer();

    /** Name by which state knows the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Findings> {
      /** A snapshot of the only instance. */
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public Findings createInstance() {
      return Findings.NONE;
    }

    @Override
    public Findings copy(Findings from) {
      return from;
    }

    @Override
    public Findings copy(Findings from, Findings reuse) {
      return from;
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public void serialize(Findings findings, DataOutputView target) throws IOException {
      byte[] json = findings.json();
      target.writeInt(json.length);
      target.write(json);
    }

    @Override
    public Findings deserialize(DataInputView source) throws IOException {
      byte[] json = new byte[source.readInt()];
      source.readFully(json);
      return Findings.ofJson(json);
    }

    @Override
    public Findings deserialize(Findings reuse, DataInputView source) throws IOException {
      return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
      int length = source.readInt();
      target.writeInt(length);
      target.write(source, length);
    }

    @Override
    public TypeSerializerSnapshot<Findings> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<Findings> getTypeClass() {
    return Findings.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Findings> createSerializer(SerializerConfig config) {
    return Serializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "Findings";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FindingsType;
  }

  @Override
  public int hashCode() {
    return FindingsType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof FindingsType;
  }
}
