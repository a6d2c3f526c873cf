package com.matrixos.proxy.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.base.sqlite.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuotasTest {
    private static final Quota FIVE_A_DAY = new Quota(5_000_000_000_000L, null, true);
    private static final Quota BLOCKED = new Quota(0L, Quota.MAX_LIMIT_PICO, false);

    @TempDir
    Path folder;

    private Database database;
    private Quotas quotas;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("proxy.db"), "db/proxy");
        quotas = Quotas.load(database);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void everybodyIsUnlimitedUntilSomebodySaysOtherwise() {
        assertThat(quotas.of("alice")).isEqualTo(Quota.UNLIMITED);
        assertThat(quotas.own("alice")).isEmpty();
        assertThat(quotas.list()).isEmpty();
    }

    @Test
    void onesOwnQuotaGoesBeforeTheStandard() {
        quotas.setStandard(FIVE_A_DAY);
        quotas.set("bob", BLOCKED);
        assertThat(quotas.of("alice")).isEqualTo(FIVE_A_DAY);
        assertThat(quotas.of("bob")).isEqualTo(BLOCKED);
        assertThat(quotas.list()).isEqualTo(Map.of("bob", BLOCKED));

        quotas.remove("bob");
        quotas.setStandard(BLOCKED);
        assertThat(quotas.of("bob")).isEqualTo(BLOCKED);
        assertThat(quotas.own("bob")).isEmpty();
    }

    @Test
    void areKept() {
        quotas.setStandard(FIVE_A_DAY);
        quotas.set("bob", FIVE_A_DAY);
        quotas.set("bob", BLOCKED);

        Quotas again = Quotas.load(database);
        assertThat(again.standard()).isEqualTo(FIVE_A_DAY);
        assertThat(again.list()).isEqualTo(Map.of("bob", BLOCKED));
    }

    @Test
    void peopleReadThemInUsd() {
        quotas.set("alice", FIVE_A_DAY);
        quotas.set("bob", BLOCKED);

        List<Map<String, Object>> rows = database.read(tables -> tables.createQuery(
                        "SELECT user_id, daily_limit_usd, monthly_limit_usd, enabled FROM user_quotas")
                .mapToMap()
                .list());
        assertThat(rows)
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactly("[alice, 5.0, null, 1]", "[bob, 0.0, 1000000.0, 0]");
    }

    @Test
    void haveBounds() {
        assertThatThrownBy(() -> new Quota(-1L, null, true)).hasMessageContaining("daily limit");
        assertThatThrownBy(() -> new Quota(null, Quota.MAX_LIMIT_PICO + 1, true))
                .hasMessageContaining("monthly limit");
    }
}
