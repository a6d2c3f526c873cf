package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.MultipartField;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.files.FileMetadata;
import com.anthropic.models.files.FileUploadParams;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import com.anthropic.models.models.ModelInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.testkit.model.Call;
import com.matrixos.testkit.model.ModelOptions;
import com.matrixos.testkit.model.ScriptedModel;
import com.matrixos.testkit.time.Until;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Anthropic's own client through the proxy: it checks every answer against its types, and what it cost is held
/// against what the model says that it truly did.
@Timeout(120)
final class SdkTest {
    private static final String MODEL = "claude-opus-5-5";

    /// Nano-dollars for a token of that model.
    private static final long INPUT = 4_000;

    private static final long OUTPUT = 20_000;

    private final ScriptedModel model =
            ScriptedModel.start(ModelOptions.anyPort().withKey(RunningProxy.KEY));
    private final RunningProxy proxy = RunningProxy.towards(model.url());
    private final List<AnthropicClient> clients = new ArrayList<>();
    private String token = "";
    private AnthropicClient alice;
    private AnthropicClient bob;

    @BeforeEach
    void start() throws Exception {
        token = proxy.grant("alice");
        alice = client(token);
        bob = client(proxy.grant("bob"));
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(AnthropicClient::close);
        proxy.close();
        model.close();
    }

    @Test
    void aMessage() throws Exception {
        Message message =
                alice.messages().create(params("[[say Good morning.]]").build()).validate();

        assertThat(text(message)).isEqualTo("Good morning.");
        assertThat(message.usage().outputTokens()).isEqualTo(4);
        assertBookedAsItTrulyWas();
    }

    @Test
    void aStream() throws Exception {
        Message message = streamed(params("[[say 200 words]]").build());
        assertBookedAsItTrulyWas();

        Message direct = client(model.url(), RunningProxy.KEY)
                .messages()
                .create(params("[[say 200 words]]").build());
        assertThat(text(message)).isEqualTo(text(direct));
        assertThat(message.usage().outputTokens()).isEqualTo(direct.usage().outputTokens());
    }

    @Test
    void thoughtsThatAreNotShown() throws Exception {
        Message message = streamed(params("[[think 333 tokens]]\n[[say Done.]]")
                .thinking(ThinkingConfigAdaptive.builder()
                        .display(ThinkingConfigAdaptive.Display.OMITTED)
                        .build())
                .build());

        assertThat(message.content().getFirst().asThinking().thinking()).isEmpty();
        assertThat(message.content().getFirst().asThinking().signature()).isNotEmpty();
        assertThat(message.usage().outputTokens()).isEqualTo(333 + 2);
        assertBookedAsItTrulyWas();
    }

