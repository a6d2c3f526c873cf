package com.matrixos.proxy.prices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {
    private static final String CLASSES =
            "{\"input\":1,\"cacheWrite5m\":1,\"cacheWrite1h\":1,\"cacheRead\":1,\"output\":\"1.5\"}";

    private static final String SOUND = "\"status\":\"active\",\"usdPerMTok\":" + CLASSES;

    @Test
    void takesASoundList() {
        assertThat(load(list("{\"model\":\"m\"," + SOUND + "}"))).isInstanceOf(Loaded.Book.class);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Loaded loaded = load("""
                {"batchMultiplier":"1.5","serverTools":{"webSearch":{"usdPer1000":-10}},"comment":"x","sources":[1],"models":[
                 {"model":"a","aliases":["x","x"],"from":"2026-02-30","to":"2026-01-01","status":"old","usdPerMTok":
                   {"input":-1,"cacheWrite5m":"1.0000001","cacheWrite1h":"one","cacheRead":1e999999999,"outptu":1}},
                 {"model":"b","aliases":["a","b"],"status":"active","usdPerMTok":%1$s,"from":"2026-01-01","to":"2025-12-31",
                   "usInferenceGeo":"1.00000001","fast":{"multiplier":0.5,"until":"2026-01-01"},
                   "longPrompt":{"over":-1,"usdPerMTok":[]}},
                 {"model":"c","aliases":["x"],%2$s,"to":"2026-01-31"},
                 {"model":"c",%2$s,"from":"2026-01-31"},
                 {"model":"d","status":"active","usdPerMTok":
                   {"input":0,"cacheWrite5m":0,"cacheWrite1h":0,"cacheRead":0,"output":0}},
                 {"model":" ","status":"retired soon"},
                 7]}""".formatted(CLASSES, SOUND));

        assertThat(problems(loaded))
                .containsExactlyInAnyOrder(
                        "comment: unknown field",
                        "batchMultiplier: must be more than 0 and at most 1",
                        "serverTools.webSearch.usdPer1000: must not be negative: -10",
                        "sources[0]: must be a text that is not blank",
                        "models[0].aliases[1]: is listed twice: x",
                        "models[0].from: must be a date like 2026-11-23: 2026-02-30",
                        "models[0].status: must be active, retired, or retired with a date: old",
                        "models[0].usdPerMTok.outptu: unknown field",
                        "models[0].usdPerMTok.input: must not be negative: -1",
                        "models[0].usdPerMTok.cacheWrite5m: must have at most 6 decimals: 1.0000001",
                        "models[0].usdPerMTok.cacheWrite1h: must be a number",
                        "models[0].usdPerMTok.cacheRead: must be a number",
                        "models[0].usdPerMTok.output: is missing",
                        "models[1].to: is before from: 2025-12-31",
                        "models[1].fast.multiplier: must be at least 1: 0.5",
                        "models[1].fast.until: unknown field",
                        "models[1].longPrompt.over: must be a whole number, 0 or more",
                        "models[1].longPrompt.usdPerMTok: must be an object",
                        "models[1]: a multiplied price is not exact: not a whole number: 1000000 * 100000001/100000000",
                        "models[1].aliases: has a name of a: a",
                        "models[1].aliases: has the model itself: b",
                        "models[2].aliases: has a name of a: x",
                        "models[3].from: overlaps with models[2]: c",
                        "models[4].usdPerMTok: only demo may be free: d",
                        "models[5].model: must be a text that is not blank",
                        "models[5].status: must be active, retired, or retired with a date: retired soon",
                        "models[5].usdPerMTok: is missing",
                        "models[6]: must be an object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is missing",
                "[]|must be an object",
                "{\"models\":[],\"models\":[]}|is not valid JSON: Duplicate field 'models'",
                "{} {}|is not valid JSON"
            })
    void refusesWhatIsNoList(String text, String problem) {
        assertThat(problems(load(text))).first().asString().startsWith(problem);
    }

    @Test
    void refusesAListOfNothing() {
        assertThat(problems(load(list("")))).containsExactly("models: has no model with a price");
        assertThat(problems(load(list("{\"model\":\"demo\"," + SOUND + "}"))))
                .containsExactly("models: has no model with a price");
    }

    @Test
    void onlyTheDemoModelMayBeFree() {
        String free = SOUND.replace(":1", ":0").replace("1.5", "0");
        String oneClassFree = SOUND.replace("\"cacheRead\":1", "\"cacheRead\":0");

        assertThat(load(list("{\"model\":\"m\"," + SOUND + "},{\"model\":\"demo\"," + free + "}")))
                .isInstanceOf(Loaded.Book.class);
        assertThat(problems(load(list("{\"model\":\"m\"," + SOUND + "},{\"model\":\"n\"," + oneClassFree + "}"))))
                .containsExactly("models[1].usdPerMTok: only demo may be free: n");
    }

    @Test
    void aPriceIsExactBehindEveryMultiplier() {
        String odd = SOUND.replace("\"input\":1,", "\"input\":\"0.000001\",");

        assertThat(problems(load(list("{\"model\":\"m\"," + odd + "}"))))
                .containsExactly("models[0]: a multiplied price is not exact: not a whole number: 1 * 5/10");
        assertThat(problems(load(
                        list("{\"model\":\"m\",\"usInferenceGeo\":1.1," + SOUND.replace("1.5", "1.000002") + "}"))))
                .singleElement()
                .asString()
                .startsWith("models[0]: a multiplied price is not exact");
        assertThat(problems(load(list("{\"model\":\"m\",\"fast\":{\"multiplier\":99999999999999}," + SOUND + "}"))))
                .singleElement()
                .asString()
                .startsWith("models[0]: a multiplied price is not exact: long overflow");
        assertThat(problems(load(list("{\"model\":\"m\"," + SOUND.replace("1.5", "1000001") + "}"))))
                .containsExactly("models[0].usdPerMTok.output: must be at most 1000000: 1000001");
    }

    @Test
    void theRowsOfAModelMayShareAnAlias() {
        assertThat(load(list("{\"model\":\"m\",\"aliases\":[\"n\"],\"to\":\"2026-01-01\"," + SOUND
                        + "},{\"model\":\"m\",\"aliases\":[\"n\"],\"from\":\"2026-01-02\"," + SOUND + "}")))
                .isInstanceOf(Loaded.Book.class);
    }

    @Test
    void theListInForceIsTheLastOne() throws IOException {
        var books = new PriceBooks(PriceBook.shipped());
        books.use(((Loaded.Book) load(list("{\"model\":\"m\"," + SOUND + "}"))).book());
        assertThat(books.current().cost("m", Instant.EPOCH, Usage.NONE.tokens(new Tokens(2, 0, 0, 0, 0)), false))
                .isEqualTo(new Cost(2_000_000, Basis.LISTED));
    }

    private static List<String> problems(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Book _ -> List.of();
            case Loaded.Refused(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }

    private static Loaded load(String json) {
        return PriceBook.load(json.getBytes(UTF_8));
    }

    private static String list(String models) {
        return "{\"batchMultiplier\":0.5,\"serverTools\":{\"webSearch\":{\"usdPer1000\":10}},\"models\":[" + models
                + "]}";
    }
}
