package com.matrixos.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.matrixos.api.settings.SmtpServer;
import com.matrixos.testkit.time.ManualScheduler;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mail through a real server.
final class SmtpMailerTest {
    private static final Mail MAIL =
            new Mail("alice@example.com", "Set a new password", "Grüße!\n\nhttp://localhost:9000/reset#token=mr_x\n");

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-02-15T11:30:18.000Z"));
    private final List<String> logged = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(new java.util.logging.SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger logger = Logger.getLogger(SmtpMailer.class.getName());
    private GreenMail server;

    @BeforeEach
    void open() {
        logger.addHandler(log);
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop();
        logger.removeHandler(log);
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        mailer("smtp://127.0.0.1:" + server.getSmtp().getPort()).send(MAIL);
        assertThat(server.getReceivedMessages())
                .as("not on the caller's thread")
                .isEmpty();
        time.advance(Duration.ofMillis(1));
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getFrom()[0]).hasToString("Matrix OS <no-reply@example.com>");
        assertThat(received.getAllRecipients()).hasSize(1);
        assertThat(received.getAllRecipients()[0]).hasToString("alice@example.com");
        assertThat(received.getSubject()).isEqualTo("Set a new password");
        assertThat(received.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(received.getContent().toString())
                .isEqualToNormalizingNewlines(MAIL.text().stripTrailing());
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getSentDate()).isEqualTo(Instant.parse("2026-02-15T11:30:18.000Z"));
    }

    @Test
    void theServerIsToldWhoHandsIn() {
        server.setUser("no-reply@example.com", "who@host", "p:ss w/rd");
        mailer("smtp://who%40host:p%3Ass%20w%2Frd@127.0.0.1:" + server.getSmtp().getPort())
                .send(MAIL);
        time.advance(Duration.ofMillis(1));
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void oneThatFailsIsTriedAgainAndTheLogDoesNotTellOfWhom() throws Exception {
        int port = freePort();
        SmtpMailer mailer = mailer("smtp://127.0.0.1:" + port);
        mailer.send(MAIL);
        time.advance(Duration.ofSeconds(1));
        assertThat(logged).hasSize(1);
        var later = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        later.start();
        try {
            time.advance(Duration.ofSeconds(10));
            assertThat(later.getReceivedMessages()).hasSize(1);
        } finally {
            later.stop();
        }
        assertThat(logged.toString()).contains("mail not taken").doesNotContain("alice", "mr_x");
    }

    @Test
    void itIsGivenUpAfterAWhile() throws Exception {
        SmtpMailer mailer = mailer("smtp://127.0.0.1:" + freePort());
        mailer.send(MAIL);
        time.advance(Duration.ofHours(5));
        assertThat(logged).hasSize(5);
    }

    /// A loopback address that the mailer takes for another machine's. This server cannot do STARTTLS.
    @Test
    void aPasswordIsNotSentInTheClearToAnotherMachine() {
        var other = new GreenMail(new ServerSetup(0, "127.0.0.2", ServerSetup.PROTOCOL_SMTP));
        other.start();
        try {
            other.setUser("no-reply@example.com", "who", "hush");
            mailer("smtp://who:hush@127.0.0.2:" + other.getSmtp().getPort()).send(MAIL);
            time.advance(Duration.ofMillis(1));
            assertThat(other.getReceivedMessages()).isEmpty();
            assertThat(logged).hasSize(1);
            assertThat(logged.toString()).doesNotContain("hush");
            mailer("smtp://127.0.0.2:" + other.getSmtp().getPort()).send(MAIL);
            time.advance(Duration.ofMillis(1));
            assertThat(other.getReceivedMessages())
                    .as("without a password it is taken")
                    .hasSize(1);
        } finally {
            other.stop();
        }
    }

    @Test
    void aFloodIsNotKept() {
        SmtpMailer mailer = mailer("smtp://127.0.0.1:" + server.getSmtp().getPort());
        for (int n = 0; n < 205; n++) {
            mailer.send(MAIL);
        }
        time.advance(Duration.ofMillis(1));
        assertThat(server.getReceivedMessages()).hasSize(200);
        assertThat(logged).hasSize(5);
        mailer.send(MAIL);
        time.advance(Duration.ofMillis(1));
        assertThat(server.getReceivedMessages()).hasSize(201);
    }

    @Test
    void aSenderThatIsNoAddressIsFoundAtTheStart() {
        assertThatThrownBy(() -> new SmtpMailer(SmtpServer.parse("smtp://localhost"), "not an address", time))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMailShowsNothingInALog() {
        assertThat(MAIL.toString()).isEqualTo("Mail[Set a new password]");
    }

    private SmtpMailer mailer(String url) {
        return new SmtpMailer(SmtpServer.parse(url), "Matrix OS <no-reply@example.com>", time);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
