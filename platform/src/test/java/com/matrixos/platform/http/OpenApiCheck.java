package com.matrixos.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Holds the API against its description: the routes that there are, both ways, and answers that were
/// given.
public final class OpenApiCheck {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonNode DOCUMENT = read();

    /// The description.
    public JsonNode document() {
        return DOCUMENT;
    }

    /// Every route of these paths is described, and what is described is a route.
    ///
    /// @param which picks by template, such as `/api/me/tokens/{id}`
    public void routes(Routes routes, Predicate<String> which) {
        Set<String> there = routes.lines().stream()
                .filter(line -> which.test(line.template()))
                .map(line -> line.method() + " " + nameless(line.template()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).as("routes").isEqualTo(described(which));
    }

    /// The answer is one that is described for this operation.
    ///
    /// @param path as the description has it, such as `/api/me/tokens/{id}`
    public void answer(String method, String path, HttpResponse<String> answer) {
        JsonNode responses = DOCUMENT.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses");
        assertThat(responses.isMissingNode())
                .as("no %s %s in the description", method, path)
                .isFalse();
        JsonNode response = resolved(responses.path(
                responses.has(Integer.toString(answer.statusCode()))
                        ? Integer.toString(answer.statusCode())
                        : "default"));
        String type = answer.headers().firstValue("content-type").orElse("").split(";", -1)[0];
        JsonNode media = response.path("content").path(type);
        assertThat(media.isMissingNode())
                .as("%s %s answers %d as %s: %s", method, path, answer.statusCode(), type, answer.body())
                .isFalse();
        assertThat(faults(media.path("schema"), answer.body()))
                .as("%s %s %d: %s", method, path, answer.statusCode(), answer.body())
                .isEmpty();
    }

    private static Set<String> described(Predicate<String> which) {
        var operations = new TreeSet<String>();
        DOCUMENT.path("paths").properties().stream()
                .filter(path -> which.test(path.getKey()))
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                operations.add(method.toUpperCase(Locale.ROOT) + " " + nameless(path.getKey()))));
        return operations;
    }

    /// The schema with the components beside it, so that its references lead somewhere.
    private static List<String> faults(JsonNode schema, String body) {
        ObjectNode whole = Json.mapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", DOCUMENT.path("components"));
        try {
            return SCHEMAS.getSchema(whole).validate(Json.mapper().readTree(body)).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            return List.of("no JSON: " + e.getMessage());
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String nameless(String template) {
        return template.replaceAll("\\{[^}]*}", "{}");
    }

    private static JsonNode read() {
        try (InputStream in = OpenApiCheck.class.getResourceAsStream("/openapi/platform.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> methods() {
        return METHODS;
    }
}
