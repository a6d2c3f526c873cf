package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.http.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Headers, origins and limits.
final class ApiFiltersTest {
    private static final String SITE = "https://matrix.example";
    private static final Limits SMALL = new Limits(5, 20, 3, 2);

    @TempDir
    Path folder;

    private ApiHost host;

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void answersAreDataAndNobodysToKeep() {
        serve("", Limits.DEFAULT);

        for (String path : List.of("/api/thing", "/api/nowhere", "/api/broken")) {
            assertThat(get(path).headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("private, no-store"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"));
        }
        assertThat(get("/api/public").headers().firstValue("cache-control")).contains("public, max-age=60");
        assertThat(get("/page").headers().map())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKeys("content-security-policy", "referrer-policy", "ratelimit-limit");
    }

    @Test
    void theSitesPagesMayReadAnswersWhereverTheyAre() {
        serve(SITE, Limits.DEFAULT);

        for (String path : List.of("/api/thing", "/api/nowhere")) {
            HttpResponse<String> answer = get(path, "origin", SITE);
            assertThat(answer.headers().map())
                    .as(path)
                    .containsEntry("access-control-allow-origin", List.of(SITE))
                    .containsEntry("access-control-allow-credentials", List.of("true"))
                    .containsEntry("vary", List.of("Origin"));
            assertThat(answer.headers()
                            .firstValue("access-control-expose-headers")
                            .orElseThrow())
                    .contains("etag", "retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset");
        }
    }

    @Test
    void aPreflightIsAnsweredAndCostsNothing() {
        serve(SITE, SMALL);

        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer =
                    host.send("OPTIONS", "/api/thing", "", "origin", SITE, "access-control-request-method", "PATCH");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers()
                            .firstValue("access-control-allow-methods")
                            .orElseThrow())
                    .contains("PATCH", "DELETE");
            assertThat(answer.headers()
                            .firstValue("access-control-allow-headers")
                            .orElseThrow())
                    .contains("idempotency-key", "if-match", "content-type");
        }
    }

    @Test
    void noOtherOriginIsLetIn() {
        serve(SITE, Limits.DEFAULT);

        for (String origin : List.of(
                "https://evil.example",
                "null",
                "http://matrix.example",
                SITE + ".evil.example",
                SITE + ":443",
                "https://alice.matrix.example",
                SITE + "/",
                "HTTPS://MATRIX.EXAMPLE")) {
            HttpResponse<String> preflight =
                    host.send("OPTIONS", "/api/thing", "", "origin", origin, "access-control-request-method", "PATCH");
            assertThat(preflight.statusCode()).as(origin).isEqualTo(405);
            for (HttpResponse<String> answer : List.of(preflight, get("/api/thing", "origin", origin))) {
                assertThat(answer.headers().map().keySet())
                        .as(origin)
                        .noneMatch(name -> name.startsWith("access-control"));
                assertThat(answer.headers().firstValue("vary")).contains("Origin");
            }
        }
    }

    @Test
    void withTheSiteHereNoOriginIsLetIn() {
        serve("", Limits.DEFAULT);

        assertThat(get("/api/thing", "origin", "http://localhost:9000")
                        .headers()
                        .map()
                        .keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void strangersAreCountedByAddress() throws Exception {
        serve("", SMALL);

        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = get("/api/thing", "x-forwarded-for", "192.0.2.1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ratelimit-limit")).contains("3");
            assertThat(answer.headers().firstValue("ratelimit-remaining")).contains(Integer.toString(left));
            assertThat(answer.headers().firstValue("ratelimit-reset")).contains(Integer.toString((3 - left) * 20));
        }
        HttpResponse<String> refused = get("/api/thing", "x-forwarded-for", "192.0.2.1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(ApiHost.slug(refused)).isEqualTo("too-many-requests");
        assertThat(refused.headers().firstValue("retry-after")).contains("20");
        assertThat(refused.headers().firstValue("ratelimit-remaining")).contains("0");
        assertThat(refused.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(get("/api/thing", "x-forwarded-for", "192.0.2.2").statusCode())
                .isEqualTo(200);

        host.time().advance(Duration.ofSeconds(20));
        assertThat(get("/api/thing", "x-forwarded-for", "192.0.2.1").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/thing", "x-forwarded-for", "192.0.2.1").statusCode())
                .isEqualTo(429);
    }

    @Test
    void whatAClientClaimsAboutItselfDoesNotCount() {
        serve("", SMALL);

        for (int i = 0; i < 3; i++) {
            get("/api/thing", "x-forwarded-for", "10.0.0." + i + ", 192.0.2.1, 127.0.0.1");
        }
        assertThat(get("/api/thing", "x-forwarded-for", "nonsense, 192.0.2.1, 127.0.0.1")
                        .statusCode())
                .isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            get("/api/thing", "authorization", "Bearer guess" + i, "x-forwarded-for", "192.0.2.9");
        }
        assertThat(get("/api/thing", "authorization", "Bearer guess", "x-forwarded-for", "192.0.2.9")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        serve("", SMALL);

        for (int i = 0; i < 3; i++) {
            get("/api/thing", "x-forwarded-for", "2001:db8:1:2:" + i + "::1");
        }
        assertThat(get("/api/thing", "x-forwarded-for", "2001:db8:1:2:ffff::").statusCode())
                .isEqualTo(429);
        assertThat(get("/api/thing", "x-forwarded-for", "2001:db8:1:3::1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAccountIsCountedWhereverItComesFrom() {
        serve("", SMALL);
        String[] alice = host.signedIn("alice", "user");

        for (int i = 0; i < 5; i++) {
            assertThat(get("/api/thing", ApiHost.and(alice, "x-forwarded-for", "192.0.2." + i))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(get("/api/thing", ApiHost.and(alice, "x-forwarded-for", "192.0.2.99"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(get("/api/thing", "x-forwarded-for", "192.0.2.99").statusCode())
                .isEqualTo(200);
        assertThat(get("/api/thing", ApiHost.OPERATOR).headers().firstValue("ratelimit-limit"))
                .contains("20");
    }

    @Test
    void signingInIsCountedByItself() {
        serve("", SMALL);
        String[] alice = host.signedIn("alice", "user");

        get("/api/auth/x", "x-forwarded-for", "192.0.2.1");
        get("/api/auth/x", ApiHost.and(alice, "x-forwarded-for", "192.0.2.1"));
        assertThat(get("/api/auth/x", "x-forwarded-for", "192.0.2.1").statusCode())
                .isEqualTo(429);
        assertThat(get("/api/auth/x", ApiHost.and(alice, "x-forwarded-for", "192.0.2.1"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(get("/api/thing", "x-forwarded-for", "192.0.2.1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesAndHealthAreNotCounted() {
        serve("", SMALL);

        for (int i = 0; i < 10; i++) {
            assertThat(get("/page").statusCode()).isEqualTo(200);
        }
    }

    private void serve(String site, Limits limits) {
        host = new ApiHost(folder, site, limits);
        host.routes()
                .get("/api/thing", _ -> Answer.json(200, Map.of("a", 1)))
                .get("/api/auth/x", _ -> Answer.json(200, Map.of("a", 1)))
                .get("/api/public", _ -> Answer.json(200, Map.of()).with("cache-control", "public, max-age=60"))
                .get("/api/broken", _ -> {
                    throw new IllegalStateException("broken");
                })
                .get("/page", _ -> Answer.text(200, "text/html", "<title>page</title>"));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return host.send("GET", path, "", headers);
    }
}
