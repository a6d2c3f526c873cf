package com.matrixos.proxy.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.matrixos.proxy.budget.Admission.Admitted;
import com.matrixos.proxy.budget.Admission.Disabled;
import com.matrixos.proxy.budget.Admission.Refused;
import com.matrixos.proxy.ledger.LedgerReader.Spent;
import com.matrixos.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BudgetsTest {
    private static final Instant EVENING = Instant.parse("2026-11-29T23:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-29");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-30T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    private final ManualScheduler time = new ManualScheduler(EVENING);
    private final Map<String, Quota> quotas = new HashMap<>();
    private final Budgets budgets = new Budgets(
            user -> quotas.getOrDefault(user, Quota.UNLIMITED), Map.of("carol", new Spent(30, 70)), DAY, time);

    @Test
    void admitsAsLongAsBothLimitsLeaveRoom() {
        limit("alice", 100L, 150L);
        admit("alice", 60);
        admit("alice", 40);

        assertThat(budgets.admit("alice", 1)).isEqualTo(new Refused(Window.DAY, 100, 0, MIDNIGHT));
    }

    @Test
    void namesTheWindowThatTakesLongerToReset() {
        limit("alice", 100L, 100L);
        admit("alice", 100).settle(100);

        assertThat(budgets.admit("alice", 0)).isEqualTo(new Refused(Window.MONTH, 100, 100, DECEMBER));
    }

    @Test
    void aLimitOfZeroLetsNothingThrough() {
        limit("alice", 0L, null);

        assertThat(budgets.admit("alice", 0)).isEqualTo(new Refused(Window.DAY, 0, 0, MIDNIGHT));
    }

    @Test
    void aBlockedUserIsToldSo() {
        quotas.put("alice", new Quota(null, null, false));

        assertThat(budgets.admit("alice", 0)).isEqualTo(new Disabled());
        assertThat(budgets.standing("alice").enabled()).isFalse();
    }

    @Test
    void startsFromWhatTheLedgerSays() {
        limit("carol", 100L, 100L);
        budgets.quotaChanged("carol");

        assertThat(budgets.standing("carol"))
                .isEqualTo(new Standing(
                        true,
                        new Standing.InWindow(100L, 30, 0, 70L, MIDNIGHT),
                        new Standing.InWindow(100L, 70, 0, 30L, DECEMBER)));
        assertThat(budgets.admit("carol", 31)).isEqualTo(new Refused(Window.MONTH, 100, 70, DECEMBER));
    }

    @Test
    void aSettledHoldBooksItsCostOnce() {
        limit("alice", 100L, null);
        Hold hold = admit("alice", 60);
        hold.settle(75);
        hold.settle(75);
        hold.release();

        assertThat(hold.granted()).isZero();
        assertThat(hold.grow(90)).isZero();
        assertThat(budgets.standing("alice").day()).isEqualTo(new Standing.InWindow(100L, 75, 0, 25L, MIDNIGHT));
        assertThat(budgets.standing("alice").month()).isEqualTo(new Standing.InWindow(null, 75, 0, null, DECEMBER));
    }

    @Test
    void aReleasedHoldCostsNothing() {
        limit("alice", 100L, null);
        Hold hold = admit("alice", 60);
        hold.release();
        hold.settle(75);

        assertThat(budgets.standing("alice").day()).isEqualTo(new Standing.InWindow(100L, 0, 0, 100L, MIDNIGHT));
    }

    @Test
    void aHoldGrowsAsFarAsThereIsRoom() {
        limit("alice", 100L, 90L);
        Hold one = admit("alice", 10);
        Hold other = admit("alice", 20);

        assertThat(one.grow(50)).isEqualTo(50);
        assertThat(one.grow(30)).isEqualTo(50);
        assertThat(other.grow(Long.MAX_VALUE)).isEqualTo(40);
        assertThat(one.grow(51)).isEqualTo(50);

        other.release();
        assertThat(one.grow(51)).isEqualTo(51);
    }

    @Test
    void aLimitThatIsLoweredStopsRunningCalls() {
        limit("alice", 100L, null);
        Hold hold = admit("alice", 60);
        limit("alice", 50L, null);
        budgets.quotaChanged("alice");

        assertThat(hold.grow(70)).isEqualTo(60);
        assertThat(budgets.standing("alice").day().remainingPico()).isZero();
        limit("alice", 200L, null);
        budgets.standardChanged();
        assertThat(hold.grow(70)).isEqualTo(70);

        quotas.put("alice", new Quota(null, null, false));
        budgets.quotaChanged("alice");
        assertThat(hold.grow(80)).isEqualTo(70);
    }

    @Test
    void aNewDayBeginsAtMidnightInUtc() {
        limit("alice", 100L, 250L);
        admit("alice", 100).settle(100);
        time.advance(Duration.ofMinutes(59));
        assertThat(budgets.admit("alice", 1)).isInstanceOf(Refused.class);

        time.advance(Duration.ofMinutes(1));
        admit("alice", 100).settle(100);
        assertThat(budgets.standing("alice").month().usedPico()).isEqualTo(200);

        time.advance(Duration.ofDays(1));
        assertThat(budgets.standing("alice").month().usedPico()).isZero();
        assertThat(budgets.standing("alice").month().resetsAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void aHoldBelongsToTheDayAndMonthItWasAdmittedIn() {
        limit("alice", 100L, 1_000L);
        Hold overNight = admit("alice", 90);
        time.advance(Duration.ofHours(2));

        assertThat(budgets.standing("alice").day().heldPico()).isZero();
        assertThat(budgets.standing("alice").month().heldPico()).isEqualTo(90);
        admit("alice", 100).release();
        assertThat(overNight.grow(95)).isEqualTo(95);
        assertThat(overNight.grow(200)).isEqualTo(100);
        overNight.settle(99);
        assertThat(budgets.standing("alice").day().usedPico()).isZero();
        assertThat(budgets.standing("alice").month().usedPico()).isEqualTo(99);

        Hold overTheMonth = admit("alice", 0);
        time.advance(Duration.ofDays(1));
        overTheMonth.settle(40);
        assertThat(budgets.standing("alice").month().usedPico()).isZero();
    }

    @Test
    void aClockThatIsSetBackForgetsNothing() {
        limit("alice", 100L, null);
        admit("alice", 10).settle(10);
        time.advance(Duration.ofHours(2));
        admit("alice", 20).settle(20);
        time.advance(Duration.ofHours(-2));

        assertThat(budgets.standing("alice").day().usedPico()).isEqualTo(20);
    }

    @Test
    void correctionsCountForTheirDay() {
        budgets.correct("carol", DAY, -10);
        budgets.correct("carol", DAY.minusDays(1), 5);
        budgets.correct("carol", DAY.minusMonths(1), 1_000);
        budgets.correct("new", DAY, 7);

        assertThat(budgets.standing("carol").day().usedPico()).isEqualTo(20);
        assertThat(budgets.standing("carol").month().usedPico()).isEqualTo(65);
        assertThat(budgets.standing("new").day().usedPico()).isEqualTo(7);
    }

    @Test
    void nothingOverflowsWithoutALimit() {
        Hold huge = admit("alice", Long.MAX_VALUE - 10);
        Hold small = admit("alice", 5);

        assertThat(small.grow(Long.MAX_VALUE)).isEqualTo(10);
        assertThat(budgets.admit("alice", 1)).isInstanceOf(Refused.class);
        small.settle(Long.MAX_VALUE);
        huge.settle(Long.MAX_VALUE);
        assertThat(budgets.standing("alice").day())
                .isEqualTo(new Standing.InWindow(null, Long.MAX_VALUE, 0, null, MIDNIGHT));
        assertThat(budgets.admit("bob", 1)).isInstanceOf(Admitted.class);
    }

    @Test
    void refusesAmountsThatWouldGiveMoneyBack() {
        assertThatThrownBy(() -> budgets.admit("alice", -1)).hasMessage("hold must not be negative: -1");
        Hold hold = admit("alice", 1);
        assertThatThrownBy(() -> hold.settle(-1)).hasMessage("cost must not be negative: -1");
        assertThat(hold.granted()).isEqualTo(1);
    }

    @Test
    void aPartIsPaidOutOfAHold() {
        limit("alice", 100L, 100L);
        Hold hold = admit("alice", 80);
        assertThat(budgets.pay(hold, DAY, 30)).isTrue();
        assertThat(hold.granted()).isEqualTo(50);
        assertThat(budgets.standing("alice").day().usedPico()).isEqualTo(30);
        assertThat(budgets.standing("alice").day().remainingPico()).isEqualTo(20);
        assertThat(budgets.standing("alice").month().remainingPico()).isEqualTo(20);
        assertThat(budgets.pay(hold, DAY, 60)).as("more than is left").isTrue();
        assertThat(hold.granted()).isZero();
        assertThat(budgets.standing("alice").day().usedPico()).isEqualTo(90);
        hold.release();
        assertThat(budgets.pay(hold, DAY, 1)).isFalse();
        assertThat(budgets.standing("alice").day().usedPico()).isEqualTo(90);
        assertThatThrownBy(() -> budgets.pay(hold, DAY, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartOfYesterdaysHoldCountsForYesterdayAndTheMonth() {
        limit("alice", 100L, 200L);
        Hold hold = admit("alice", 80);
        time.advance(Duration.ofHours(2));
        assertThat(budgets.pay(hold, DAY, 30)).isTrue();
        assertThat(budgets.standing("alice").day().remainingPico()).isEqualTo(100);
        assertThat(budgets.standing("alice").month().usedPico()).isEqualTo(30);
        assertThat(budgets.standing("alice").month().remainingPico()).isEqualTo(120);
    }

    @Test
    void whoLooksWhileItIsPaidSeesNeitherBothNorNone() throws Exception {
        Hold hold = admit("alice", 100_000);
        var payers = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            payers.add(Thread.ofPlatform().start(() -> {
                for (int part = 0; part < 25_000; part++) {
                    budgets.pay(hold, DAY, 1);
                }
            }));
        }
        Standing.InWindow seen;
        do {
            seen = budgets.standing("alice").day();
            assertThat(seen.usedPico() + seen.heldPico()).isEqualTo(100_000);
        } while (seen.heldPico() > 0);
        for (Thread payer : payers) {
            payer.join();
        }
    }

    private void limit(String user, Long daily, Long monthly) {
        quotas.put(user, new Quota(daily, monthly, true));
    }

    private Hold admit(String user, long pico) {
        Admission admission = budgets.admit(user, pico);
        assertThat(admission).isInstanceOf(Admitted.class);
        return ((Admitted) admission).hold();
    }
}
