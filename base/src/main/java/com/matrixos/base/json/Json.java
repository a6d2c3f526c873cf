package com.matrixos.base.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads and writes JSON, strictly: unknown fields, doubled keys, wrong types and trailing text are
/// refused. A `BigDecimal` is written with all its digits and never in powers of ten: `0.000010000`.
/// Safe for use from any thread.
public final class Json {
    private static final ObjectMapper MAPPER = strictMapper();

    private Json() {}

    /// Reads a record (or any Jackson-mapped type) from UTF-8 bytes.
    ///
    /// @throws BadJsonException when the bytes are not exactly that type; the message names the field
    public static <T> T read(byte[] utf8, Class<T> type) {
        try {
            T value = MAPPER.readValue(utf8, type);
            if (value == null) {
                throw new BadJsonException("", "the body must be a JSON object, not null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new BadJsonException(path(e), "unknown field: " + path(e));
        } catch (MismatchedInputException e) {
            throw new BadJsonException(path(e), mismatch(e));
        } catch (JsonProcessingException e) {
            throw new BadJsonException("", "the body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("read JSON", e);
        }
    }

    /// Writes a value as UTF-8 bytes; absent (`null`) record components are written as `null`.
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
        }
    }

    /// The shared mapper, for trees and streaming. Never reconfigure it.
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static String mismatch(MismatchedInputException e) {
        String path = path(e);
        if (path.isEmpty()) {
            return "the body must be a JSON object";
        }
        Class<?> wanted = e.getTargetType();
        return "wrong type for field " + path + (wanted == null ? "" : ": expected " + name(wanted));
    }

    private static String name(Class<?> wanted) {
        return wanted == BigDecimal.class ? "number" : wanted.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static ObjectMapper strictMapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                // A tree would round 0.000010000 to 0.00001, and its digits tell how exact it is.
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                // ALLOW_COERCION_OF_SCALARS leaves numbers readable as text; a handle of 123 is a wrong type.
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, null))
                .build();
    }
}
