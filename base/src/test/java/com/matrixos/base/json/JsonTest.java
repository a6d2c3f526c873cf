package com.matrixos.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    record Sample(
            @Nullable String handle, int count, @Nullable Sample inner) {}

    record Money(@Nullable BigDecimal usd) {}

    @Test
    void readsARecord() {
        assertThat(read("{\"handle\":\"alice\",\"count\":2}")).isEqualTo(new Sample("alice", 2, null));
    }

    @Test
    void writesNullsSoThatClientsSeeTheField() {
        assertThat(new String(Json.write(new Sample(null, 1, null)), StandardCharsets.UTF_8))
                .isEqualTo("{\"handle\":null,\"count\":1,\"inner\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.000000000", "0.000000001", "0.000010000", "5.000000000", "1000000.123456789", "-0.000000001"})
    void writesMoneyDigitForDigitAndReadsItBack(String digits) {
        byte[] json = Json.write(new Money(new BigDecimal(digits)));

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"usd\":" + digits + "}");
        assertThat(Json.read(json, Money.class)).isEqualTo(new Money(new BigDecimal(digits)));
        assertThat(Json.write(Json.mapper().valueToTree(new Money(new BigDecimal(digits)))))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "\"\"", "true", "[5]", "[]", "{}"})
    void aNumberIsNothingElse(String value) {
        var e = catchThrowableOfType(
                BadJsonException.class,
                () -> Json.read(("{\"usd\":" + value + "}").getBytes(StandardCharsets.UTF_8), Money.class));

        assertThat(e).hasMessage("wrong type for field usd: expected number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+5", ".5", "5.", "0x5", "05"})
    void whatOnlyLooksLikeANumberIsNotJson(String value) {
        var e = catchThrowableOfType(
                BadJsonException.class,
                () -> Json.read(("{\"usd\":" + value + "}").getBytes(StandardCharsets.UTF_8), Money.class));

        assertThat(e).hasMessageStartingWith("the body is not valid JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'handle':'a','count':1,'nope':2}        | nope",
                "{'handle':1,'count':1}                   | handle",
                "{'handle':true,'count':1}                | handle",
                "{'handle':'a','count':'1'}               | count",
                "{'handle':'a','count':null}              | count",
                "{'count':1,'inner':{'count':1,'x':1}}    | inner.x",
                "{'handle':['a'],'count':1}               | handle",
                "[]                                       | ''",
                "null                                     | ''",
                "'text'                                   | ''",
                "{'handle':'a','handle':'b','count':1}    | ''",
                "{'count':1} trailing                     | ''",
                "{'count':1                               | ''",
                "''                                       | ''",
            })
    void refusesByTheNameOfTheField(String json, String field) {
        var e = catchThrowableOfType(BadJsonException.class, () -> read(json.replace('\'', '"')));

        assertThat(e.field()).isEqualTo(field);
        assertThat(e).hasMessageContaining(field);
    }

    private static Sample read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Sample.class);
    }
}