    @Test
    void aConversationWithATool() throws Exception {
        var params = params("[[tool Bash {\"command\":\"date\"}]]\n[[then]]\n[[say It is late.]]")
                .addTool(Tool.builder()
                        .name("Bash")
                        .inputSchema(Tool.InputSchema.builder().build())
                        .build());
        Message first = streamed(params.build());
        ToolUseBlock use = first.content().getFirst().asToolUse();
        assertThat(use._input().convert(Map.class)).isEqualTo(Map.of("command", "date"));

        var result = ToolResultBlockParam.builder().toolUseId(use.id()).content("midnight");
        params.addMessage(first)
                .addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofToolResult(result.build())));
        assertThat(text(streamed(params.build()))).isEqualTo("It is late.");
        assertThat(model.calls()).hasSize(2);
        assertBookedAsItTrulyWas();
    }

    @Test
    void countingAndListingCostsNothing() throws Exception {
        var params = MessageCountTokensParams.builder()
                .model(MODEL)
                .addUserMessage("word ".repeat(80))
                .build();

        assertThat(alice.messages().countTokens(params).validate().inputTokens())
                .isEqualTo(101);
        assertThat(alice.models().list().autoPager().stream().toList())
                .extracting(ModelInfo::id)
                .contains(MODEL);
        assertThat(alice.models().retrieve(MODEL).validate().displayName()).isEqualTo("Claude Opus 5.5");
        assertThat(proxy.json("/usage/summary")).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aBatchCostsItsMakerHalfAndOnce() throws Exception {
        MessageBatch batch = alice.messages().batches().create(twoQuestions()).validate();
        MessageBatch again = alice.messages().batches().retrieve(batch.id()).validate();
        String results = again.resultsUrl().orElseThrow();
        assertThat(batch.resultsUrl()).contains(results);
        assertThat(results)
                .isEqualTo(proxy.uri("/v1/messages/batches/" + batch.id() + "/results")
                        .toString());

        List<MessageBatchIndividualResponse> answers = results(alice, batch);
        assertThat(answers)
                .extracting(one -> text(one.result().asSucceeded().message()))
                .containsExactly("yes", "no");
        long half = answers.stream()
                .map(one -> one.result().asSucceeded().message().usage())
                .mapToLong(usage -> usage.inputTokens() * INPUT / 2 + usage.outputTokens() * OUTPUT / 2)
                .sum();
        Until.holds("both answers are booked", () -> spent("alice") == half);
        // The Java client asks by the id; others follow the address.
        var download = HttpRequest.newBuilder(URI.create(results)).header("x-api-key", token);
        assertThat(proxy.send(download).body().lines()).hasSize(2);
        assertThat(results(alice, batch)).hasSize(2);
        alice.messages().batches().delete(batch.id()).validate();

        assertThat(spent("alice")).isEqualTo(half);
        assertThat(rows().get(0).get("calls").asInt()).isEqualTo(2);
        assertThat(spent("bob")).isZero();
    }

    @Test
    void aBatchIsNobodyElses() throws Exception {
        MessageBatch batch = alice.messages().batches().create(twoQuestions()).validate();

        var batches = bob.messages().batches();
        assertThat(batches.list().items()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> batches.retrieve(batch.id()));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> results(bob, batch));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> batches.cancel(batch.id()));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> batches.delete(batch.id()));
        assertThat(alice.messages().batches().list().autoPager().stream())
                .extracting(MessageBatch::id)
                .containsExactly(batch.id());
        assertThat(spent("bob")).isZero();
    }

    @Test
    void aFileIsNobodyElses() throws Exception {
        FileMetadata mine = upload(alice, "hello.txt");
        FileMetadata theirs = upload(bob, "other.txt");

        assertThat(mine.filename()).isEqualTo("hello.txt");
        assertThat(alice.files().list().autoPager().stream())
                .extracting(FileMetadata::id)
                .containsExactly(mine.id());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> alice.files().retrieveMetadata(theirs.id()));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> alice.files().delete(theirs.id()));
        assertThat(alice.files().retrieveMetadata(mine.id()).validate().sizeBytes())
                .isEqualTo(5);
        try (var content = alice.files().download(mine.id())) {
            assertThat(content.body().readAllBytes()).asString().isEqualTo("hello");
        }
        alice.files().delete(mine.id()).validate();
        assertThat(alice.files().list().items()).isEmpty();
        assertThat(bob.files().list().items()).hasSize(1);
        assertThat(proxy.json("/usage/summary")).isEmpty();
    }

    @Test
    void aWrongToken() {
        AnthropicClient stranger = client("mx_nobodys");
        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> stranger.models().list());
        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(
                        () -> stranger.messages().create(params("[[say Hi.]]").build()));
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void whoHasNoMoneyIsToldOnceAndWhy() throws Exception {
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0}");

        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> alice.messages().create(params("[[say Hi.]]").build()))
                .withMessageContaining("spend limit reached (daily $0")
                .satisfies(e -> assertThat(e.type().orElseThrow().asString()).isEqualTo("billing_error"));
        // With its usual two retries it would have been refused three times.
        assertThat(metrics())
                .containsPattern("mx_proxy_budget_refusals_total\\{user=\"alice\",window=\"day\"\\} 1(\\.0)?\n");
        assertThat(model.calls()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    /// Alice's row has what the model's own record of her calls adds up to, and she has spent exactly that.
    private void assertBookedAsItTrulyWas() throws Exception {
        List<Call> calls = model.calls();
        long input = calls.stream()
                .mapToLong(call -> call.usage().get("input_tokens").asLong())
                .sum();
        long output = calls.stream()
                .mapToLong(call -> call.usage().get("output_tokens").asLong())
                .sum();
        assertThat(calls.stream().mapToLong(Call::produced).sum()).isEqualTo(output);
        assertThat(spent("alice")).isEqualTo(input * INPUT + output * OUTPUT);
        JsonNode row = rows().get(0);
        assertThat(row.get("key").asText()).isEqualTo(MODEL);
        assertThat(row.get("inputTokens").asLong()).isEqualTo(input);
        assertThat(row.get("outputTokens").asLong()).isEqualTo(output);
        assertThat(row.get("estimatedUsd").decimalValue()).isZero();
    }

    private Message streamed(MessageCreateParams params) {
        var accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = alice.messages().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static List<MessageBatchIndividualResponse> results(AnthropicClient client, MessageBatch batch) {
        try (StreamResponse<MessageBatchIndividualResponse> results =
                client.messages().batches().resultsStreaming(batch.id())) {
            return results.stream().toList();
        }
    }

    private static FileMetadata upload(AnthropicClient client, String name) {
        var file = MultipartField.<InputStream>builder()
                .value(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)))
                .filename(name)
                .contentType("text/plain")
                .build();
        return client.files()
                .upload(FileUploadParams.builder().file(file).build())
                .validate();
    }

    private static BatchCreateParams twoQuestions() {
        return BatchCreateParams.builder()
                .addRequest(question("first", "[[say yes]]"))
                .addRequest(question("second", "[[say no]]"))
                .build();
    }

    private static BatchCreateParams.Request question(String id, String text) {
        var params = BatchCreateParams.Request.Params.builder()
                .model(MODEL)
                .maxTokens(100)
                .addUserMessage(text)
                .build();
        return BatchCreateParams.Request.builder().customId(id).params(params).build();
    }

    private JsonNode rows() throws Exception {
        return proxy.json("/usage/alice/by?dim=model");
    }

    private String metrics() throws Exception {
        return proxy.send(HttpRequest.newBuilder(proxy.uri("/metrics"))).body();
    }

    private long spent(String user) {
        try {
            return proxy.spent(user);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private AnthropicClient client(String key) {
        return client(proxy.uri(""), key);
    }

    /// With the retries that it has by itself.
    private AnthropicClient client(URI url, String key) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(url.toString())
                .apiKey(key)
                .responseValidation(true)
                .build();
        clients.add(client);
        return client;
    }

    private static MessageCreateParams.Builder params(String text) {
        return MessageCreateParams.builder().model(MODEL).maxTokens(10_000).addUserMessage(text);
    }

    private static String text(Message message) {
        var text = new StringBuilder();
        message.content().stream()
                .filter(ContentBlock::isText)
                .forEach(block -> text.append(block.asText().text()));
        return text.toString();
    }
}
