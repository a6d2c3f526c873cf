package com.matrixos.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.MultipartField;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.OverloadedException;
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
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import com.anthropic.models.models.ModelInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The oracle: what Anthropic's own client makes of our wire. It checks every answer against its types.
@Timeout(60)
final class SdkTest {
    private static final String MODEL = "claude-opus-5-5";

    private final ScriptedModel model =
            ScriptedModel.start(ModelOptions.anyPort().withKey("sk-ant-test"));
    private final AnthropicClient client = client("sk-ant-test");

    @AfterEach
    void stop() {
        client.close();
        model.close();
    }

    @Test
    void aMessage() {
        Message message = client.messages()
                .create(params("[[say Good morning.]]").build())
                .validate();

        assertThat(text(message)).isEqualTo("Good morning.");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.model().asString()).isEqualTo(MODEL);
        assertThat(message.usage().outputTokens()).isEqualTo(4);
        assertThat(message.usage().cacheCreation()).isPresent();
    }

    @Test
    void aStream() {
        var accumulator = MessageAccumulator.create();
        var params = params("[[think 120 tokens]]\n[[say 50 words]]\n[[usage after 3 {}]]")
                .thinking(ThinkingConfigAdaptive.builder()
                        .display(ThinkingConfigAdaptive.Display.SUMMARIZED)
                        .build())
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        Message message = accumulator.message();

        assertThat(message.content().getFirst().asThinking().signature()).isNotEmpty();
        assertThat(text(message)).hasSizeGreaterThan(100);
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().outputTokens()).isGreaterThan(120);
    }

    @Test
    void aConversationWithATool() {
        var params = params("[[tool Bash {\"command\":\"date\"}]]\n[[then]]\n[[say It is late.]]")
                .addTool(Tool.builder()
                        .name("Bash")
                        .inputSchema(Tool.InputSchema.builder().build())
                        .build());
        Message first = client.messages().create(params.build()).validate();
        ToolUseBlock use = first.content().getFirst().asToolUse();

        assertThat(first.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(use.name()).isEqualTo("Bash");
        assertThat(use._input().convert(Map.class)).isEqualTo(Map.of("command", "date"));

        var result = ToolResultBlockParam.builder().toolUseId(use.id()).content("midnight");
        params.addMessage(first)
                .addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofToolResult(result.build())));
        assertThat(text(client.messages().create(params.build()))).isEqualTo("It is late.");
    }

    @Test
    void aStreamedToolCall() {
        var accumulator = MessageAccumulator.create();
        var params = params("[[tool Bash {\"command\":\"echo hi > hello.txt\"}]]")
                .addTool(Tool.builder()
                        .name("Bash")
                        .inputSchema(Tool.InputSchema.builder().build())
                        .build())
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator
                        .message()
                        .content()
                        .getFirst()
                        .asToolUse()
                        ._input()
                        .convert(Map.class))
                .isEqualTo(Map.of("command", "echo hi > hello.txt"));
    }

    @Test
    void countedTokens() {
        var params = MessageCountTokensParams.builder()
                .model(MODEL)
                .addUserMessage("word ".repeat(80))
                .build();

        assertThat(client.messages().countTokens(params).validate().inputTokens())
                .isEqualTo(101);
    }

    @Test
    void models() {
        List<ModelInfo> all = client.models().list().autoPager().stream().toList();

        assertThat(all).extracting(ModelInfo::id).contains(MODEL);
        assertThat(client.models().retrieve(MODEL).validate().displayName()).isEqualTo("Claude Opus 5.5");
    }

    @Test
    void aBatch() {
        var params = BatchCreateParams.builder()
                .addRequest(BatchCreateParams.Request.builder()
                        .customId("first")
                        .params(BatchCreateParams.Request.Params.builder()
                                .model(MODEL)
                                .maxTokens(100)
                                .addUserMessage("[[say yes]]")
                                .build())
                        .build())
                .build();
        MessageBatch batch = client.messages().batches().create(params).validate();

        assertThat(batch.processingStatus()).isEqualTo(MessageBatch.ProcessingStatus.ENDED);
        assertThat(client.messages().batches().list().autoPager().stream())
                .extracting(MessageBatch::id)
                .containsExactly(batch.id());
        try (StreamResponse<MessageBatchIndividualResponse> results =
                client.messages().batches().resultsStreaming(batch.id())) {
            MessageBatchIndividualResponse one = results.stream().findFirst().orElseThrow();
            assertThat(one.customId()).isEqualTo("first");
            assertThat(text(one.validate().result().asSucceeded().message())).isEqualTo("yes");
        }
        client.messages().batches().cancel(batch.id()).validate();
        client.messages().batches().delete(batch.id()).validate();
        assertThat(client.messages().batches().list().items()).isEmpty();
    }

    @Test
    void files() throws Exception {
        FileMetadata file = client.files()
                .upload(FileUploadParams.builder()
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)))
                                .filename("hello.txt")
                                .contentType("text/plain")
                                .build())
                        .build())
                .validate();

        assertThat(file.filename()).isEqualTo("hello.txt");
        assertThat(file.sizeBytes()).isEqualTo(5);
        assertThat(client.files().list().autoPager().stream())
                .extracting(FileMetadata::id)
                .containsExactly(file.id());
        try (var content = client.files().download(file.id())) {
            assertThat(content.body().readAllBytes()).asString().isEqualTo("hello");
        }
        client.files().delete(file.id()).validate();
        assertThat(client.files().list().items()).isEmpty();
    }

    @Test
    void errors() {
        assertThatExceptionOfType(OverloadedException.class)
                .isThrownBy(() -> client.messages()
                        .create(params("[[error 529 overloaded_error]]").build()));
        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> client.messages()
                        .create(params("[[error 429 rate_limit_error]]").build()))
                .satisfies(e -> assertThat(e.headers().values("request-id")).hasSize(1));
        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client("sk-ant-wrong").models().list());
    }

    @Test
    void anErrorInTheMiddleOfAStream() {
        var params = params("[[say 50 words]]\n[[error-event after 5 overloaded_error]]")
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            assertThatExceptionOfType(AnthropicServiceException.class)
                    .isThrownBy(() -> stream.stream().forEach(event -> {}))
                    .withMessageContaining("overloaded_error");
        }
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(model.url().toString())
                .apiKey(key)
                .maxRetries(0)
                .responseValidation(true)
                .build();
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
