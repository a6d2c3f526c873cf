package com.matrixos.proxy.usage;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSkimTest {
    private record Seen(
            Optional<String> model,
            boolean stream,
            OptionalLong maxTokens,
            Optional<String> speed,
            Optional<String> geo,
            boolean hour,
            Optional<String> session,
            long bytes) {}

    @Test
    void readsWhatAdmissionNeeds() {
        byte[] body = """
                {"model":"claude-opus-5-5[1m]","messages":[{"role":"user","content":"\\"stream\\": false"}],
                "system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                "metadata":{"user_id":"{\\"device_id\\":\\"d\\",\\"session_id\\":\\"0a-é\\"}"},"max_tokens":128000,
                "stream":true,"speed":"fast","inference_geo":"us"}""".getBytes(UTF_8);

        assertThat(Splits.same(body, RequestSkimTest::read))
                .isEqualTo(new Seen(
                        Optional.of("claude-opus-5-5[1m]"),
                        true,
                        OptionalLong.of(128_000),
                        Optional.of("fast"),
                        Optional.of("us"),
                        true,
                        Optional.of("0a-é"),
                        body.length));
    }

    @Test
    void takesWhatIsMissingOrOfTheWrongTypeForAbsent() {
        var nothing = new Seen(
                Optional.empty(),
                false,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0);

        assertThat(seen("")).isEqualTo(nothing);
        String wrong =
                "{\"model\":1,\"stream\":\"true\",\"max_tokens\":-1,\"metadata\":{\"user_id\":\"user_1\"},\"speed\":[]}";
        assertThat(seen(wrong))
                .usingRecursiveComparison()
                .ignoringFields("bytes")
                .isEqualTo(nothing);
        assertThat(seen("{\"max_tokens\":1.5}").maxTokens()).isEmpty();
        assertThat(seen("{\"max_tokens\":0}").maxTokens()).hasValue(0);
        assertThat(seen("{\"metadata\":{\"user_id\":\"{\\\"session_id\\\":5}\"}}")
                        .session())
                .isEmpty();
        assertThat(seen("{\"model\":\"" + "m".repeat(300) + "\"}").model()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "128000,128000",
        "128000.0,128000",
        "1.28e5,128000",
        "1280000e-1,128000",
        "0.0,0",
        "4611686018427387904,1000000",
        "99999999999999999999,1000000",
        "1e300,1000000"
    })
    void readsMaxTokensHoweverWritten(String written, long read) {
        String body = "{\"max_tokens\":" + written + "}";
        assertThat(seen(body).maxTokens()).hasValue(read);
        assertThat(fault(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens:\"128000\"",
                "max_tokens:1.5",
                "max_tokens:-1",
                "max_tokens:1e400",
                "max_tokens:[5]",
                "max_tokens:true",
                "max_tokens:NaN",
                "max_tokens:0x10",
                "stream:\"true\"",
                "stream:1",
                "stream:True",
                "model:1",
                "model:[\"claude\"]",
                "speed:{}"
            })
    void namesTheFieldThatDecidesAboutMoneyAndCannotBeRead(String field) {
        String name = field.substring(0, field.indexOf(':'));
        String value = field.substring(name.length() + 1);
        assertThat(fault("{\"x\":1,\"" + name + "\":" + value + "}"))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(name + ": must be "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "max_tokens", "stream", "speed"})
    void aFieldThatIsTooLongIsNoneThatCanBeRead(String name) {
        assertThat(fault("{\"" + name + "\":" + " ".repeat(5000) + "\"" + "9".repeat(5000) + "\"}"))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(name + ": "));
        assertThat(fault("{\"" + name + "\":" + "9".repeat(5000) + "}")).isPresent();
        assertThat(fault("{\"" + name + "\":null}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1]", "5", "null", "\"{}\"", "/**/{}", "{/**/}", "{\"x\":1", "\uFEFF{}"})
    void whatIsNotOneObjectCannotBeRead(String body) {
        assertThat(fault(body)).contains("the request body must be one JSON object in UTF-8");
    }

    @Test
    void readsNoOtherCharacterSet() {
        for (Charset other : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            byte[] body = "{\"max_tokens\":5}".getBytes(other);
            Optional<String> fault = Splits.same(body, pieces -> skim(pieces).fault());
            assertThat(fault).as(other.name()).isPresent();
        }
    }

    @Test
    void whiteSpaceAroundTheObjectIsFine() {
        assertThat(fault("\r\n\t {\"max_tokens\":5,\"stream\":false} \n\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ttl\":\"1h\"}", "\"1h\"", "\"\"1h\"", "\"1\"1h\"", "\"1h\"1h", "{\"ttl\" : \"1h\" , 5}"})
    void seesAnHourAnywhere(String text) {
        assertThat(Splits.same(text.getBytes(UTF_8), RequestSkimTest::read).hour())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ttl\":\"5m\"}", "\"1h", "1h\"", "\"11h\"", "\"1hh\"", "\"1 h\"", "\"1\"\"h\""})
    void seesNoHourElsewhere(String text) {
        assertThat(Splits.same(text.getBytes(UTF_8), RequestSkimTest::read).hour())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "null,false", "1,false"})
    void streamsOnlyWhenItSaysSo(String value, boolean stream) {
        assertThat(seen("{\"stream\":" + value + "}").stream()).isEqualTo(stream);
    }

    @Test
    void tellsOfACompressedBodyItsLength() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"model\":\"claude\",\"stream\":true}".getBytes(UTF_8));
        }

        Seen seen = Splits.same(compressed.toByteArray(), RequestSkimTest::read);

        assertThat(seen.model()).isEmpty();
        assertThat(seen.bytes()).isEqualTo(compressed.size());
    }

    private static Seen seen(String json) {
        return read(List.of(ByteBuffer.wrap(json.getBytes(UTF_8))));
    }

    private static Optional<String> fault(String json) {
        return skim(List.of(ByteBuffer.wrap(json.getBytes(UTF_8)))).fault();
    }

    private static RequestSkim skim(List<ByteBuffer> pieces) {
        var request = new RequestSkim();
        pieces.stream().map(Piece::of).forEach(request::feed);
        return request;
    }

    private static Seen read(List<ByteBuffer> pieces) {
        RequestSkim request = skim(pieces);
        var gauge = new PromptGauge();
        pieces.stream().map(Piece::of).forEach(gauge::feed);
        return new Seen(
                request.model(),
                request.stream(),
                request.maxTokens(),
                request.speed(),
                request.inferenceGeo(),
                gauge.mayCacheForAnHour(),
                request.sessionId(),
                request.bytes());
    }
}
