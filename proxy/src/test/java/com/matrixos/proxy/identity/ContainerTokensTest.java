package com.matrixos.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.http.ProblemException;
import com.matrixos.base.ids.Tokens;
import com.matrixos.base.sqlite.Database;
import com.matrixos.testkit.time.ManualScheduler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What real connections cannot bring about, or not soon enough.
class ContainerTokensTest {
    private static final String FIRST = Tokens.sha256("first");
    private static final String SECOND = Tokens.sha256("second");
    private static final InetAddress HERE = InetAddress.ofLiteral("172.18.0.5");
    private static final InetAddress THERE = InetAddress.ofLiteral("172.18.0.6");
    private static final Caller ALICE = new Caller("alice", true);

    @TempDir
    private Path folder;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18Z"));
    private Database database;
    private ContainerTokens tokens;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("proxy.db"), "db/proxy");
        tokens = ContainerTokens.load(database, time);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void anIpv4AddressWithinIpv6IsTheSame() throws Exception {
        tokens.grant("alice", bound(FIRST));
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(HERE.getAddress(), 0, mapped, 12, 4);
        InetAddress peer = Inet6Address.getByAddress(null, mapped, 0);
        assertThat(peer).isInstanceOf(Inet6Address.class);
        assertThat(tokens.find(FIRST, peer)).contains(ALICE);
        mapped[15]++;
        assertThat(tokens.find(FIRST, Inet6Address.getByAddress(null, mapped, 0)))
                .isEmpty();
    }

    @Test
    void countsWhatComesFromElsewhere() {
        tokens.grant("alice", bound(FIRST));
        tokens.grant("bob", Grant.of(SECOND));
        assertThat(tokens.alerts().seenElsewhere()).isEmpty();
        tokens.find(FIRST, THERE);
        tokens.find(FIRST, HERE);
        tokens.find(FIRST, THERE);
        tokens.find(SECOND, THERE);
        assertThat(tokens.alerts().seenElsewhere()).isEqualTo(Map.of("alice", 2L));
    }

    @Test
    void aPreviousTokenOfAnotherIsTakenUntilItIsOver() {
        tokens.grant("alice", Grant.of(FIRST));
        tokens.grant("alice", new Grant(SECOND, Optional.empty(), Duration.ofSeconds(30)));
        assertThatThrownBy(() -> tokens.grant("bob", Grant.of(FIRST))).isInstanceOf(ProblemException.class);
        time.advance(Duration.ofSeconds(30));
        tokens.grant("bob", Grant.of(FIRST));
        assertThat(tokens.find(FIRST, HERE)).contains(new Caller("bob", true));
        assertThat(tokens.find(SECOND, HERE)).contains(ALICE);
    }

    @Test
    void aDeadTokenFromElsewhereIsNoAlarm() {
        tokens.grant("alice", bound(FIRST));
        tokens.grant("alice", new Grant(SECOND, Optional.of(HERE), Duration.ofSeconds(30)));
        time.advance(Duration.ofSeconds(30));
        assertThat(tokens.find(FIRST, THERE)).isEmpty();
        assertThat(tokens.alerts().seenElsewhere()).isEmpty();
    }

    @Test
    void bindsOnlyWhatIsThere() {
        assertThat(tokens.bind("alice", Optional.of(HERE))).isFalse();
        tokens.grant("alice", Grant.of(FIRST));
        assertThat(tokens.bind("alice", Optional.of(HERE))).isTrue();
        assertThat(tokens.find(FIRST, THERE)).isEmpty();
        assertThat(ContainerTokens.load(database, time).find(FIRST, THERE)).isEmpty();
    }

    private static Grant bound(String sha256) {
        return new Grant(sha256, Optional.of(HERE), Duration.ZERO);
    }
}
