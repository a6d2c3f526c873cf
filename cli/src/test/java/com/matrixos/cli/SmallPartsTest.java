package com.matrixos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmallPartsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "123731968, 118 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8388608 TiB"
    })
    void bytesAreShort(long bytes, String shown) {
        assertThat(Bytes.shown(bytes)).isEqualTo(shown);
    }

    @Test
    void aDocumentObeysNoTerminalAndStaysWhatItIs() throws Exception {
        Map<String, String> hostile = Map.of("a", "x\u001b[2J\u009b1m\u202eevil\udb40\udc41ü\" \ud800x\udc00 😀");

        var text = new StringWriter();
        Printable.json(Json.mapper().valueToTree(hostile), new PrintWriter(text));
        String printed = text.toString();

        assertThat(printed)
                .contains("\\u009b1m\\u202eevil\\udb40\\udc41ü", "\\ud800x\\udc00 😀")
                .doesNotContain("\u202e", "\u009b", "\u001b");
        assertThat(Json.mapper().readValue(printed, Map.class)).isEqualTo(hostile);
    }

    @Test
    void eventsMayHaveSeveralLinesAndOthersBetween() {
        List<String> data = new ArrayList<>();
        var reader = new EventReader("line", data::add);

        for (String line : """
                : a comment
                id: 7
                event: line
                data: one
                data:two
                data

                data: of no name

                event:line

                event: line
                data:  three

                event: line
                data: never ended\
                """.split("\n", -1)) {
            reader.line(line);
        }

        assertThat(data).containsExactly("one\ntwo\n", " three");
    }

    @Test
    void queriesAreEncoded() {
        assertThat(Query.of("/x").path()).isEqualTo("/x");
        assertThat(Query.of("/x")
                        .with("q", "a b&c=ü")
                        .with("none", null)
                        .with("y", "1")
                        .path())
                .isEqualTo("/x?q=a%20b%26c%3D%C3%BC&y=1");
    }
}
