package com.matrixos.platform.integrations.inngest;

import com.matrixos.api.settings.IntegrationSettings;
import com.matrixos.api.settings.PlatformSettings;
import com.matrixos.base.config.Config;
import com.matrixos.base.config.Environment;
import com.matrixos.base.config.Setting;
import com.matrixos.base.json.Json;
import com.matrixos.platform.integrations.Receipts;
import com.matrixos.platform.integrations.TestSite;
import com.matrixos.platform.integrations.clerk.ClerkPeople;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;

/// Our endpoint on a [TestSite], beside an Inngest of ours, and what is needed to call it as Inngest would.
final class InngestSite implements AutoCloseable {
    static final String KEY = "signkey-test-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static final String FALLBACK = "signkey-test-fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
    static final String PROVISION = "?fnId=matrix-os-provision-matrix-os&stepId=step";
    static final String REMOVE = "?fnId=matrix-os-remove-matrix-os&stepId=step";

    static final SigningKey SIGNER = SigningKey.parse("key", KEY);

    final ScriptedInngest inngest = new ScriptedInngest(SIGNER.hashed());
    final TestSite site;

    InngestSite(Path folder, Map<String, String> more) {
        site = new TestSite(folder);
        var environment = new HashMap<>(Map.of(
                "INNGEST_SIGNING_KEY",
                KEY,
                "INNGEST_SIGNING_KEY_FALLBACK",
                FALLBACK,
                "INNGEST_EVENT_KEY",
                "event-key-hush",
                "INNGEST_API_BASE_URL",
                inngest.uri().toString()));
        environment.putAll(more);
        var routes = new InngestRoutes(
                settings(environment, site.address.control()),
                new MatrixFunctions(new ClerkPeople(site.arrivals), site.settling).all(),
                new Receipts(site.database, site.time),
                site.guard,
                site.audit,
                site.outward,
                site.time);
        site.with(routes::addTo).start();
    }

    static InngestSettings settings(Map<String, String> environment, String control) {
        List<Setting<?>> known = Stream.of(IntegrationSettings.ALL, List.<Setting<?>>of(PlatformSettings.DOMAIN))
                .<Setting<?>>flatMap(List::stream)
                .toList();
        return InngestSettings.from(Config.read(known, Environment.of(environment)), control)
                .orElseThrow();
    }

    /// The body of a request to run a function.
    static Map<String, Object> run(Map<String, ?> data, Map<String, ?> steps, Map<String, ?> context) {
        return run("clerk/user.created", data, steps, context);
    }

    static Map<String, Object> run(String name, Map<String, ?> data, Map<String, ?> steps, Map<String, ?> context) {
        var event = Map.of("id", "evt_1", "name", name, "data", data, "ts", 1_700_000_000_000L);
        var ctx = new LinkedHashMap<String, Object>();
        ctx.put("run_id", "run_1");
        ctx.put("attempt", 0);
        ctx.put("disable_immediate_execution", false);
        ctx.put("use_api", false);
        ctx.put("stack", Map.of("stack", List.copyOf(steps.keySet()), "current", steps.size()));
        ctx.putAll(context);
        return Map.of("event", event, "events", List.of(event), "steps", steps, "ctx", ctx, "version", -1);
    }

    /// A request to any server that serves the protocol, signed at that second with that key.
    static HttpRequest.Builder signed(URI uri, String method, Object body, SigningKey key, long seconds)
            throws Exception {
        byte[] bytes = body == null ? new byte[0] : body instanceof byte[] raw ? raw : Json.write(body);
        byte[] canonical = bytes.length == 0 ? bytes : new JsonCanonicalizer(bytes).getEncodedUTF8();
        String time = Long.toString(seconds);
        return HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .header(Signatures.HEADER, "t=" + time + "&s=" + key.sign(canonical, time))
                .method(
                        method,
                        bytes.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    /// To ours, a second after the last.
    HttpResponse<String> send(String method, String query, Object body, String... headers) throws Exception {
        site.time.advance(Duration.ofSeconds(1));
        HttpRequest.Builder request = signed(at(query), method, body, SIGNER, now());
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return site.send(request.build());
    }

    HttpResponse<String> post(String query, Object body) throws Exception {
        return send("POST", query, body);
    }

    long now() {
        return site.time.instant().getEpochSecond();
    }

    URI at(String query) {
        return site.at("/api/inngest" + query);
    }

    /// Whether an answer is signed with that key over just its bytes.
    static boolean answerSigned(HttpResponse<String> response, SigningKey key) {
        String header = response.headers().firstValue(Signatures.HEADER).orElse("");
        String seconds = header.replaceAll("t=([0-9]+)&s=.*", "$1");
        return header.equals(
                "t=" + seconds + "&s=" + key.sign(response.body().getBytes(StandardCharsets.UTF_8), seconds));
    }

    @Override
    public void close() throws Exception {
        site.close();
        inngest.close();
    }
}
