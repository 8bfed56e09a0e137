package org.espalier.study.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What a claim is judged on, taken out of the records: one effect, or several that all have to exceed the claim's threshold. No
 * effect at all means that the claim was not run.
 */
@FunctionalInterface
public interface Effect {

    List<SeedEffects> of(Records records);

    /** A single effect. */
    static Effect one(Function<Records, SeedEffects> effect) {
        return records -> List.of(effect.apply(records));
    }

    /** An effect of every part: of every network, of every density. */
    static Effect every(Split parts, Function<Records, SeedEffects> effect) {
        return records -> parts.of(records).stream().map(part -> effect.apply(part.records())).toList();
    }

    /** Several effects of every part, as many as it has. */
    static Effect everyOf(Split parts, Function<Records, List<SeedEffects>> effects) {
        return records -> {
            List<SeedEffects> all = new ArrayList<>();
            parts.of(records).forEach(part -> all.addAll(effects.apply(part.records())));
            return all;
        };
    }
}
