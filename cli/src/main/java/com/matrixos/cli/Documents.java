package com.matrixos.cli;

/// What is shown of the API's documents.
final class Documents {
    /// Of each user, side by side.
    static final Listing USERS = Listing.of(
            Field.text("HANDLE", "handle"),
            Field.text("ROLE", "role"),
            Field.text("STATE", "state"),
            Field.text("E-MAIL", "email"),
            Field.text("COMPUTER", "computer.state"),
            Field.text("LAST SEEN", "lastSeenAt"),
            Field.dollars("THIS MONTH", "monthUsd"));

    /// Of one user.
    static final Listing USER = Listing.of(
            Field.text("handle", "handle"),
            Field.text("id", "id"),
            Field.text("e-mail", "email"),
            Field.text("role", "role"),
            Field.text("state", "state"),
            Field.text("created", "createdAt"),
            Field.text("last seen", "lastSeenAt"),
            Field.text("leaves", "leavesAt"),
            Field.yesNo("password", "hasPassword"),
            Field.yesNo("second factor", "totp"),
            Field.number("passkeys", "passkeys"),
            Field.number("recovery codes left", "recoveryCodesLeft"),
            Field.text("computer", "computer.state"),
            Field.text("last active", "computer.lastActive"),
            Field.dollars("this month", "monthUsd"));

    /// Of each computer, side by side.
    static final Listing CONTAINERS = Listing.of(
            Field.text("HANDLE", "handle"),
            Field.text("STATE", "state"),
            Field.text("OWNER", "owner.handle"),
            Field.bytes("MEMORY", "memoryBytes"),
            Field.percent("CPU", "cpuPercent"),
            Field.bytes("DISK", "diskBytes"),
            Field.dollars("TODAY", "todayUsd"),
            Field.dollars("THIS MONTH", "monthUsd"),
            Field.yesNo("OUTDATED", "outdated"),
            Field.text("LAST ACTIVE", "lastActive"));

    /// Of one computer.
    static final Listing CONTAINER = Listing.of(
            Field.text("handle", "handle"),
            Field.text("state", "state"),
            Field.text("because", "cause"),
            Field.text("owner", "owner.handle"),
            Field.text("owner's id", "ownerId"),
            Field.text("owner's e-mail", "owner.email"),
            Field.bytes("memory", "memoryBytes"),
            Field.bytes("memory limit", "memoryLimitBytes"),
            Field.percent("CPU", "cpuPercent"),
            Field.bytes("disk", "diskBytes"),
            Field.text("created", "createdAt"),
            Field.text("last active", "lastActive"),
            Field.text("version", "version"),
            Field.yesNo("outdated", "outdated"),
            Field.number("gateway port", "port"),
            Field.number("shell port", "shellPort"),
            Field.dollars("today", "todayUsd"),
            Field.limit("daily limit", "dayLimitUsd"),
            Field.dollars("this month", "monthUsd"),
            Field.limit("monthly limit", "monthLimitUsd"),
            Field.text("container id", "containerId"));

    /// Of a computer as its owner sees it, by the paths that are not for admins alone.
    static final Listing OWN = Listing.of(
            Field.text("HANDLE", "handle"),
            Field.text("STATE", "status"),
            Field.text("CREATED", "createdAt"),
            Field.text("LAST ACTIVE", "lastActive"));

    /// Of what has happened to a computer.
    static final Listing EVENTS = Listing.of(
            Field.text("AT", "at"),
            Field.text("KIND", "kind"),
            Field.text("WHAT", "title"),
            Field.text("OUTCOME", "outcome"),
            Field.text("FINISHED", "finishedAt"),
            Field.text("DETAIL", "detail"));

    /// Of the audit log.
    static final Listing AUDIT = Listing.of(
            Field.number("NUMBER", "seq"),
            Field.text("AT", "at"),
            Field.text("BY", "actor.kind"),
            Field.text("HANDLE", "actor.handle"),
            Field.text("ACTION", "action"),
            Field.text("TARGET", "target"),
            Field.text("RESULT", "result"),
            Field.text("ADDRESS", "address"));

    private Documents() {}
}
