package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.proxy.owned.SharedKey.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListsTest {
    @TempDir
    private Path folder;

    private SharedKey proxy;

    @BeforeEach
    void start() {
        proxy = new SharedKey(folder);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    @Test
    void showsEachUserTheirOwn() throws Exception {
        String first = proxy.file("alice");
        String bobs = proxy.file("bob");
        proxy.organisation.file();
        String second = proxy.file("alice");
        Seen seen = proxy.send("alice", "GET", "/v1/files?beta=true&x=%20y");
        assertThat(proxy.organisation.asked()).endsWith("GET /v1/files?beta=true&x=%20y&limit=1000");
        assertThat(seen.ids()).containsExactly(second, first);
        assertThat(seen.body())
                .endsWith("\"has_more\":false,\"first_id\":\"" + second + "\",\"last_id\":\"" + first
                        + "\",\"future\":1}");
        assertThat(seen.header("request-id")).contains("req_1");
        assertThat(seen.header("x-budget")).contains("alice");
        assertThat(seen.header("anthropic-ratelimit-requests-remaining")).isEmpty();
        assertThat(proxy.send("bob", "GET", "/v1/files").ids()).containsExactly(bobs);
    }

    @Test
    void aListOfNothingIsEmpty() throws Exception {
        proxy.batch("alice");
        Seen seen = proxy.send("bob", "GET", "/v1/messages/batches");
        assertThat(seen.body())
                .isEqualTo("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null,\"future\":1}");
    }

    @Test
    void pagesForwardsAndBackwards() throws Exception {
        var mine = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            mine.addFirst(proxy.batch("alice"));
            proxy.batch("bob");
        }
        String list = "/v1/messages/batches?limit=2";
        assertPage(proxy.send("alice", "GET", list), mine.subList(0, 2), true);
        assertPage(proxy.send("alice", "GET", list + "&after_id=" + mine.get(1)), mine.subList(2, 4), true);
        assertPage(proxy.send("alice", "GET", list + "&after_id=" + mine.get(3)), mine.subList(4, 5), false);
        assertPage(proxy.send("alice", "GET", list + "&before_id=" + mine.get(4)), mine.subList(2, 4), true);
        assertPage(proxy.send("alice", "GET", list + "&before_id=" + mine.get(2)), mine.subList(0, 2), false);
        assertThat(proxy.organisation.asked()).endsWith("GET /v1/messages/batches?limit=1000&before_id=" + mine.get(2));
    }

    private static void assertPage(Seen seen, List<String> ids, boolean more) {
        assertThat(seen.ids()).isEqualTo(ids);
        assertThat(seen.json().path("has_more").asBoolean()).isEqualTo(more);
        assertThat(seen.json().path("first_id").asText()).isEqualTo(ids.getFirst());
        assertThat(seen.json().path("last_id").asText()).isEqualTo(ids.getLast());
    }

    @Test
    void shownAreTwentyUnlessToldOtherwise() throws Exception {
        for (int i = 0; i < 21; i++) {
            proxy.file("alice");
        }
        assertThat(proxy.send("alice", "GET", "/v1/files").ids()).hasSize(20);
        assertThat(proxy.send("alice", "GET", "/v1/files?limit=1000").ids()).hasSize(21);
    }

    @Test
    void oldOnesBehindAThousandOfOthersAreReachedByTheirIds() throws Exception {
        String old = proxy.file("alice");
        for (int i = 0; i < 1_000; i++) {
            proxy.organisation.file();
        }
        Seen hidden = proxy.send("alice", "GET", "/v1/files");
        assertThat(hidden.ids()).isEmpty();
        assertThat(hidden.json().path("has_more").asBoolean()).isFalse();
        assertThat(proxy.send("alice", "GET", "/v1/files/" + old).id()).isEqualTo(old);
        String recent = proxy.file("alice");
        Seen page = proxy.send("alice", "GET", "/v1/files");
        assertThat(page.ids()).containsExactly(recent);
        assertThat(page.json().path("has_more").asBoolean()).isTrue();
        assertThat(proxy.send("alice", "GET", "/v1/files?after_id=" + recent).ids())
                .as("the page ends just before it")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=1001", "limit=", "limit", "limit=x", "limit=-1", "limit=99999", "%6cimit=0"})
    void aLimitOutOfRangeIsNamed(String query) throws Exception {
        Seen seen = proxy.send("alice", "GET", "/v1/files?" + query);
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.error()).isEqualTo("invalid_request_error");
        assertThat(seen.body()).contains("limit: ");
        assertThat(proxy.organisation.asked()).isEmpty();
    }

    @Test
    void aParameterThatIsGivenTwiceIsNamed() throws Exception {
        String mine = proxy.file("alice");
        Seen seen = proxy.send("alice", "GET", "/v1/files?after_id=" + mine + "&%61fter_id=" + mine);
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.body()).contains("after_id: must be given once");
    }

    @Test
    void cursorsMustBeTheCallersOwn() throws Exception {
        String theirs = proxy.file("bob");
        proxy.file("alice");
        int before = proxy.organisation.asked().size();
        for (String cursor : List.of("after_id=" + theirs, "before_id=" + theirs, "after_id=file_none", "after_id=")) {
            Seen seen = proxy.send("alice", "GET", "/v1/files?" + cursor);
            assertThat(seen.status()).as(cursor).isEqualTo(404);
            assertThat(seen.body()).contains("file not found: ");
        }
        assertThat(proxy.organisation.asked()).hasSize(before);
    }

    @Test
    void theLengthOfEverybodysListIsNotTold() throws Exception {
        proxy.file("bob");
        Seen seen = proxy.send("alice", "HEAD", "/v1/files");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("content-length")).contains("0");
    }

    @Test
    void whatIsNoListIsNotShown() throws Exception {
        for (String body :
                List.of("{\"data\":{\"id\":\"file_theirs\"}}", "[{\"id\":\"file_theirs\"}]", "file_theirs")) {
            proxy.organisation.once((_, reply) -> reply.json(200, body));
            Seen seen = proxy.send("alice", "GET", "/v1/files");
            assertThat(seen.status()).isEqualTo(502);
            assertThat(seen.body()).doesNotContain("file_theirs");
        }
        proxy.organisation.once((_, reply) -> reply.json(200, "{\"data\":[7,null,\"x\",{\"id\":3},[]],\"n\":1.50}"));
        assertThat(proxy.send("alice", "GET", "/v1/files").body()).startsWith("{\"data\":[],\"n\":1.50,");
    }

    @Test
    void errorsPassAsTheyAre() throws Exception {
        proxy.organisation.once((_, reply) -> reply.error(529, "overloaded_error", "later"));
        Seen seen = proxy.send("alice", "GET", "/v1/files");
        assertThat(seen.status()).isEqualTo(529);
        assertThat(seen.body()).contains("later");
    }
}
