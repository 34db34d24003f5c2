package io.tributary.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.tributary.job.JobFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds a HOCON object to a record: {@code kebab-case} keys to {@code camelCase} components.
 *
 * <p>Every key must be a component and every component must have a key, except {@code Optional},
 * {@code List} and {@code Map}, which are empty when absent. A range is checked by the record's
 * compact constructor: its {@code IllegalArgumentException} is reported with the path of the
 * section. A record with a static method {@code of(String)} may be written as a single text. All
 * problems of a section are reported at once.
 */
final class RecordBinder {
  private final String root;
  private final List<String> problems = new ArrayList<>();

  RecordBinder(String root) {
    this.root = root;
  }

  <T extends Record> T bind(Config config, Class<T> type) {
    T bound = type.cast(record(config.root(), type, root));
    if (!problems.isEmpty() || bound == null) {
      throw JobFailure.config(
          "Settings are not valid",
          String.join("; ", problems),
          "correct them; conf/tributary.conf and the shipped definitions explain every key");
    }
    return bound;
  }

  private @Nullable Object record(ConfigObject object, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Map<String, RecordComponent> byKey = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      byKey.put(kebab(component.getName()), component);
    }
    Set<String> unknown = new LinkedHashSet<>(object.keySet());
    unknown.removeAll(byKey.keySet());
    for (String key : unknown) {
      problem(
          path + "." + key, object.get(key), "unknown key" + NearestName.hint(key, byKey.keySet()));
    }
    int before = problems.size();
    Object[] values = new Object[components.length];
    int index = 0;
    for (Map.Entry<String, RecordComponent> entry : byKey.entrySet()) {
      values[index++] =
          component(
              object.get(entry.getKey()),
              entry.getValue().getGenericType(),
              path + "." + entry.getKey());
    }
    return problems.size() > before ? null : create(type, values, path, object);
  }

  private @Nullable Object create(Class<?> type, Object[] values, String path, ConfigValue origin) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        return problem(path, origin, String.valueOf(refused.getMessage()));
      }
      throw new IllegalStateException("Constructor of " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Record " + type.getName() + " cannot be created", e);
    }
  }

  private @Nullable Object component(@Nullable ConfigValue value, Type type, String path) {
    Class<?> raw = raw(type);
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      return absent(value, raw, path);
    }
    if (raw == Optional.class) {
      return Optional.ofNullable(component(value, argument(type, 0), path));
    }
    if (raw == List.class) {
      return list(value, argument(type, 0), path);
    }
    if (raw == Map.class) {
      return map(value, argument(type, 1), path);
    }
    if (raw.isRecord()) {
      return value instanceof ConfigObject object
          ? record(object, raw, path)
          : shortForm(value, raw, path);
    }
    return scalar(value, raw, path);
  }

  private @Nullable Object shortForm(ConfigValue value, Class<?> type, String path) {
    boolean isText = !(value instanceof ConfigList);
    try {
      return isText
          ? type.getMethod("of", String.class).invoke(null, value.atKey("v").getString("v"))
          : problem(path, value, "expected a section { … }");
    } catch (NoSuchMethodException none) {
      return problem(path, value, "expected a section { … }");
    } catch (InvocationTargetException e) {
      return problem(path, value, String.valueOf(e.getTargetException().getMessage()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("of(String) of " + type.getName() + " is not public", e);
    }
  }

  private @Nullable Object absent(@Nullable ConfigValue value, Class<?> raw, String path) {
    if (raw == Optional.class) {
      return Optional.empty();
    }
    if (raw == List.class) {
      return List.of();
    }
    return raw == Map.class ? Map.of() : problem(path, value, "missing key");
  }

  private @Nullable Object list(ConfigValue value, Type element, String path) {
    if (!(value instanceof ConfigList list)) {
      return problem(path, value, "expected a list [ … ]");
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object bound = component(list.get(i), element, path + "[" + i + "]");
      if (bound != null) {
        elements.add(bound);
      }
    }
    return List.copyOf(elements);
  }

  private @Nullable Object map(ConfigValue value, Type element, String path) {
    if (!(value instanceof ConfigObject object)) {
      return problem(path, value, "expected a section { … }");
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    object.keySet().stream()
        .sorted()
        .forEach(
            key -> {
              Object bound = component(object.get(key), element, path + "." + key);
              if (bound != null) {
                entries.put(key, bound);
              }
            });
    return entries;
  }

  private @Nullable Object scalar(ConfigValue value, Class<?> type, String path) {
    Config holder = value.atKey("v");
    try {
      if (type == String.class) return holder.getString("v");
      if (type == int.class || type == Integer.class) return holder.getInt("v");
      if (type == long.class) return holder.getLong("v");
      if (type == double.class || type == Double.class) return holder.getDouble("v");
      if (type == boolean.class || type == Boolean.class) return holder.getBoolean("v");
      if (type == BigDecimal.class) return new BigDecimal(holder.getString("v"));
      if (type == Duration.class) return holder.getDuration("v");
      if (type == Path.class) return Path.of(holder.getString("v"));
      if (type == ZoneId.class) return ZoneId.of(holder.getString("v"));
      if (type == LocalDate.class) return LocalDate.parse(holder.getString("v"));
      if (type.isEnum()) return constant(holder.getString("v"), type);
    } catch (ConfigException | DateTimeException | IllegalArgumentException e) {
      return problem(path, value, expectation(type));
    }
    throw new IllegalStateException("Settings records cannot hold " + type + " (" + path + ")");
  }

  private static Object constant(String text, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static String expectation(Class<?> type) {
    if (type.isEnum()) {
      return "expected one of "
          + Arrays.stream(type.getEnumConstants())
              .map(RecordBinder::name)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long" -> "expected a whole number";
      case "double", "Double", "BigDecimal" -> "expected a number";
      case "boolean", "Boolean" -> "expected true or false";
      case "Duration" -> "expected a duration such as 30m, 12h or 7d";
      case "ZoneId" -> "expected a time zone such as Asia/Ho_Chi_Minh";
      case "LocalDate" -> "expected a date such as 2026-11-08";
      default -> "expected a text";
    };
  }

  /** Records the problem and stands for the value that could not be bound. */
  private @Nullable Object problem(String path, @Nullable ConfigValue value, String what) {
    String where = value == null ? "" : " (" + value.origin().description() + ")";
    problems.add("'" + path + "'" + where + ": " + what);
    return null;
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
