package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of lists.
final class PagingTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 120).boxed().toList();

    @TempDir
    Path folder;

    private ApiHost host;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        host.routes()
                .get("/api/numbers", call -> list(call, "numbers"))
                .get("/api/others", call -> list(call, "others"));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void allPagesTogetherAreTheList() throws Exception {
        var all = new ArrayList<Integer>();
        String cursor = "";
        do {
            JsonNode page = ApiHost.json(get("/api/numbers?limit=50" + cursor));
            page.get("items").forEach(item -> all.add(item.asInt()));
            cursor = page.get("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(all).isEqualTo(NUMBERS);
    }

    @Test
    void aPageThatIsJustFullIsTheLast() throws Exception {
        assertThat(ApiHost.json(get("/api/numbers?limit=120")).get("nextCursor").isNull())
                .isTrue();
        assertThat(ApiHost.json(get("/api/numbers")).get("items")).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"numbers\"]",
                "[\"numbers\",\"1\",\"2\"]",
                "[\"numbers\",null]",
                "[\"numbers\",1]",
                "{}",
                "null",
                "[\"numbers\", \"1\"]",
                "[\"numbers\",\"x\"]",
                "x",
                "[\"numbers\",\"99999999999999999999\"]"
            })
    void madeUpCursorsAreRefused(String text) throws Exception {
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cursorsOfAnotherListOrBrokenOnesAreRefused() throws Exception {
        refused(ApiHost.json(get("/api/others?limit=1")).get("nextCursor").asText());
        refused(Cursor.of("numbers", List.of("1")) + "=");
        refused(Cursor.of("numbers", List.of("1")) + "A");
        refused("%20");
        refused("%00");
        refused("");
        refused("a".repeat(2_000));
    }

    private void refused(String cursor) throws Exception {
        HttpResponse<String> answer = get("/api/numbers?cursor=" + cursor);
        assertThat(answer.statusCode()).as(cursor).isEqualTo(400);
        assertThat(ApiHost.json(answer).get("field").asText()).isEqualTo("cursor");
    }

    private static Answer list(Call call, String name) {
        Paging paging = Paging.of(call, name, 1);
        long after = paging.afterNumber().orElse(-1L);
        List<Integer> found = NUMBERS.stream()
                .filter(number -> number > after)
                .limit(paging.wanted())
                .toList();
        return Answer.json(
                200, paging.page(found, number -> List.of(number.toString()), number -> number, (long) NUMBERS.size()));
    }

    private HttpResponse<String> get(String path) {
        return host.send("GET", path, "");
    }
}
