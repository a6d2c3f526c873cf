package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Routes;
import com.matrixos.platform.audit.AuditLog;
import com.matrixos.platform.audit.control.AuditRoutes;
import com.matrixos.platform.programs.ApprovalRoutes;
import com.matrixos.platform.programs.DeviceRoutes;
import com.matrixos.platform.programs.Devices;
import com.matrixos.platform.programs.TokenRoutes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API is whole in itself, and true of the routes made here.
final class OpenApiTest {
    private static final Pattern OURS =
            Pattern.compile("/api/(?:audit.*|auth/device.*|me/device.*|me/tokens.*)|/openapi\\.json");

    @TempDir
    Path folder;

    private final OpenApiCheck check = new OpenApiCheck();
    private ApiHost host;

    @BeforeEach
    void open() {
        host = new ApiHost(folder);
        var devices = new Devices(host.time());
        new AuditRoutes(new AuditLog(host.database()), host.audit(), host.guard()).addTo(host.routes());
        new TokenRoutes(host.programs(), host.guard()).addTo(host.routes());
        new DeviceRoutes(devices, host.programs(), host.accounts(), host.guard(), host.address()).addTo(host.routes());
        new ApprovalRoutes(devices, host.guard(), host.audit(), host.time()).addTo(host.routes());
        new OpenApiRoute(host.guard()).addTo(host.routes());
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void routesAndDescriptionAgree() {
        check.routes(host.routes(), path -> OURS.matcher(path).matches());
    }

    @Test
    void aRouteTooManyOrTooFewIsFound() {
        Routes more = host.routes().get("/api/audit/secret", _ -> Answer.empty(204));
        assertThatThrownBy(() -> check.routes(more, path -> OURS.matcher(path).matches()))
                .hasMessageContaining("GET /api/audit/secret");
        assertThatThrownBy(() -> check.routes(new Routes(), "/api/me/tokens"::equals))
                .hasMessageContaining("POST /api/me/tokens");
    }

    @Test
    void everybodyMayReadIt() throws Exception {
        HttpResponse<String> answer = host.send("GET", "/openapi.json", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiHost.json(answer)).isEqualTo(check.document());
        String tag = answer.headers().firstValue("etag").orElseThrow();
        assertThat(host.send("GET", "/openapi.json", "", "if-none-match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void anAnswerThatIsNotAsDescribedIsFound() {
        host.routes()
                .get("/api/session", _ -> Answer.json(200, List.of()))
                .get("/api/status", _ -> Answer.text(200, "text/plain", "fine"));
        assertThatThrownBy(() -> check.answer("GET", "/api/session", host.send("GET", "/api/session", "")))
                .hasMessageContaining("/api/session");
        assertThatThrownBy(() -> check.answer("GET", "/api/status", host.send("GET", "/api/status", "")))
                .hasMessageContaining("text/plain");
        check.answer("GET", "/api/me", host.send("GET", "/api/me", ""));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var dead = new ArrayList<String>();
        for (JsonNode reference : check.document().findValues("$ref")) {
            if (check.document().at(reference.asText().substring(1)).isMissingNode()) {
                dead.add(reference.asText());
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyOperationSaysWhatItMust() {
        var names = new ArrayList<String>();
        check.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode said = operation.getValue();
                    assertThat(operation.getKey()).as(name).isIn(OpenApiCheck.methods());
                    assertThat(said.path("summary").asText()).as(name).isNotEmpty();
                    assertThat(said.has("security")).as(name).isTrue();
                    assertThat(said.path("responses").has("default")).as(name).isTrue();
                    assertThat(said.path("responses").size()).as(name).isGreaterThan(1);
                    assertThat(holes(path.getKey())).as(name).isEqualTo(pathParameters(said));
                    names.add(said.path("operationId").asText());
                }));
        assertThat(names).hasSizeGreaterThan(80).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void everyComponentIsUsed() {
        List<String> used = check.document().findValuesAsText("$ref");
        for (String kind : List.of("schemas", "parameters", "responses")) {
            check.document()
                    .path("components")
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    private static List<String> holes(String path) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private List<String> pathParameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("$ref").asText())
                .filter(reference -> reference.contains("/path-"))
                .map(reference -> reference.substring(reference.indexOf("/path-") + "/path-".length()))
                .toList();
    }
}
