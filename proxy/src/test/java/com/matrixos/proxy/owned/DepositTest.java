package com.matrixos.proxy.owned;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DepositTest {
    private final Purses purses = new Purses();
    private final BatchHold five = purses.holdAgain("alice", Instant.EPOCH, 5);
    private final Deposit deposit = new Deposit();

    @Test
    void whatIsTakenIsHeldOn() {
        deposit.put(five);
        assertThat(deposit.take()).isSameAs(five);
        deposit.back();
        assertThat(purses.held("alice")).isEqualTo(5);
        assertThat(deposit.take()).isSameAs(BatchHold.NONE);
    }

    @Test
    void whatIsNotTakenGoesBack() {
        deposit.put(five);
        deposit.back();
        assertThat(purses.held("alice")).isZero();
    }

    @Test
    void whatComesTooLateGoesBackAtOnce() {
        deposit.back();
        deposit.put(five);
        assertThat(purses.held("alice")).isZero();
    }
}
