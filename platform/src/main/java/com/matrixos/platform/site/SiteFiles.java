package com.matrixos.platform.site;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.ProblemException;
import com.matrixos.base.http.Routes;
import com.matrixos.base.http.StaticFiles;
import com.matrixos.platform.access.PublicAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The site's own pages, on every path of the root host that nothing else answers. A path without a file
/// is the site's page when a browser wants a page, for the page's own router, and nothing otherwise.
/// `demo/` is a page of its own, which the site shows in a frame. When the pages are on another server,
/// whoever wants one is sent there.
public final class SiteFiles implements Endpoint {
    /// What is never a page: a path below these that nothing answers is not there.
    private static final List<String> RESERVED =
            List.of("/api", "/containers", "/open", "/openapi.json", "/health", "/metrics");

    private static final String DEMO = "demo/";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "public, no-cache";

    private static final String MISSING = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>The site is not built</title>
            <h1>The site is not built</h1>
            <p>Matrix OS runs, and its computers and its API can be used. Only the pages that belong here are missing.</p>
            <p>Build them with <code>./matrixos up</code> in the checkout, or with <code>npm ci &amp;&amp; npm run build</code>
            in its folder <code>web</code>; then load this page again. <code>PLATFORM_SITE_DIR</code> says where they are
            looked for.</p>
            </html>
            """;

    private final Path folder;
    private final PublicAddress address;
    private final StaticFiles files;
    private final Optional<String> clerk;

    /// @param folder the built site, with an `index.html`
    /// @param clerk the origin of Clerk's own program, where people sign in by Clerk
    public SiteFiles(Path folder, PublicAddress address, Optional<String> clerk) {
        this.clerk = clerk;
        this.folder = folder;
        this.address = address;
        this.files = new StaticFiles(folder, Map.of());
    }

    /// Ends the table: call after everything else has been added.
    public void addTo(Routes routes) {
        for (String reserved : RESERVED) {
            routes.nothing(reserved).nothing(reserved + "/{rest*}");
        }
        routes.get("/{path*}", this);
    }

    @Override
    public Answer answer(Call call) throws IOException {
        String name = call.path().substring(1);
        if (page(call) && !atHome(call)) {
            return secured(Answer.empty(302).with("location", address.site() + encoded(call.path())), "'none'");
        }
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            return missing(call);
        }
        if (name.equals("demo") && Files.isRegularFile(folder.resolve(DEMO + "index.html"))) {
            return Answer.empty(308).with("location", "/" + DEMO);
        }
        return serve(call, name);
    }

    /// Whether this is the address where the site is. On any other that leads here (`www.`, `api.`, 127.0.0.1) a
    /// browser would have another cookie, and no passkey would fit.
    private boolean atHome(Call call) {
        return address.elsewhere().isEmpty()
                && call.header("host")
                        .map(host -> host.replaceFirst(":\\d+$", ""))
                        .filter(address.domain()::equals)
                        .isPresent();
    }

    private Answer serve(Call call, String name) throws IOException {
        boolean demo = name.startsWith(DEMO);
        Optional<Answer> found = files.file(call, name);
        if (found.isEmpty() && page(call) && !asset(name)) {
            found = files.file(call, demo ? DEMO + "index.html" : "index.html");
        }
        return found.map(answer -> secured(
                        answer.with("cache-control", asset(name) ? FOR_EVER : ASK_AGAIN), demo ? "'self'" : "'none'"))
                .orElseThrow(SiteFiles::nothing);
    }

    private Answer missing(Call call) {
        if (!page(call)) {
            throw nothing();
        }
        return secured(Answer.text(503, "text/html", MISSING).with("cache-control", "no-store"), "'none'");
    }

    /// @param framedBy whose pages may show this one in a frame
    private Answer secured(Answer answer, String framedBy) {
        Answer secured = answer.with("content-security-policy", policy(framedBy))
                .with("cross-origin-opener-policy", "same-origin")
                .with("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .with("referrer-policy", "same-origin")
                .with("x-content-type-options", "nosniff");
        return address.scheme().equals("https")
                ? secured.with("strict-transport-security", "max-age=31536000")
                : secured;
    }

    /// Clerk's needs are those that its documentation lists ("Content Security Policy").
    private String policy(String framedBy) {
        String program = clerk.map(origin -> " " + origin).orElse("");
        String challenge = clerk.map(_ -> " https://challenges.cloudflare.com").orElse("");
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self'" + program + challenge,
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:"
                        + clerk.map(_ -> " https://img.clerk.com").orElse(""),
                "connect-src 'self'" + program,
                "font-src 'self'",
                "frame-src 'self'" + challenge,
                "worker-src 'self'" + clerk.map(_ -> " blob:").orElse(""),
                "frame-ancestors " + framedBy,
                "base-uri 'none'",
                "form-action 'self'",
                "object-src 'none'");
    }

    /// Whether a browser wants a page here; the root is one whoever asks.
    private static boolean page(Call call) {
        return call.path().equals("/")
                || call.headers("accept").stream().anyMatch(accepted -> accepted.contains("text/html"));
    }

    private static boolean asset(String name) {
        return name.startsWith("assets/") || name.startsWith(DEMO + "assets/");
    }

    private static String encoded(String path) {
        try {
            // With a host before it a path of two slashes stays a path.
            return new URI("http", "host", path, null).getRawPath();
        } catch (URISyntaxException _) {
            return "/";
        }
    }

    private static ProblemException nothing() {
        return Problem.of("not-found", 404, "There is nothing here", "no such resource")
                .exception();
    }
}
