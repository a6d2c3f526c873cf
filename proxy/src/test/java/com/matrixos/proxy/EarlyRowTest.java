package com.matrixos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.base.sqlite.Database;
import com.matrixos.testkit.anthropic.ScriptedAnthropic;
import com.matrixos.testkit.sockets.RawSocket;
import com.matrixos.testkit.time.Until;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A call's row may be in the ledger before its body is complete; of a call that never was nothing is left.
@Timeout(60)
class EarlyRowTest {
    private final ScriptedAnthropic upstream = ScriptedAnthropic.start();
    private RunningProxy proxy;
    private Database database;

    @BeforeEach
    void start() {
        proxy = RunningProxy.towards(upstream.url());
        database = Database.open(proxy.folder.resolve("proxy.db"), "db/proxy");
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        proxy.close();
        upstream.close();
    }

    private List<Long> holds() {
        return database.read(tables -> tables.createQuery("SELECT hold_pico FROM calls WHERE state = 'open'")
                .mapTo(Long.class)
                .list());
    }

    @Test
    void aCallThatIsBrokenOffLeavesNoRow() throws Exception {
        String head = "POST /v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\nx-api-key: %s\r\n\r\n{"
                .formatted(proxy.grant("alice"));
        try (var client = RawSocket.connect(proxy.proxy().addresses().getFirst())) {
            client.send(head);
            Until.holds("there is a row", () -> holds().size() == 1);
            // Ten thousand tokens and a thousand of output, at no less than a dollar for a million.
            assertThat(holds().getFirst()).isGreaterThan(11_000_000_000L);
        }
        Until.holds("it is gone", () -> holds().isEmpty());
        assertThat(proxy.spent("alice")).isZero();
    }

    @Test
    void aCallThatIsRefusedLeavesNoRow() throws Exception {
        String token = proxy.grant("alice");
        proxy.post("/quotas/alice", "{\"dailyLimitUsd\":0.000001,\"monthlyLimitUsd\":null}");
        assertThat(proxy.send(proxy.message(token, "{\"model\":\"claude-opus-5-5\",\"max_tokens\":9}"))
                        .statusCode())
                .isEqualTo(429);
        proxy.json("/usage/alice");
        Until.holds("there is no row", () -> holds().isEmpty());
    }
}
