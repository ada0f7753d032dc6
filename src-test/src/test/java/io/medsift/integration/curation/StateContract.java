package io.medsift.integration.curation;

import static java.util.stream.Collectors.joining;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.GenericArraySerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;

/**
 * What a canonical savepoint says of the job that wrote it, as lines: every operator that has
 * state, by its uid, every state by its name and type, and the fields of the types. Later versions
 * of the job must find all of it.
 */
public final class StateContract {
  /** What the savepoints of today hold, written by {@link KeptSavepoint}. */
  static final Path FILE = Path.of("src/test/resources/savepoints/contract.txt");

  private final ClassLoader classes;
  private final Map<String, Map<String, String>> states = new TreeMap<>();
  private final Map<String, String> types = new TreeMap<>();

  private StateContract(ClassLoader classes) {
    this.classes = classes;
  }

  /**
   * Reads a savepoint.
   *
   * @param directory of the savepoint
   * @param classes know the types that are in state
   */
  public static String of(Path directory, ClassLoader classes) throws Exception {
    StateContract contract = new StateContract(classes);
    Path file = directory.resolve("_metadata");
    CheckpointMetadata metadata;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      metadata = Checkpoints.loadCheckpointMetadata(in, classes, directory.toUri().toString());
    }
    for (OperatorState operator : metadata.getOperatorStates()) {
      contract.read(operator);
    }
    return contract.text();
  }

  /** The names of the records that the savepoints of today hold. */
  public static List<String> records() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> line.startsWith("io.medsift."))
        .toList();
  }

  private void read(OperatorState operator) throws Exception {
    Map<String, String> found =
        states.computeIfAbsent(operator.getOperatorUid().orElseThrow(), uid -> new TreeMap<>());
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        readOperatorState(handle, found);
      }
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        readKeyedState((KeyGroupsStateHandle) handle, found);
      }
    }
  }

  private void readOperatorState(OperatorStateHandle handle, Map<String, String> found)
      throws Exception {
    OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(classes);
    try (FSDataInputStream in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    for (StateMetaInfoSnapshot state : proxy.getOperatorStateMetaInfoSnapshots()) {
      String distribution = state.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE);
      found.put(state.getName(), "%s of %s".formatted(distribution, valueType(state)));
    }
  }

  private void readKeyedState(KeyGroupsStateHandle handle, Map<String, String> found)
      throws Exception {
    KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(classes);
    try (FSDataInputStream in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    String key = type(proxy.getKeySerializerSnapshot().restoreSerializer());
    for (StateMetaInfoSnapshot state : proxy.getStateMetaInfoSnapshots()) {
      found.put(state.getName(), "by %s, %s".formatted(key, valueType(state)));
    }
  }

  private String valueType(StateMetaInfoSnapshot state) throws Exception {
    return type(
        state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER).restoreSerializer());
  }

  private String type(TypeSerializer<?> serializer) throws Exception {
    if (serializer instanceof MapSerializer<?, ?> map) {
      return "map from %s to %s"
          .formatted(type(map.getKeySerializer()), type(map.getValueSerializer()));
    }
    if (serializer instanceof ListSerializer<?> list) {
      return "list of " + type(list.getElementSerializer());
    }
    if (serializer instanceof PojoSerializer<?> pojo) {
      return record(pojo);
    }
    if (serializer instanceof GenericArraySerializer<?> array) {
      return "array of " + type(array.getComponentSerializer());
    }
    return serializer.getClass().getSimpleName().replaceFirst("Serializer$", "");
  }

  /** Flink shows the fields of its serializer to nobody but its own package. */
  private String record(PojoSerializer<?> pojo) throws Exception {
    String name = ((Class<?>) inside(pojo, "getPojoClass")).getName();
    if (types.putIfAbsent(name, "") == null) {
      Field[] fields = (Field[]) inside(pojo, "getFields");
      TypeSerializer<?>[] serializers = (TypeSerializer<?>[]) inside(pojo, "getFieldSerializers");
      Map<String, String> described = new TreeMap<>();
      for (int i = 0; i < fields.length; i++) {
        described.put(
            fields[i] == null ? "(removed " + i + ")" : fields[i].getName(), type(serializers[i]));
      }
      types.put(name, lines(described));
    }
    return name;
  }

  private static String lines(Map<String, String> described) {
    return described.entrySet().stream()
        .map(line -> "  %s: %s%n".formatted(line.getKey(), line.getValue()))
        .collect(joining());
  }

  private static Object inside(PojoSerializer<?> pojo, String accessor) throws Exception {
    Method method = PojoSerializer.class.getDeclaredMethod(accessor);
    method.setAccessible(true);
    return method.invoke(pojo);
  }

  private String text() {
    StringBuilder all = new StringBuilder();
    states.values().removeIf(Map::isEmpty);
    states.forEach((uid, named) -> all.append(uid).append('\n').append(lines(named)));
    types.forEach((name, fields) -> all.append(name).append('\n').append(fields));
    return all.toString();
  }
}
