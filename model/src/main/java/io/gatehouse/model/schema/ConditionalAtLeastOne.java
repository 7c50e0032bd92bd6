package io.gatehouse.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * When a field matches, at least one of some others must be given; the first branch that matches counts.
 *
 * @param ifPath the field asked
 * @param branches what is asked of it, and what then must be given
 */
record ConditionalAtLeastOne(FieldPath ifPath, List<Branch> branches) implements EntityCheck.Body {

    /** A condition, the fields of which one must be given, and the text for when none is ({@code %s}: their names). */
    record Branch(Field condition, List<FieldPath> candidates, Optional<String> message) {

        String problem(boolean update) {
            String names = GroupRules.quoted(candidates);
            if (message.isPresent()) {
                return message.get().replace("%s", names);
            }
            String problem = "at least one of these fields must be non-empty: " + names;
            return update ? GroupRules.WHEN_UPDATING + problem : problem;
        }
    }

    @Override
    public void run(Violations violations) {
        for (Branch branch : branches) {
            if (Conditional.matches(branch.condition(), ifPath.in(violations.document()), violations.operation())) {
                if (GroupRules.given(branch.candidates(), violations) == 0) {
                    violations.addEntity(branch.problem(violations.update()));
                }
                return;
            }
        }
    }
}
