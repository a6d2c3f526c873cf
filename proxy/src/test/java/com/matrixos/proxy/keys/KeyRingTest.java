package com.matrixos.proxy.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.ids.Tokens;
import com.matrixos.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final Key A = new Key("sk-ant-a");
    private static final Key B = new Key("sk-ant-b");
    private static final Key C = new Key("sk-ant-c");

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18Z"));
    private final KeyRing ring = new KeyRing(time);

    @Test
    void withoutKeysThereIsNone() {
        assertThat(ring.present()).isFalse();
        assertThat(ring.next()).isEmpty();
        ring.refused(A, "test");
        assertThat(ring.next()).isEmpty();
    }

    @Test
    void takesTurns() {
        ring.use(List.of(A, B, C));
        assertThat(ring.present()).isTrue();
        assertThat(take(6)).containsExactly(A, B, C, A, B, C);
    }

    @Test
    void setsARefusedOneAsideForTenMinutes() {
        ring.use(List.of(A, B, C));
        ring.refused(B, "test");
        assertThat(ring.anyUsable()).isTrue();
        assertThat(take(4)).containsExactly(A, C, A, C);
        time.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(take(4)).doesNotContain(B);
        time.advance(Duration.ofMillis(1));
        assertThat(take(3)).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void setsAsideForAsLongAsToldTo() {
        ring.use(List.of(A, B));
        ring.refused(A, "test", Duration.ofSeconds(5));
        assertThat(take(2)).containsOnly(B);
        time.advance(Duration.ofSeconds(5));
        assertThat(take(2)).contains(A);
    }

    @Test
    void whenAllAreAsideTheOneLongestAsideGoesOn() {
        ring.use(List.of(A, B, C));
        for (Key key : List.of(B, C, A)) {
            ring.refused(key, "test");
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(take(2)).containsExactly(B, B);
        ring.refused(B, "test");
        assertThat(take(1)).containsExactly(C);
        time.advance(Duration.ofMinutes(10).minusSeconds(2));
        assertThat(take(1)).as("the first whose time is over").containsExactly(C);
    }

    @Test
    void newKeysComeInAtOnceAndOldOnesAreForgotten() {
        ring.use(List.of(A, B));
        ring.refused(A, "test");
        ring.use(List.of(A, C));
        assertThat(take(3)).as("still aside").containsOnly(C);
        ring.refused(B, "test");
        assertThat(take(3)).containsOnly(C);
        ring.use(List.of(C));
        ring.use(List.of(A));
        assertThat(take(1)).containsExactly(A);
    }

    @Test
    void aKeyIsNeverInItsText() {
        assertThat(A.toString())
                .doesNotContain("sk-ant")
                .contains(Tokens.sha256("sk-ant-a").substring(0, 8));
        assertThat(A.fingerprint()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "\u00fc"})
    void whatCannotBeAHeaderIsNoKey(String text) {
        assertThatThrownBy(() -> new Key(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Key> take(int count) {
        return new ArrayList<>(
                Stream.generate(() -> ring.next().orElseThrow()).limit(count).toList());
    }
}
