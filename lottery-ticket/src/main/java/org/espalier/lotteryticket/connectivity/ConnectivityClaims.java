package org.espalier.lotteryticket.connectivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the paper says of the network of MNIST, as tests fixed before any data were seen. */
final class ConnectivityClaims {
    static final Paper PAPER = new Paper("arXiv:1912.05671", "Linear Mode Connectivity and the Lottery Ticket Hypothesis",
        "Frankle et al.", 2020);
    static final String METRIC = "barrier";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;
    /** The paper calls a network stable whose barrier is below 2 points of error. */
    private static final double STABLE = -0.02;
    private static final String WHY = "minus the paper's limit of 2 points of error, remembered rather than checked";

    private static final Claim TICKET = new Claim("tickets-stable-at-initialisation", PAPER, "abstract",
        "On the small network of MNIST, tickets that train to full accuracy are stable to the order of the data from "
            + "initialisation on.",
        "minus the test error barrier between two copies of the ticket that start at step 0", STABLE, WHY, ALPHA,
        LEAST_SEEDS);
    private static final Claim DENSE = new Claim("dense-stable-early", PAPER, "abstract",
        "Dense networks become stable to the order of the data early in training.",
        "minus the test error barrier between two copies of the dense network that start at the latest rewind step", STABLE,
        WHY, ALPHA, LEAST_SEEDS);
    private static final Claim CONTROLS = new Claim("controls-less-stable", PAPER, "on sparse networks",
        "Newly initialised tickets and random masks are less stable than tickets.",
        "test error barrier of the reinitialised ticket, and of the random mask, minus that of the ticket, from step 0 on", 0,
        "the direction alone", ALPHA, LEAST_SEEDS);

    private ConnectivityClaims() { }

    static List<Claim> all() {
        return List.of(TICKET, DENSE, CONTROLS);
    }

    static List<ClaimResult> judge(Records records) {
        Records barriers = records.where("method", ConnectivityGrid.BARRIER);
        Records start = barriers.where(TicketRound.REWIND_STEP, 0);
        List<Object> rewinds = barriers.values(TicketRound.REWIND_STEP);
        Records latest = rewinds.isEmpty() ? barriers
            : barriers.where(TicketRound.REWIND_STEP, rewinds.get(rewinds.size() - 1));
        List<SeedEffects> tickets = new ArrayList<>();
        List<SeedEffects> controls = new ArrayList<>();
        for (Object round : start.where(ConnectivityGrid.SUBJECT, TicketRound.TICKET.label()).values(TicketRound.ROUND)) {
            Records at = start.where(TicketRound.ROUND, round);
            SortedMap<Long, Double> ticket = of(at, TicketRound.TICKET);
            tickets.add(SeedEffects.of(negative(ticket)));
            controls.add(SeedEffects.difference(of(at, TicketRound.REINITIALISED), ticket));
            controls.add(SeedEffects.difference(of(at, TicketRound.RANDOM_MASK), ticket));
        }
        return List.of(judge(TICKET, tickets), DENSE.judge(negative(of(latest, TicketRound.DENSE))),
            judge(CONTROLS, controls));
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }

    private static SortedMap<Long, Double> of(Records at, TicketRound subject) {
        return at.where(ConnectivityGrid.SUBJECT, subject.label()).summary(METRIC);
    }

    private static SortedMap<Long, Double> negative(SortedMap<Long, Double> values) {
        TreeMap<Long, Double> negative = new TreeMap<>();
        values.forEach((seed, value) -> negative.put(seed, -value));
        return negative;
    }
}
