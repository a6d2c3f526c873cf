package com.matrixos.platform.integrations.inngest;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What we tell Inngest about ourselves. Pure.
final class Description {
    /// The name of our side of the protocol, and its version.
    static final String VERSION =
            Objects.requireNonNullElse(Description.class.getPackage().getImplementationVersion(), "0.0.0-development");

    static final String SDK = "matrix-os:v" + VERSION;
    static final String FRAMEWORK = "jetty";

    private static final String EVENT_API = "https://inn.gs/";
    private static final Map<String, String> CAPABILITIES = Map.of("trust_probe", "v1");

    private final InngestSettings settings;
    private final List<InngestFunction> functions;

    Description(InngestSettings settings, List<InngestFunction> functions) {
        this.settings = settings;
        this.functions = functions;
    }

    /// Whatever anybody may know: a health check, by §4.5 of the specification.
    Map<String, Object> brief() {
        var members = new LinkedHashMap<String, Object>();
        members.put("extra", Map.of("native_crypto", true));
        members.put("has_event_key", !settings.eventKeyDigest().isEmpty());
        members.put("has_signing_key", !settings.keys().isEmpty());
        members.put("function_count", functions.size());
        members.put("mode", settings.mode());
        members.put("schema_version", "2024-05-24");
        return members;
    }

    /// What Inngest may know.
    Map<String, Object> whole() {
        Map<String, Object> members = brief();
        var extra = new LinkedHashMap<String, Object>();
        extra.put("native_crypto", true);
        extra.put("is_streaming", false);
        members.put("extra", extra);
        members.put("authentication_succeeded", true);
        members.put("api_origin", settings.server().toString());
        members.put("app_id", InngestFunction.APP);
        members.put("capabilities", CAPABILITIES);
        members.put("env", orNull(settings.environment()));
        members.put("event_api_origin", settings.dev().map(URI::toString).orElse(EVENT_API));
        members.put("event_key_hash", orNull(settings.eventKeyDigest()));
        members.put("framework", FRAMEWORK);
        members.put("sdk_language", "java");
        members.put("sdk_version", VERSION);
        members.put("serve_origin", null);
        members.put("serve_path", null);
        members.put("signing_key_fallback_hash", digest(1));
        members.put("signing_key_hash", digest(0));
        return members;
    }

    /// The answer to a sync that Inngest has asked for, with everything in it.
    ///
    /// @param url where it says it reaches us
    Map<String, Object> inBand(String url) {
        var members = new LinkedHashMap<String, Object>();
        members.put("app_id", InngestFunction.APP);
        members.put("capabilities", CAPABILITIES);
        members.put("env", orNull(settings.environment()));
        members.put("framework", FRAMEWORK);
        members.put("functions", functions(url));
        members.put("inspection", settings.dev().isPresent() ? brief() : whole());
        members.put("sdk_author", "matrix-os");
        members.put("sdk_language", "java");
        members.put("sdk_version", VERSION);
        members.put("sdk", SDK);
        members.put("url", url);
        return members;
    }

    /// What we send to Inngest when somebody else has asked for a sync. The address is the one that we were set up
    /// with, not the one that the request names: anybody may ask.
    ///
    /// @param deployId null when the request has none
    Map<String, Object> outOfBand(@Nullable String deployId) {
        var members = new LinkedHashMap<String, Object>();
        members.put("url", settings.served().toString());
        members.put("deployType", "ping");
        members.put("framework", FRAMEWORK);
        members.put("appName", InngestFunction.APP);
        members.put("functions", functions(settings.served().toString()));
        members.put("sdk", SDK);
        members.put("v", "0.1");
        if (deployId != null) {
            members.put("deployId", deployId);
        }
        members.put("capabilities", CAPABILITIES);
        return members;
    }

    private List<Map<String, Object>> functions(String url) {
        return functions.stream().map(function -> function(function, url)).toList();
    }

    private static Map<String, Object> function(InngestFunction function, String url) {
        var runtime = new LinkedHashMap<String, Object>();
        runtime.put("type", "http");
        runtime.put("url", url + (url.contains("?") ? "&" : "?") + "fnId=" + function.id() + "&stepId=step");
        var step = new LinkedHashMap<String, Object>();
        step.put("id", "step");
        step.put("name", "step");
        step.put("runtime", runtime);
        step.put("retries", Map.of("attempts", function.retries()));
        var members = new LinkedHashMap<String, Object>();
        members.put("id", function.id());
        members.put("name", function.recipe().name());
        members.put("triggers", List.of(Map.of("event", function.event())));
        members.put("steps", Map.of("step", step));
        return members;
    }

    private @Nullable String digest(int key) {
        return key < settings.keys().size() ? settings.keys().get(key).shortDigest() : null;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
