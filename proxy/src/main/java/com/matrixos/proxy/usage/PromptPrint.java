package com.matrixos.proxy.usage;

/// Tells prompts of one conversation apart by what they begin with, without keeping them. Safe for use from any thread
/// once the prompt has passed.
public final class PromptPrint {
    /// Of no prompt: nothing begins with it.
    public static final PromptPrint NONE = new PromptPrint(new Trail(), new Trail(), new Trail(), new Trail());

    private final Trail settings;
    private final Trail tools;
    private final Trail system;
    private final Trail messages;

    /// @param settings what the cache of the messages is kept apart by
    PromptPrint(Trail settings, Trail tools, Trail system, Trail messages) {
        this.settings = settings;
        this.tools = tools;
        this.system = system;
        this.messages = messages;
    }

    /// How many tokens, by the same guess as the prompt's length, an earlier prompt surely began with as well, in the
    /// order in which the upstream caches: tools, system, messages.
    public long shared(PromptPrint earlier) {
        if (!tools.same(earlier.tools)) {
            return tools.shared(earlier.tools);
        }
        if (!system.same(earlier.system)) {
            return tools.tokens() + system.shared(earlier.system);
        }
        long before = tools.tokens() + system.tokens();
        return settings.same(earlier.settings) ? before + messages.shared(earlier.messages) : before;
    }
}
