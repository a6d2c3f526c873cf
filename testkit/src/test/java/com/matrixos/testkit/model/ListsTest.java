package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models, files and batches: what the API keeps, and lists in pages.
@Timeout(60)
final class ListsTest {
    private final ScriptedModel model = ScriptedModel.start();
    private final Client client = Client.of(model);

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void modelsAreListedAndFound() throws Exception {
        JsonNode all = Client.json(client.get("/v1/models?limit=1000"));

        assertThat(all.path("has_more").asBoolean()).isFalse();
        assertThat(all.path("first_id").asText()).isEqualTo(ids(all).getFirst());
        assertThat(all.path("last_id").asText()).isEqualTo(ids(all).getLast());
        assertThat(ids(all)).contains("claude-opus-5-5");
        assertThat(Client.json(client.get("/v1/models/claude-opus-5-5"))
                        .path("type")
                        .asText())
                .isEqualTo("model");
        Client.assertError(client.get("/v1/models/gpt"), 404, "not_found_error");
    }

    @Test
    void pagesFollowEachOtherBothWays() throws Exception {
        List<String> all = ids(Client.json(client.get("/v1/models")));
        var forwards = new ArrayList<String>();
        JsonNode page = Client.json(client.get("/v1/models?limit=3"));
        forwards.addAll(ids(page));
        while (page.path("has_more").asBoolean()) {
            page = Client.json(client.get(
                    "/v1/models?limit=3&after_id=" + page.path("last_id").asText()));
            forwards.addAll(ids(page));
        }

        assertThat(forwards).isEqualTo(all);
        page = Client.json(client.get("/v1/models?limit=2&before_id=" + all.getLast()));
        assertThat(ids(page)).isEqualTo(all.subList(all.size() - 3, all.size() - 1));
        assertThat(page.path("has_more").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "after_id=nobody", "before_id=nobody"})
    void aPageThatIsNoneIsNamed(String query) throws Exception {
        var response = client.get("/v1/models?" + query);

        Client.assertError(response, 400, "invalid_request_error");
        assertThat(response.body()).contains(query.split("=")[0]);
    }

    @Test
    void aFileIsKeptReadAndDeleted() throws Exception {
        JsonNode file = Client.json(upload("note.txt", "text/plain", "one\r\ntwo\r\n"));
        String path = "/v1/files/" + file.path("id").asText();

        assertThat(file.path("type").asText()).isEqualTo("file");
        assertThat(file.path("filename").asText()).isEqualTo("note.txt");
        assertThat(file.path("mime_type").asText()).isEqualTo("text/plain");
        assertThat(file.path("size_bytes").asInt()).isEqualTo(10);
        assertThat(Client.json(client.get(path))).isEqualTo(file);
        var content = client.get(path + "/content");
        assertThat(content.body()).isEqualTo("one\r\ntwo\r\n");
        assertThat(content.headers().firstValue("content-type")).contains("text/plain");
        assertThat(ids(Client.json(client.get("/v1/files"))))
                .containsExactly(file.path("id").asText());

        assertThat(Client.json(client.send(client.to(path).DELETE()))
                        .path("type")
                        .asText())
                .isEqualTo("file_deleted");
        Client.assertError(client.get(path), 404, "not_found_error");
        assertThat(ids(Client.json(client.get("/v1/files")))).isEmpty();
    }

    @Test
    void theNewestFileComesFirst() throws Exception {
        upload("a", "text/plain", "a");
        String newest = Client.json(upload("b", "text/plain", "b")).path("id").asText();

        assertThat(ids(Client.json(client.get("/v1/files?limit=1")))).containsExactly(newest);
    }

