package com.matrixos.proxy.owned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.usage.Piece;
import com.matrixos.proxy.usage.Splits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReferencesTest {
    @Test
    void findsWhatABodyNamesHoweverDeepAndHoweverItIsCut() {
        assertThat(ids("""
                {"messages":[{"content":[{"type":"document","source":{"type":"file","file_id":"file_1"}},
                {"type":"container_upload","file_id" \t:\r\n "file_2"},{"file_id":"file_1"}]}],"file_id":"file_é"}""")).containsExactly("file_1", "file_2", "file_é");
    }

    @Test
    void readsEscapesAsTheUpstreamDoes() {
        assertThat(ids("{\"\\u0066ile_\\u0069\\u0064\":\"\\u0066ile_1\",\"file_id\":\"a\\\\b\\\"c\"}"))
                .containsExactly("file_1", "a\\b\"c");
        assertThat(ids("{\"\\u0066\\u0069\\u006c\\u0065\\u005f\\u0069\\u0064\":\"x\"}"))
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"say \\\"file_id\\\":\\\"file_1\\\" now\"}",
                "{\"text\":\"file_id\",\"other\":\"file_1\"}",
                "[\"file_id\",\"file_1\"]",
                "{\"file_id\":null,\"x\":\"file_1\"}",
                "{\"file_id\":7}",
                "{\"file_id\":{\"id\":\"file_1\"}}",
                "{\"file_ids\":\"file_1\",\"my_file_id\":\"file_1\",\"File_id\":\"file_1\",\"file_id\\\\\":\"x\"}",
                "",
                "{\"file_id\":\"never ends"
            })
    void findsNothingElse(String body) {
        assertThat(ids(body)).isEmpty();
    }

    @Test
    void aValueThatIsTheNameNamesNothing() {
        assertThat(ids("{\"file_id\":\"file_id\",\"a\":\"b\"}")).containsExactly("file_id");
    }

    @Test
    void keepsAHundredAndOneAtMost() {
        var body = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            body.append("{\"file_id\":\"file_").append(i).append("\"}{\"file_id\":\"file_0\"}");
        }
        var references = new FileReferences();
        references.feed(Piece.of(ByteBuffer.wrap(body.toString().getBytes(UTF_8))));
        assertThat(references.ids()).hasSize(FileReferences.MOST + 1).startsWith("file_0", "file_1");
    }

    @Test
    void tellsEveryOneToWhoWantsThemAll() {
        var all = new ArrayList<String>();
        var references = new FileReferences(all::add);
        byte[] one = "{\"file_id\":\"file_1\"}".getBytes(UTF_8);
        for (int i = 0; i < 1_000; i++) {
            references.feed(Piece.of(ByteBuffer.wrap(one)));
        }
        assertThat(all).hasSize(1_000).containsOnly("file_1");
    }

    @Test
    void aLongOneIsToldByItsBeginning() {
        byte[] body = ("{\"file_id\":\"" + "x".repeat(10_000) + "\",\"file_id\":\"y\"}").getBytes(UTF_8);
        List<String> ids = Splits.sameAtRandom(body, 20, FileReferencesTest::read);
        assertThat(ids).hasSize(2).endsWith("y");
        assertThat(ids.getFirst()).hasSizeGreaterThan(128).hasSizeLessThan(1_000);
    }

    @Test
    void passesMegabytesOfText() {
        byte[] body = ("{\"data\":\"" + "\\\"file_id\\\":".repeat(1 << 19) + "\",\"file_id\":\"y\"}").getBytes(UTF_8);
        assertThat(Splits.sameAtRandom(body, 3, FileReferencesTest::read)).containsExactly("y");
    }

    private static List<String> ids(String body) {
        return Splits.same(body.getBytes(UTF_8), FileReferencesTest::read);
    }

    private static List<String> read(List<ByteBuffer> pieces) {
        var references = new FileReferences();
        pieces.stream().map(Piece::of).forEach(references::feed);
        return references.ids();
    }
}
