package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.access.PublicAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The site's files at the root host.
final class SiteFilesTest {
    private static final String[] PAGE = {"accept", "text/html,application/xhtml+xml,*/*;q=0.8"};

    @TempDir
    Path folder;

    @Test
    void pagesFilesAndNothing() throws Exception {
        try (var lab = new SiteLab(folder)) {
            build(lab.siteDir);
            HttpResponse<String> root = lab.sendWith("GET", "/");
            assertThat(root.body()).isEqualTo("the page");
            assertThat(root.headers().firstValue("cache-control")).contains("public, no-cache");
            assertThat(root.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'");
            assertThat(root.headers().firstValue("cross-origin-opener-policy")).contains("same-origin");
            assertThat(root.headers().firstValue("strict-transport-security")).isEmpty();
            assertThat(lab.sendWith("GET", "/dashboard/usage", PAGE).body()).isEqualTo("the page");
            assertThat(lab.sendWith("GET", "/dashboard/usage").statusCode()).isEqualTo(404);
            HttpResponse<String> asset = lab.sendWith("GET", "/assets/app-1234.js");
            assertThat(asset.body()).isEqualTo("code");
            assertThat(asset.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
            assertThat(lab.sendWith("GET", "/assets/gone.js", PAGE).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsReservedIsNoPage() throws Exception {
        try (var lab = new SiteLab(folder)) {
            build(lab.siteDir);
            for (String path : List.of(
                    "/api", "/api/nothing", "/containers/x/y", "/open", "/openapi.json", "/health", "/metrics/x")) {
                HttpResponse<String> answer = lab.sendWith("GET", path, PAGE);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            }
            assertThat(lab.sendWith("GET", "/apiary", PAGE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theDemoIsAPageOfItsOwn() throws Exception {
        try (var lab = new SiteLab(folder)) {
            build(lab.siteDir);
            assertThat(lab.sendWith("GET", "/demo").headers().firstValue("location"))
                    .contains("/demo/");
            HttpResponse<String> demo = lab.sendWith("GET", "/demo/", PAGE);
            assertThat(demo.body()).isEqualTo("the demo");
            assertThat(demo.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("frame-ancestors 'self'");
            assertThat(lab.sendWith("GET", "/demo/files/x", PAGE).body()).isEqualTo("the demo");
            assertThat(lab.sendWith("GET", "/demo/assets/d-1.js").headers().firstValue("cache-control"))
                    .contains("public, max-age=31536000, immutable");
        }
    }

    @Test
    void whatIsNotBuiltSaysHowToBuildIt() throws Exception {
        try (var lab = new SiteLab(folder)) {
            HttpResponse<String> page = lab.sendWith("GET", "/login", PAGE);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("not built", "./matrixos up");
            assertThat(lab.sendWith("GET", "/favicon.ico").statusCode()).isEqualTo(404);
            assertThat(lab.get("", "/api/status").has("ok")).isTrue();
        }
    }

    @Test
    void overHttpsBrowsersAreToldToStay() throws Exception {
        try (var lab = new SiteLab(folder, Map.of(), PublicAddress.of("example.com", 9000, ""))) {
            build(lab.siteDir);
            assertThat(lab.sendWith("GET", "/").headers().firstValue("strict-transport-security"))
                    .contains("max-age=31536000");
        }
    }

    @Test
    void whoWantsAPageIsSentToWhereThePagesAre() throws Exception {
        try (var lab =
                new SiteLab(folder, Map.of(), PublicAddress.of("example.com", 9000, "https://www.example.org"))) {
            assertThat(lab.sendWith("GET", "/").headers().firstValue("location"))
                    .contains("https://www.example.org/");
            assertThat(lab.sendWith("GET", "/a%0d%0ab/%2e", PAGE)
                            .headers()
                            .map()
                            .keySet())
                    .doesNotContain("b/");
            assertThat(lab.sendWith("GET", "//evil.example/x", PAGE)
                            .headers()
                            .firstValue("location")
                            .orElse(""))
                    .doesNotStartWith("//");
            assertThat(lab.sendWith("GET", "/api/nothing", PAGE).statusCode()).isEqualTo(404);
        }
    }

    private static void build(Path site) throws Exception {
        Files.createDirectories(site.resolve("assets"));
        Files.createDirectories(site.resolve("demo/assets"));
        Files.writeString(site.resolve("index.html"), "the page");
        Files.writeString(site.resolve("assets/app-1234.js"), "code");
        Files.writeString(site.resolve("demo/index.html"), "the demo");
        Files.writeString(site.resolve("demo/assets/d-1.js"), "code");
    }
}
