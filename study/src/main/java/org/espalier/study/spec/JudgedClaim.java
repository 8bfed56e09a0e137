package org.espalier.study.spec;

import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * A claim together with what it is judged on.
 *
 * @param claim  the claim
 * @param effect its effect in the records
 */
public record JudgedClaim(Claim claim, Effect effect) {

    ClaimResult judge(Records records) {
        return claim.judgeAll(effect.of(records).toArray(SeedEffects[]::new));
    }
}