    @Test
    void whatIsNoUploadIsRefused() throws Exception {
        var text = client.to("/v1/files").POST(BodyPublishers.ofString("hello"));
        Client.assertError(client.send(text), 400, "invalid_request_error");
        var noFile = client.to("/v1/files")
                .header("content-type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(
                        "--x\r\ncontent-disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n"));
        Client.assertError(client.send(noFile), 400, "invalid_request_error");
    }

    @Test
    void filesHaveALimitTogether() throws Exception {
        String large = "x".repeat(31 * 1024 * 1024);
        upload("1", "text/plain", large);
        upload("2", "text/plain", large);

        Client.assertError(upload("3", "text/plain", large), 403, "permission_error");
    }

    @Test
    void aBatchHasEndedAtOnceAndItsResultsAreAtAnAbsoluteAddress() throws Exception {
        JsonNode batch = Client.json(batch("""
                {"requests":[
                 {"custom_id":"good","params":{"model":"m","max_tokens":9,
                   "messages":[{"role":"user","content":"[[say yes]]"}]}},
                 {"params":{"model":"m","messages":[{"role":"user","content":"x"}]},"custom_id":"wrong"},
                 {"custom_id":"bad","params":{"model":"m","max_tokens":9,
                   "messages":[{"role":"user","content":"[[error 529 overloaded_error]]"}]}}]}"""));
        assertThat(batch.path("type").asText()).isEqualTo("message_batch");
        assertThat(batch.path("processing_status").asText()).isEqualTo("ended");
        assertThat(batch.path("request_counts").path("succeeded").asInt()).isEqualTo(1);
        assertThat(batch.path("request_counts").path("errored").asInt()).isEqualTo(2);

        String results = batch.path("results_url").asText();
        assertThat(results).startsWith(model.url() + "/v1/messages/batches/msgbatch_");
        String[] lines =
                client.send(HttpRequest.newBuilder(URI.create(results))).body().split("\n");
        assertThat(lines).hasSize(3);
        JsonNode good = Json.mapper().readTree(lines[0]);
        assertThat(good.path("custom_id").asText()).isEqualTo("good");
        assertThat(good.path("result").path("type").asText()).isEqualTo("succeeded");
        JsonNode message = good.path("result").path("message");
        assertThat(message.path("content").get(0).path("text").asText()).isEqualTo("yes");
        assertThat(message.path("usage").path("service_tier").asText()).isEqualTo("batch");
        assertThat(lines[1]).contains("\"wrong\"", "\"errored\"", "invalid_request_error", "max_tokens");
        assertThat(lines[2]).contains("\"bad\"", "\"errored\"", "overloaded_error");
    }

    @Test
    void batchesAreListedCancelledAndDeleted() throws Exception {
        String first = Client.json(batch(one("a"))).path("id").asText();
        String second = Client.json(batch(one("b"))).path("id").asText();
        String path = "/v1/messages/batches/" + first;

        assertThat(ids(Client.json(client.get("/v1/messages/batches")))).containsExactly(second, first);
        assertThat(Client.json(client.get(path)).path("id").asText()).isEqualTo(first);
        assertThat(Client.json(client.send(client.to(path + "/cancel").POST(BodyPublishers.noBody())))
                        .path("processing_status")
                        .asText())
                .isEqualTo("ended");
        assertThat(Client.json(client.send(client.to(path).DELETE()))
                        .path("type")
                        .asText())
                .isEqualTo("message_batch_deleted");
        Client.assertError(client.get(path), 404, "not_found_error");
        Client.assertError(client.get(path + "/results"), 404, "not_found_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"requests\":[]}",
                "{\"requests\":7}",
                "{\"requests\":[{\"params\":{}}]}",
                "{\"requests\":[{\"custom_id\":\"a\"}]}",
                "{\"requests\":[{\"custom_id\":\"a\",\"params\":{}},{\"custom_id\":\"a\",\"params\":{}}]}",
                "{\"requests\":["
            })
    void aBatchThatIsNoneIsRefused(String body) throws Exception {
        Client.assertError(batch(body), 400, "invalid_request_error");
    }

    private HttpResponse<String> batch(String body) throws Exception {
        return client.send(client.to("/v1/messages/batches").POST(BodyPublishers.ofString(body)));
    }

    private static String one(String id) {
        ObjectNode batch = Json.mapper().createObjectNode();
        batch.putArray("requests").addObject().put("custom_id", id).set("params", Client.request("hi"));
        return batch.toString();
    }

    private HttpResponse<String> upload(String name, String type, String content) throws Exception {
        String body = "--XyZ\r\ncontent-disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\ncontent-type: " + type + "\r\n\r\n" + content + "\r\n--XyZ--\r\n";
        return client.send(client.to("/v1/files")
                .header("content-type", "multipart/form-data; boundary=XyZ")
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<String> ids(JsonNode page) {
        var ids = new ArrayList<String>();
        page.path("data").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
