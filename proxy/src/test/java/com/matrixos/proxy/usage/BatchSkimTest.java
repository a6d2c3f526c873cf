package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.matrixos.proxy.usage.BatchSkim.Sum;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSkimTest {
    private record Seen(boolean whole, Map<String, Sum> byModel) {}

    @Test
    void addsUpByModel() {
        String one = "{\"custom_id\":\"]}\",\"params\":{\"model\":\"a\",\"max_tokens\":10,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"\\\"max_tokens\\\":9, } ] ö\"}]}}";
        String two =
                "{\"params\":{\"max_tokens\": 5 , \"x\":{\"max_tokens\":7},\"m\\u006fdel\":\"a\"},\"model\":\"c\"}";
        String three = "{ \"params\" : {\"model\":\"b\"} }";

        Seen seen = same(" {\"x\":[1],\"requests\" : [ %s,%s\n, %s ],\"y\":{}}\n".formatted(one, two, three));

        assertThat(seen.whole()).isTrue();
        assertThat(seen.byModel())
                .containsOnly(
                        entry("a", new Sum(2, bytes(one) + bytes(two), bytes(one), 0, 15, 0)),
                        entry("b", new Sum(1, bytes(three), bytes(three), 0, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-5|1000000",
                "64000.0|64000",
                "6.4e4|64000",
                "1.5|1000000",
                "1e999|1000000",
                "null|0",
                "\"7\"|1000000",
                "[7]|1000000",
                "99999999999999999999|1000000",
                "9000000000000000000|1000000"
            })
    void takesAMaxTokensThatIsNoNumberOfTokensForTheMost(String written, long read) {
        Seen seen = same("{\"requests\":[{\"params\":{\"model\":\"a\",\"max_tokens\":%s}}]}".formatted(written));
        assertThat(seen.byModel().get("a").maxTokens()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"params\":{}}",
                "{\"params\":{\"model\":7}}",
                "7",
                "\"{\"",
                "[[]]",
                "null",
                "{\"params\":[]}"
            })
    void whatTellsNoModelIsOfAnUnknownOne(String request) {
        Seen seen = same("{\"requests\":[%s,{\"params\":{\"model\":\"a\",\"max_tokens\":3}}]}".formatted(request));
        assertThat(seen.byModel().get("")).isEqualTo(new Sum(1, bytes(request), bytes(request), 0, 0, 0));
        assertThat(seen.byModel().get("a").maxTokens()).isEqualTo(3);
    }

    @Test
    void aModelsNameThatIsAbsurdlyLongIsUnknown() {
        String long256 = "m".repeat(256);
        Seen seen = same("{\"requests\":[%s,%s]}".formatted(request(long256, 1), request(long256 + "m", 2)));
        assertThat(seen.byModel()).containsOnlyKeys(long256, "");
    }

    @Test
    void tellsSixtyFourModelsApart() {
        var requests = new ArrayList<String>();
        requests.add("{}");
        for (int i = 0; i < 70; i++) {
            requests.add(request("model-" + i, 1));
        }
        requests.add(request("model-0", 1));
        byte[] body = ("{\"requests\":[" + String.join(",", requests) + "]}").getBytes(UTF_8);

        Map<String, Sum> byModel =
                Splits.sameAtRandom(body, 20, BatchSkimTest::read).byModel();

        assertThat(byModel).hasSize(BatchSkim.MOST_MODELS + 1).containsKey("model-63");
        assertThat(byModel.get("model-0").count()).isEqualTo(2);
        assertThat(byModel.get("").count()).isEqualTo(1 + 6);
        assertThat(byModel.get("").maxTokens()).isEqualTo(6);
    }

    @Test
    void ofAListThatComesTwiceBothCount() {
        String list = "\"requests\":[" + request("a", 3) + "]";
        assertThat(same("{" + list + "," + list + "}").byModel().get("a").maxTokens())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"requests\":[]}",
                "{\"requests\":{\"params\":{\"model\":\"a\"}}}",
                "{\"requests\":\"[{}]\"}",
                "{\"requests\":[}",
                "{\"x\":{\"requests\":[{}]}}"
            })
    void whereThereIsNoListNothingIsAskedFor(String body) {
        assertThat(same(body).byModel()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"requests\":[{}]", "no", "{\"requests\":[{\"params\":"})
    void whatIsNoWholeObjectIsToldSo(String body) {
        assertThat(same(body).whole()).isFalse();
    }

    @Test
    void anotherCharacterSetIsNotRead() {
        byte[] body = ("{\"requests\":[" + request("a", 3) + "]}").getBytes(UTF_16);
        assertThat(Splits.same(body, BatchSkimTest::read)).isEqualTo(new Seen(false, Map.of()));
    }

    @Test
    void readsARequestOfMegabytes() {
        String big = "{\"params\":{\"x\":\"" + "x".repeat(20 << 20) + "\",\"model\":\"a\",\"max_tokens\":1}}";
        byte[] body = ("{\"requests\":[" + big + "," + request("a", 2) + "]}").getBytes(UTF_8);
        Seen seen = Splits.sameAtRandom(body, 3, BatchSkimTest::read);
        assertThat(seen.byModel())
                .containsOnly(entry("a", new Sum(2, bytes(big) + bytes(request("a", 2)), bytes(big), 0, 3, 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"params\":{\"model\":\"a\",\"system\":[{\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]}}",
                "{\"params\":{\"model\":\"a\",\"x\":{\"ttl\" : \"\\u0031\\u0068\"}}}",
                "{\"params\":{\"model\":\"a\",\"x\":[\"\\\\\",\"1\\u0068\"]}}"
            })
    void tellsWhatMayBeCachedForAnHour(String request) {
        Seen seen = same("{\"requests\":[%s,%s]}".formatted(request, request("a", 1)));
        assertThat(seen.byModel().get("a").hourBytes()).isEqualTo(bytes(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"params\":{\"model\":\"a\",\"system\":\"for 1h\"}}",
                "{\"params\":{\"model\":\"a\",\"system\":\"\\\"1h\\\"\"}}",
                "{\"params\":{\"model\":\"a\",\"ttl\":\"5m\",\"n\":1,\"h\":\"\\\\1h\"}}"
            })
    void tellsNoHourWhereNoneIsAskedFor(String request) {
        Seen seen = same("{\"requests\":[%s]}".formatted(request));
        assertThat(seen.byModel().get("a").hourBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|0",
                "{\"type\":\"web_search_20250305\",\"max_uses\":3}|0",
                "[{\"type\":\"web_search_20250305\",\"max_uses\":3},{\"name\":\"x\",\"input_schema\":{}}]|3",
                "[{\"name\":\"a\"}, {\"max_uses\":2,\"type\":\"web\\u005fsearch_20260209\"} ]|2",
                "[{\"type\":\"web_search_20250305\"}]|10",
                "[{\"type\":\"web_search_20250305\",\"max_uses\":\"3\"}]|10",
                "[{\"type\":\"web_search_20250305\",\"max_uses\":null},{\"type\":\"web_search_20250305\",\"max_uses\":1}]|11",
                "[{\"type\":\"web_search_20250305\",\"max_uses\":-1}]|0",
                "[{\"type\":\"web_fetch_20250910\",\"max_uses\":3}]|0",
                "[{\"x\":{\"type\":\"web_search_20250305\",\"max_uses\":3}}]|0"
            })
    void countsSearches(String tools, long searches) {
        String request = "{\"params\":{\"model\":\"a\",\"tools\":%s}}".formatted(tools);
        Seen seen = same("{\"requests\":[%s,%s,%s]}".formatted(request, request("a", 1), request));
        assertThat(seen.byModel().get("a").searches()).isEqualTo(2 * searches);
    }

    @Test
    void ofToolsThatComeTwiceTheLastCount() {
        String tools = "\"tools\":[{\"type\":\"web_search_20250305\",\"max_uses\":%d}]";
        String request = "{\"params\":{\"model\":\"a\",%s,%s}}".formatted(tools.formatted(7), tools.formatted(2));
        assertThat(same("{\"requests\":[%s]}".formatted(request))
                        .byModel()
                        .get("a")
                        .searches())
                .isEqualTo(2);
    }

    private static String request(String model, int maxTokens) {
        return "{\"custom_id\":\"c\",\"params\":{\"model\":\"%s\",\"max_tokens\":%s}}".formatted(model, maxTokens);
    }

    private static long bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static Seen same(String body) {
        return Splits.same(body.getBytes(UTF_8), BatchSkimTest::read);
    }

    private static Seen read(List<ByteBuffer> pieces) {
        var skim = new BatchSkim();
        pieces.stream().map(Piece::of).forEach(skim::feed);
        return new Seen(skim.whole(), skim.byModel());
    }
}
