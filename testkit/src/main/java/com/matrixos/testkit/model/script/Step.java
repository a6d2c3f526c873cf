package com.matrixos.testkit.model.script;

import java.util.List;
import java.util.Optional;

/// The directives for one answer.
///
/// @param directives in order; of those that can stand only once the last one counts
public record Step(List<Directive> directives) {
    /// A step that asks for nothing in particular.
    public static final Step NONE = new Step(List.of());

    public Step {
        directives = List.copyOf(directives);
    }

    /// All directives of a kind, in order.
    public <T extends Directive> List<T> all(Class<T> kind) {
        return directives.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The one directive of a kind that counts.
    public <T extends Directive> Optional<T> last(Class<T> kind) {
        return all(kind).reversed().stream().findFirst();
    }

    /// What happens at a place of the answer, in order.
    public List<Directive.Incident> incidents(int after) {
        return all(Directive.Incident.class).stream()
                .filter(incident -> incident.after() == after)
                .toList();
    }
}
