package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.platform.audit.Entry;
import com.matrixos.platform.containers.Handle;
import com.matrixos.testkit.time.Until;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody's computers over HTTP.
final class FleetTest {
    private static final Handle CAROL = Handle.of("carol");

    @TempDir
    Path folder;

    private SiteLab lab;

    @BeforeEach
    void open() {
        lab = new SiteLab(folder);
        lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
        lab.host.containers().provision(SiteLab.BOB, SiteLab.id("bob"));
        lab.host.containers().provision(CAROL, "made_by_hand");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void allAtOneGlance() throws Exception {
        lab.books.spend("alice", "1", "2");
        lab.books.spend("bob", "0.5", "3");
        lab.books.spend("zed", "0.25", "0.25");
        lab.host.pause(SiteLab.BOB);
        lab.host.containers().stop(CAROL);
        JsonNode fleet = lab.get("root", "/api/fleet");
        assertThat(fleet.get("running").asInt()).isEqualTo(1);
        assertThat(fleet.get("frozen").asInt()).isEqualTo(1);
        assertThat(fleet.get("stopped").asInt()).isEqualTo(1);
        assertThat(fleet.get("total").asInt()).isEqualTo(3);
        assertThat(fleet.get("memory").get("committedBytes").asLong()).isEqualTo(2L * (256 << 20));
        assertThat(fleet.get("memory").get("hostBytes").asLong()).isPositive();
        assertThat(fleet.get("spend").get("todayUsd").decimalValue()).isEqualByComparingTo("1.75");
        assertThat(fleet.get("engine").get("ok").asBoolean()).isTrue();
        assertThat(fleet.get("version").get("image").asText()).isEqualTo("matrix-os:latest");
        assertThat(fleet.get("wake").get("count").asInt()).isZero();
    }

    @Test
    void eachPartFailsAlone() throws Exception {
        lab.books.close();
        JsonNode fleet = lab.get("root", "/api/fleet");
        assertThat(fleet.get("spend").isNull()).isTrue();
        assertThat(fleet.get("engine").get("ok").asBoolean()).isTrue();
        lab.host.goAway();
        lab.host.clock().advance(Duration.ofSeconds(6));
        fleet = lab.get("root", "/api/fleet");
        assertThat(fleet.get("engine").get("ok").asBoolean()).isFalse();
        assertThat(fleet.get("version").isNull()).isTrue();
        assertThat(fleet.get("running").asInt()).isEqualTo(3);
    }

    @Test
    void wakesAndWantOfMemoryAreCounted() throws Exception {
        lab.host.containers().stop(SiteLab.ALICE);
        lab.host.containers().start(SiteLab.ALICE);
        JsonNode wake = lab.get("root", "/api/fleet").get("wake");
        assertThat(wake.get("count").asInt()).isEqualTo(1);
        assertThat(wake.get("p95Ms").asLong()).isZero();
    }

    @Test
    void othersFindNothing() throws Exception {
        for (String path : List.of(
                "/api/fleet",
                "/api/containers",
                "/api/containers/alice",
                "/api/containers/alice/events",
                "/api/containers/alice/logs",
                "/api/containers/alice/logs/stream",
                "/api/containers/alice/usage",
                "/api/users/usr_alice/quota",
                "/api/settings")) {
            assertThat(lab.send("alice", "GET", path, "").statusCode()).as(path).isEqualTo(404);
            assertThat(lab.send("", "GET", path, "").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(lab.send("alice", "POST", "/containers/alice/update", "").statusCode())
                .isEqualTo(404);
        assertThat(lab.send("alice", "PUT", "/api/users/usr_alice/quota", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theListIsSortedAndComesInPages() throws Exception {
        lab.books.spend("bob", "3", "3");
        lab.books.spend("made_by_hand", "1", "1");
        assertThat(pages("")).containsExactly("alice", "bob", "carol");
        assertThat(pages("&sort=-handle")).containsExactly("carol", "bob", "alice");
        assertThat(pages("&sort=-spend")).containsExactly("bob", "carol", "alice");
        assertThat(pages("&sort=memory")).containsExactly("alice", "bob", "carol");
        lab.host.clock().advance(Duration.ofSeconds(1));
        lab.host.containers().activity().touch(SiteLab.BOB);
        assertThat(pages("&sort=-lastActive").getFirst()).isEqualTo("bob");
    }

    @Test
    void theListIsCutDown() throws Exception {
        lab.host.containers().stop(CAROL);
        assertThat(pages("&status=stopped")).containsExactly("carol");
        assertThat(pages("&q=BOB@example")).containsExactly("bob");
        assertThat(pages("&q=by_hand")).containsExactly("carol");
        assertThat(pages("&q=nobody")).isEmpty();
    }

    @Test
    void aRowHasAllThatIsKnown() throws Exception {
        lab.books.spend("alice", "1", "2");
        lab.host.use(SiteLab.ALICE, 50 << 20, 0);
        lab.host.clock().advance(Duration.ofMinutes(1));
        JsonNode row = lab.get("root", "/api/containers/alice");
        assertThat(row.get("owner").get("email").asText()).isEqualTo("alice@example.com");
        assertThat(row.get("memoryBytes").asLong()).isEqualTo(50 << 20);
        assertThat(row.get("memoryLimitBytes").asLong()).isEqualTo(256 << 20);
        assertThat(row.get("todayUsd").decimalValue()).isEqualByComparingTo("1");
        assertThat(row.get("dayLimitUsd").decimalValue()).isEqualByComparingTo("5");
        assertThat(row.get("monthLimitUsd").isNull()).isTrue();
        assertThat(row.get("cause").asText()).startsWith("awake since");
        assertThat(row.get("version").asText()).isEqualTo("1");
        assertThat(row.get("containerId").asText()).startsWith("id-");
        assertThat(lab.get("root", "/api/containers/carol").get("owner").isNull())
                .isTrue();
        assertThat(lab.get("root", "/api/containers").get("items").get(0).has("containerId"))
                .isFalse();
    }

    @Test
    void badQueriesAreNamed() throws Exception {
        assertBad("sort", "sort=colour");
        assertBad("status", "status=nonsense");
        assertBad("limit", "limit=0");
        assertBad("limit", "limit=201");
        assertBad("limit", "limit=x");
        assertBad("cursor", "cursor=!!");
        assertBad("cursor", "cursor=e30");
        String cursor =
                lab.get("root", "/api/containers?limit=1").get("nextCursor").asText();
        assertBad("cursor", "sort=-handle&cursor=" + cursor);
    }

    @Test
    void whatHappenedIsListed() throws Exception {
        lab.host.containers().stop(SiteLab.ALICE);
        JsonNode events = lab.get("root", "/api/containers/alice/events").get("items");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("title").asText()).isEqualTo("Put to sleep: somebody asked for it");
        assertThat(events.get(0).get("outcome").asText()).isEqualTo("stopped");
        assertThat(events.get(1).get("title").asText()).isEqualTo("Set up");
    }

    @Test
    void theLogIsReadWithoutSecretsAndThatIsWrittenDown() throws Exception {
        lab.host.write(SiteLab.ALICE, "one");
        lab.host.write(SiteLab.ALICE, "key mx_abcdefgh-12");
        assertThat(lab.send("root", "GET", "/api/containers/alice/logs?tail=1", "")
                        .body())
                .isEqualTo("{\"lines\":[\"key (token)\"]}");
        assertThat(lab.audit.entries()).extracting(Entry::action).contains("computer.log-read");
        assertThat(lab.send("root", "GET", "/api/containers/alice/logs?tail=0", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(lab.send("root", "GET", "/api/containers/nobody/logs", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAdminUpdatesAComputer() throws Exception {
        lab.host.build("sha256:2");
        assertThat(lab.send("root", "POST", "/containers/alice/update", "").body())
                .isEqualTo("{\"ok\":true}");
        assertThat(lab.host.engine().list())
                .filteredOn(seen -> seen.handle().equals(SiteLab.ALICE))
                .extracting(seen -> seen.image())
                .containsExactly("sha256:2");
        lab.host.loseImage();
        HttpResponse<String> refused = lab.send("root", "POST", "/containers/bob/update", "");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("image-missing");
        assertThat(lab.host.containers().find(SiteLab.BOB).orElseThrow().status())
                .isEqualTo("running");
    }

    @Test
    void usageAndLimits() throws Exception {
        assertThat(lab.send("alice", "GET", "/api/me/usage?by=model", "").body())
                .isEqualTo("{\"items\":[{\"key\":\"dim=model\",\"calls\":3,\"inputTokens\":100,\"outputTokens\":50,"
                        + "\"costUsd\":0.250000000}]}");
        assertThat(lab.send("alice", "GET", "/api/me/usage?by=colour", "").statusCode())
                .isEqualTo(400);
        assertThat(lab.send("root", "GET", "/api/containers/carol/usage", "").body())
                .contains("dim=day");
        String quota = "/api/users/usr_alice/quota";
        assertThat(lab.get("root", quota).get("dailyLimitUsd").decimalValue()).isEqualByComparingTo("5");
        assertThat(lab.send("root", "PUT", quota, "{\"dailyLimitUsd\":1.5,\"monthlyLimitUsd\":null}")
                        .body())
                .isEqualTo("{\"dailyLimitUsd\":1.5,\"monthlyLimitUsd\":null,\"todayUsd\":0.000000000,"
                        + "\"monthUsd\":0.000000000}");
        assertThat(lab.send("root", "PUT", quota, "{\"dailyLimitUsd\":-1}").body())
                .contains("\"field\":\"dailyLimitUsd\"");
        assertThat(lab.send("root", "GET", "/api/users/usr_nobody/quota", "").statusCode())
                .isEqualTo(404);
        assertThat(lab.get("root", "/api/containers/alice").get("dayLimitUsd").decimalValue())
                .isEqualByComparingTo("1.5");
        lab.books.close();
        lab.host.clock().advance(Duration.ofSeconds(6));
        HttpResponse<String> away = lab.send("alice", "GET", "/api/me/usage", "");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("usage-unavailable");
    }

    @Test
    void theProxyIsNotAskedForEveryPage() throws Exception {
        lab.get("root", "/api/fleet");
        int before = lab.books.asked.get();
        lab.get("root", "/api/fleet");
        lab.get("root", "/api/containers");
        assertThat(lab.books.asked.get()).isEqualTo(before);
        lab.host.clock().advance(Duration.ofSeconds(6));
        Until.holds("it is asked again", () -> {
            try {
                lab.get("root", "/api/fleet");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return lab.books.asked.get() > before;
        });
    }

    /// The handles of all pages of one.
    private List<String> pages(String query) throws Exception {
        var handles = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = lab.get("root", "/api/containers?limit=1" + query + cursor);
            page.get("items").forEach(row -> handles.add(row.get("handle").asText()));
            cursor = page.get("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("nextCursor").asText();
        } while (!cursor.isEmpty());
        return handles;
    }

    private void assertBad(String field, String query) throws Exception {
        HttpResponse<String> answer = lab.send("root", "GET", "/api/containers?" + query, "");
        assertThat(answer.statusCode()).as(query).isEqualTo(400);
        assertThat(answer.body()).as(query).contains("\"field\":\"" + field + "\"");
    }
}
