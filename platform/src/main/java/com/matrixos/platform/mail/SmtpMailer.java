package com.matrixos.platform.mail;

import com.matrixos.api.settings.SmtpServer;
import com.matrixos.base.time.Scheduler;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mail over SMTP (RFC 5321), off the caller's thread. One that fails is tried again a few times and
/// then dropped: what it says is worth nothing an hour later, and who waits for it can ask again.
public final class SmtpMailer implements Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    /// More than these at once are a flood, not people.
    private static final int MOST_WAITING = 200;

    private static final String TIMEOUT_MS =
            Long.toString(Duration.ofSeconds(20).toMillis());

    private final Session session;
    private final InternetAddress from;
    private final Scheduler scheduler;
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param from such as `Matrix OS <no-reply@example.com>`
    /// @throws IllegalArgumentException when that is no address
    public SmtpMailer(SmtpServer server, String from, Scheduler scheduler) {
        this.session = session(server);
        this.from = address(from);
        this.scheduler = scheduler;
    }

    @Override
    public void send(Mail mail) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            LOG.warn("mail dropped subject=\"{}\" waiting={}", mail.subject(), MOST_WAITING);
            return;
        }
        var _ = scheduler.after(Duration.ZERO, () -> attempt(mail, 0));
    }

    private void attempt(Mail mail, int failures) {
        try {
            Transport.send(message(mail));
            waiting.decrementAndGet();
        } catch (MessagingException e) {
            // Its message may hold the address, and the server's answer anything at all.
            LOG.warn(
                    "mail not taken subject=\"{}\" failures={} cause={}",
                    mail.subject(),
                    failures + 1,
                    e.getClass().getSimpleName());
            if (failures < PAUSES.size()) {
                var _ = scheduler.after(PAUSES.get(failures), () -> attempt(mail, failures + 1));
            } else {
                waiting.decrementAndGet();
            }
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(scheduler.instant()));
        // So that no out-of-office answers (RFC 3834 §5).
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static Session session(SmtpServer server) {
        String protocol = server.tls() ? "smtps" : "smtp";
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail.transport.protocol.rfc822", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", server.host());
        properties.setProperty(prefix + "port", Integer.toString(server.port()));
        properties.setProperty(prefix + "auth", Boolean.toString(!server.user().isEmpty()));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(!server.tls()));
        // A password goes over the wire in the clear to this machine alone.
        properties.setProperty(
                prefix + "starttls.required",
                Boolean.toString(!server.tls() && !server.user().isEmpty() && !here(server.host())));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MS);
        properties.setProperty(prefix + "timeout", TIMEOUT_MS);
        properties.setProperty(prefix + "writetimeout", TIMEOUT_MS);
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(server.user(), server.password());
            }
        });
    }

    private static boolean here(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    private static InternetAddress address(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("not an address to send mail from: " + from, e);
        }
    }
}
