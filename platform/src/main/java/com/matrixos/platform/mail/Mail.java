package com.matrixos.platform.mail;

/// A mail to one person.
///
/// @param to a single address
/// @param text plain text
public record Mail(String to, String subject, String text) {
    /// Without address and text: either may be nobody else's business.
    @Override
    public String toString() {
        return "Mail[" + subject + "]";
    }
}
