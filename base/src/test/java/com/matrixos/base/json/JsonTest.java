package com.matrixos.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {
    record Sample(
            @Nullable String handle, int count, @Nullable Sample inner) {}

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
