package org.espalier.study.record;

import java.time.Instant;
import org.espalier.study.Plan;

/**
 * A plan as it lies in {@code runs/<study>/plans/}.
 *
 * @param plan    the plan
 * @param created when a run was last started with it
 * @param command the command that makes the same plan again
 */
public record StoredPlan(Plan plan, Instant created, String command) {
}
