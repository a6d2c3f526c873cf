package com.matrixos.platform.routing;

import com.matrixos.relay.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Draws the platform's own pages, and holds their style and script. Immutable after loading.
final class Pages {
    /// Where every host of ours serves the style.
    static final String STYLE = "/.matrix/page.css";

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    private final String layout = new String(resource("page.html"), StandardCharsets.UTF_8);
    private final byte[] style = resource("page.css");
    private final byte[] script = resource("wake.js");

    /// A page as an answer.
    Verdict.Respond answer(int status, Page page) {
        return new Verdict.Respond(
                status,
                Map.of(
                        "content-type", "text/html; charset=utf-8",
                        "cache-control", "private, no-store",
                        "content-security-policy", POLICY,
                        "referrer-policy", "no-referrer",
                        "x-content-type-options", "nosniff"),
                draw(page).getBytes(StandardCharsets.UTF_8));
    }

    Verdict.Respond style() {
        return file("text/css; charset=utf-8", style);
    }

    Verdict.Respond script() {
        return file("text/javascript; charset=utf-8", script);
    }

    private String draw(Page page) {
        String action = page.action() == null ? "" : "<a class=\"action\" href=\"\">" + escape(page.action()) + "</a>";
        return layout.replace(
                        "{{script}}", page.script() ? "<script type=\"module\" src=\"/.matrix/wake.js\"></script>" : "")
                .replace("{{title}}", escape(page.heading()))
                .replace("{{mood}}", page.mood())
                .replace("{{heading}}", escape(page.heading()))
                .replace("{{action}}", action)
                .replace("{{cause}}", escape(page.cause()))
                .replace("{{effect}}", escape(page.effect()));
    }

    private static Verdict.Respond file(String mediaType, byte[] bytes) {
        return new Verdict.Respond(
                200, Map.of("content-type", mediaType, "cache-control", "public, max-age=300"), bytes);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream("/pages/" + name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: /pages/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + name, e);
        }
    }
}
