package com.matrixos.home.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import com.matrixos.home.HomeFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server, real bash on real pseudo terminals, and a real WebSocket client.
final class TerminalTest {
    private final List<TerminalClient> clients = new ArrayList<>();
    private HomeFixture home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new HomeFixture(folder);
        // A prompt that says when the shell is ready and does not change.
        Files.writeString(home.files().resolve(".profile"), "PS1='ready> '\nbind 'set enable-bracketed-paste off'\n");
    }

    @AfterEach
    void stop() {
        clients.forEach(TerminalClient::close);
        home.close();
    }

    private TerminalClient open(String query) {
        var client = TerminalClient.open(home.http(), home.shellPort(), query);
        clients.add(client);
        return client;
    }

    private TerminalClient ready() {
        TerminalClient client = open("");
        client.awaitShown("ready> ");
        return client;
    }

    @Test
    void typesAndShows() {
        TerminalClient client = ready();
        client.type("echo $((6 * 7))-answer\n").awaitShown("42-answer");
        assertThat(client.messages().getFirst().toString())
                .contains("\"type\":\"attached\"", "\"offset\":0", "\"cols\":80", "\"rows\":24");
    }

    @Test
    void isARealTerminalInTheHome() {
        TerminalClient client = ready();
        client.type("tty; pwd; echo \"[$TERM][$HOME][$MATRIX_HANDLE]\"\n");
        client.awaitShown("/dev/pts/");
        client.awaitShown("[xterm-256color][" + home.files() + "][probe]");
    }

    @Test
    void showsTheShellOnlyWhatIsMeantForIt() {
        TerminalClient client = ready();
        client.type("env | cut -d= -f1 | sort | tr '\\n' ' '; echo end-$((1))\n")
                .awaitShown("end-1\r\n");
        assertThat(client.shown())
                .contains("ANTHROPIC_AUTH_TOKEN", "MATRIX_HANDLE", "COLORTERM")
                .doesNotContain("SECRET_OF_THE_PROCESS", "MATRIX_HOME", "SHELL_PORT");
    }

    @Test
    void tellsTheProgramItsSize() {
        TerminalClient client = open("?cols=132&rows=43");
        client.awaitShown("ready> ");
        client.type("stty size\n").awaitShown("43 132");
        client.say("{\"type\":\"resize\",\"cols\":101,\"rows\":37}")
                .type("stty size\n")
                .awaitShown("37 101");
    }

    @Test
    void interruptsTheForegroundProgram() {
        TerminalClient client = ready();
        client.type("sleep 1000; echo code=$?\n");
        awaitTitle(client, "sleep");
        client.type("\u0003");
        client.type("echo code=$?\n").awaitShown("code=130");
    }

    @Test
    void tellsTheExitCode() {
        TerminalClient client = ready();
        client.type("exit 7\n");
        assertThat(client.message("exit").get("code").asInt()).isEqualTo(7);
        assertThat(client.closed()).isEqualTo(1000);
        assertThat(client.shown()).contains("exit 7");
    }

    @Test
    void tellsTheSignalThatEndedTheShell() {
        TerminalClient client = ready();
        client.type("kill -9 $$\n");
        assertThat(client.message("exit").get("code").asInt()).isEqualTo(128 + 9);
    }

    @Test
    void goesOnWhileNobodyWatchesAndReplaysExactly() {
        TerminalClient first = ready();
        first.type("for i in $(seq 2000); do echo line-$i; done\n").awaitShown("line-50\r\n");
        String session = first.session();
        first.vanish();
        byte[] seen = first.bytes();
        int cut = seen.length / 2;

        TerminalClient second = open("?session=" + session + "&after=" + cut);
        second.awaitShown("line-2000\r\nready> ");
        TerminalClient whole = open("?session=" + session + "&after=0");
        whole.awaitShown("line-2000\r\nready> ");

        assertThat(second.message("attached").get("offset").asInt()).isEqualTo(cut);
        assertThat(second.messages()).hasSize(1);
        assertThat(Arrays.copyOf(whole.bytes(), seen.length)).isEqualTo(seen);
        byte[] rest = Arrays.copyOfRange(whole.bytes(), cut, whole.received());
        assertThat(second.bytes()).isEqualTo(rest);
    }

    @Test
    void saysWhereAGapIs() {
        TerminalClient first = ready();
        first.type("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo out-$((1))\n")
                .awaitShown("out-1\r\nready> ");
        int end = first.received();

        TerminalClient late = open("?session=" + first.session() + "&after=10");
        late.awaitShown("out-1\r\nready> ");
        int offset = end - Terminal.REPLAY_BYTES;
        assertThat(late.message("attached").get("offset").asInt()).isEqualTo(offset);
        assertThat(late.message("gap").get("offset").asInt()).isEqualTo(offset);
        assertThat(late.bytes()).isEqualTo(Arrays.copyOfRange(first.bytes(), offset, end));
    }

    @Test
    void begrudgesNobodyTheLastWords() {
        TerminalClient first = ready();
        String session = first.session();
        first.type("echo last words; exit 3\n").closed();
        TerminalClient late = open("?session=" + session + "&after=0");
        assertThat(late.message("exit").get("code").asInt()).isEqualTo(3);
        assertThat(late.bytes()).isEqualTo(first.bytes());
        assertThat(late.shown()).contains("last words");
    }

    @Test
    void showsSeveralClientsTheSame() {
        TerminalClient first = ready();
        TerminalClient second = open("?session=" + first.session());
        second.awaitShown("ready> ");
        first.type("echo from-$((1))\n");
        second.type("echo from-$((2))\n");
        for (TerminalClient client : List.of(first, second)) {
            client.awaitShown("from-1\r\n");
            client.awaitShown("from-2\r\n");
        }
        assertThat(list())
                .singleElement()
                .satisfies(item -> assertThat(item.get("attached").asInt()).isEqualTo(2));
    }

    @Test
    void waitsForAClientThatDoesNotAcknowledge() throws IOException {
        TerminalClient slow = TerminalClient.acknowledging(home.http(), home.port(), "");
        clients.add(slow);
        slow.awaitShown("ready> ");
        slow.acknowledge(0);
        int most = Terminal.WINDOW_BYTES + 2 * 16 * 1024;
        slow.type("head -c 2000000 /dev/zero | tr '\\0' x; touch written; echo; echo out-$((1))\n");
        slow.awaitReceived(Terminal.WINDOW_BYTES);

        // Something else gets done meanwhile, and more slowly than the rest would have come.
        ready().type("for i in $(seq 300); do /bin/true; done; echo other-$((1))\n")
                .awaitShown("other-1");
        assertThat(slow.received()).isLessThan(most);
        assertThat(home.files().resolve("written")).doesNotExist();

        while (!slow.shown().endsWith("out-1\r\nready> ")) {
            int seen = slow.received();
            slow.acknowledge(seen);
            slow.awaitReceived(Math.min(seen + 1, 2_000_000));
        }
        // One more is in the echo of what was typed.
        assertThat(slow.shown().chars().filter(letter -> letter == 'x').count()).isEqualTo(2_000_001);
        assertThat(Files.exists(home.files().resolve("written"))).isTrue();
    }

    @Test
    void waitsForAClientThatTakesNothingAndGoesOnWithoutIt() {
        TerminalClient stuck = ready();
        stuck.stopReading();
        // More than all the buffers between the two can hold.
        stuck.type("head -c 60000000 /dev/zero | tr '\\0' x; touch written\n");
        ready().type("for i in $(seq 300); do /bin/true; done; echo other-$((1))\n")
                .awaitShown("other-1");
        assertThat(home.files().resolve("written")).doesNotExist();
        stuck.vanish();
        HomeFixture.await("the program goes on", () -> Files.exists(home.files().resolve("written")));
    }

    @Test
    void bringsTwentyMegabytesIntact() {
        TerminalClient client = ready();
        client.type("stty -onlcr; echo begin-$((1)); seq 1 2700000; echo out-$((1))\n")
                .awaitShown("out-1\nready> ");
        var expected = new StringBuilder();
        for (int i = 1; i <= 2_700_000; i++) {
            expected.append(i).append('\n');
        }
        assertThat(expected.length()).isGreaterThan(20_000_000);
        String shown = client.shown();
        String between = shown.substring(shown.indexOf("begin-1\n") + 8, shown.indexOf("out-1\n"));
        assertThat(between.equals(expected.toString())).isTrue();
    }

    @Test
    void carriesAnyLetterBothWays() {
        TerminalClient client = ready();
        client.type("cat > letters.txt\n");
        awaitTitle(client, "cat");
        byte[] line = "Grüße, 世界, 🌍!\n".getBytes(StandardCharsets.UTF_8);
        // One byte in each message: most of them are no letters by themselves.
        for (byte octet : line) {
            client.sendBytes(new byte[] {octet});
        }
        client.type("\u0004");
        client.type("cat letters.txt letters.txt | wc -c; yes \"$(cat letters.txt)\" | head -3000; echo out-$((1))\n");
        client.awaitShown("out-1\r\nready> ");
        assertThat(client.shown()).contains(String.valueOf(2 * line.length)).doesNotContain("\ufffd");
        assertThat(client.shown().split("世界, 🌍!", -1)).hasSizeGreaterThan(3000);
    }

    @Test
    void takesInputThatNobodyReadsUpToALimit() {
        TerminalClient client = ready();
        client.type("stty raw -echo; sleep 1000\n");
        awaitTitle(client, "sleep");
        String paste = "x".repeat(500_000);
        client.type(paste).type(paste).type(paste);
        assertThat(client.message("error").get("error").asText()).isEqualTo("input-full");
        // The server is as well as ever, though two of its threads would be enough to stop it.
        ready().type("echo $((20 + 3))-still\n").awaitShown("23-still");
    }

    @Test
    void refusesWhatMakesNoSenseAndGoesOn() {
        TerminalClient client = ready();
        client.say("{\"type\":\"resize\",\"cols\":0,\"rows\":10}");
        assertThat(client.message("error").get("field").asText()).isEqualTo("cols");
        client.say("no json")
                .say("{\"type\":\"dance\"}")
                .say("{\"type\":\"input\"}")
                .say("{\"type\":\"ack\",\"offset\":-1}");
        client.type("echo still-$((1))\n").awaitShown("still-1");
        // Output has a thread of its own, and may come before what was said earlier.
        HomeFixture.await("each is answered", () -> errors(client) == 5);
    }

    private static long errors(TerminalClient client) {
        return client.messages().stream()
                .filter(message -> message.get("type").asText().equals("error"))
                .count();
    }

    @Test
    void doesNotKnowAnUnknownTerminal() {
        TerminalClient client = open("?session=t-none");
        assertThat(client.message("error").get("error").asText()).isEqualTo("unknown-session");
        assertThat(client.closed()).isEqualTo(4404);
    }

    @Test
    void opensSixteenAndNoMore() {
        for (int i = 0; i < Terminals.MOST; i++) {
            open("").message("attached");
        }
        TerminalClient oneMore = open("");
        assertThat(oneMore.message("error").get("error").asText()).isEqualTo("too-many-terminals");
        assertThat(oneMore.closed()).isEqualTo(4429);
    }

    @Test
    void hangsUp() throws Exception {
        TerminalClient client = ready();
        client.type("sleep 4321 & trap '' INT; echo $! > job; sleep 4322\n");
        awaitTitle(client, "sleep");
        long job = Long.parseLong(Files.readString(home.files().resolve("job")).strip());
        assertThat(home.send("DELETE", "/api/terminals/" + client.session()).statusCode())
                .isEqualTo(204);
        client.message("exit");
        HomeFixture.await("the job's end", () -> ProcessHandle.of(job).isEmpty());
        HomeFixture.await("an empty list", () -> list().isEmpty());
        assertThat(home.send("DELETE", "/api/terminals/" + client.session()).statusCode())
                .isEqualTo(404);
        assertThat(home.send("DELETE", "/api/terminals/none").statusCode()).isEqualTo(404);
    }

    @Test
    void killsWhatDoesNotHearTheHangUp() throws Exception {
        TerminalClient client = ready();
        client.type("trap '' HUP; echo deaf-$((1))\n").awaitShown("deaf-1");
        assertThat(home.send("DELETE", "/api/terminals/" + client.session()).statusCode())
                .isEqualTo(204);
        assertThat(client.message("exit").get("code").asInt()).isEqualTo(128 + 9);
    }

    @Test
    void hangsUpTheJobsOfAShellThatIsStuck() throws Exception {
        TerminalClient client = ready();
        client.type("sleep 4325 & echo $$ $! > pids; kill -STOP $$\n");
        var file = home.files().resolve("pids");
        HomeFixture.await("the shell is stuck", () -> isStopped(file));
        long job = Long.parseLong(Files.readString(file).strip().split(" ", -1)[1]);
        assertThat(ProcessHandle.of(job)).isPresent();
        assertThat(home.send("DELETE", "/api/terminals/" + client.session()).statusCode())
                .isEqualTo(204);
        assertThat(client.message("exit").get("code").asInt()).isEqualTo(128 + 9);
        HomeFixture.await("the job's end", () -> ProcessHandle.of(job).isEmpty());
    }

    private static boolean isStopped(Path pids) {
        try {
            String shell = Files.readString(pids).split(" ", -1)[0];
            return !shell.isEmpty()
                    && Files.readString(Path.of("/proc/" + shell + "/stat")).contains(") T ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void endsItsShellsWithItself() throws IOException {
        TerminalClient client = ready();
        client.type("echo $$ > shell; sleep 4323\n");
        awaitTitle(client, "sleep");
        long shell =
                Long.parseLong(Files.readString(home.files().resolve("shell")).strip());
        home.close();
        HomeFixture.await("the shell's end", () -> ProcessHandle.of(shell).isEmpty());
    }

    @Test
    void listsTerminals() {
        TerminalClient client = open("?cols=90&rows=30");
        client.awaitShown("ready> ");
        assertThat(list()).singleElement().satisfies(item -> {
            assertThat(item.get("id").asText()).isEqualTo(client.session());
            assertThat(item.get("title").asText()).isEqualTo("bash");
            assertThat(item.get("cols").asInt()).isEqualTo(90);
            assertThat(item.get("rows").asInt()).isEqualTo(30);
            assertThat(item.get("createdAt").asText()).startsWith("20").endsWith("Z");
        });
    }

    @Test
    void refusesOtherSites() {
        assertThatThrownBy(() -> fromOrigin("http://evil.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(list()).isEmpty();
        WebSocket socket = fromOrigin("http://127.0.0.1:" + home.port());
        HomeFixture.await("a terminal", () -> !list().isEmpty());
        socket.abort();
    }

    @Test
    void refusesBadParametersBeforeTheHandshake() throws IOException {
        for (String query : List.of("cols=0&rows=1", "cols=x&rows=1", "cols=80", "after=-1", "rows=9999&cols=1")) {
            String answer = home.raw(
                    "/ws/terminal?" + query,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                    "Connection: close");
            assertThat(HomeFixture.status(answer)).as(query).isEqualTo(400);
            assertThat(answer).containsPattern("\"field\":\"(cols|rows|after)\"");
        }
    }

    private WebSocket fromOrigin(String origin) {
        return home.http()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + home.port() + "/ws/terminal"), new WebSocket.Listener() {})
                .join();
    }

    private void awaitTitle(TerminalClient client, String title) {
        HomeFixture.await(
                title,
                () -> list().stream()
                        .anyMatch(item -> item.get("id").asText().equals(client.session())
                                && item.get("title").asText().equals(title)));
    }

    private List<JsonNode> list() {
        try {
            JsonNode items = Json.mapper().readTree(home.get("/api/terminals").body());
            return items.valueStream().toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
