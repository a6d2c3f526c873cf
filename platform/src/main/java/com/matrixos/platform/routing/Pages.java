package com.matrixos.platform.routing;

import com.matrixos.relay.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Draws the platform's own pages, and holds their style and script. Immutable after loading.
final class Pages {
    /// Where every host of ours serves the style.
    static final String STYLE = "/.matrix/page.css";

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

    private final String layout = new String(resource("page.html"), StandardCharsets.UTF_8);
    private final byte[] style = resource("page.css");
    private final Map<String, byte[]> scripts = Map.of("wake.js", resource("wake.js"), "done.js", resource("done.js"));

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

    /// One of the scripts beside the pages.
    Verdict.Respond script(String name) {
        return file("text/javascript; charset=utf-8", Objects.requireNonNull(scripts.get(name)));
    }

    private String draw(Page page) {
        return layout.replace("{{script}}", scriptTag(page.script()))
                .replace("{{title}}", escape(page.heading()))
                .replace("{{mood}}", page.mood())
                .replace("{{heading}}", escape(page.heading()))
                .replace("{{action}}", button(page.action()))
                .replace("{{cause}}", escape(page.cause()))
                .replace("{{effect}}", escape(page.effect()));
    }

    private static String scriptTag(@Nullable String name) {
        return name == null ? "" : "<script type=\"module\" src=\"/.matrix/" + name + "\"></script>";
    }

    private static String button(Page.@Nullable Action action) {
        return action == null
                ? ""
                : "<a class=\"action\" href=\"" + escape(action.href()) + "\">" + escape(action.label()) + "</a>";
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
