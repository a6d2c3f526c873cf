package com.matrixos.platform.mail;

/// Sends mail. Safe for use from any thread.
@FunctionalInterface
public interface Mailer {
    /// Takes a mail to be sent and returns at once. Whether it arrives, nobody is told.
    void send(Mail mail);
}
