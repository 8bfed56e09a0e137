package org.espalier.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code espalier describe}. */
@Command(name = "describe", description = "Show a study: question, method, papers, parameters, claims, and what each "
    + "preset costs.")
final class DescribeCommand implements Callable<Integer> {
    private static final int JOBS = 2;
    private static final int WIDTH = 100;

    private final Streams streams;

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study; 'espalier list studies' shows them.")
    private String id;

    @Mixin
    private JsonOption json;

    DescribeCommand(Streams streams) {
        this.streams = streams;
    }

    private record PresetCost(Preset preset, int trials, int seeds, double minutes) {}

    @Override
    public Integer call() {
        Study study = Studies.find(id);
        List<PresetCost> costs = new ArrayList<>();
        for (Preset preset : Preset.values()) {
            Plan plan = Plan.of(study, preset, Overrides.NONE);
            costs.add(new PresetCost(preset, plan.trials().size(), study.seeds(preset), Cost.minutes(study, plan, JOBS)));
        }
        if (json.given()) {
            Json.print(object(study, costs), streams.out());
        } else {
            print(study, costs, streams.out());
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> object(Study study, List<PresetCost> costs) {
        return Json.object("id", study.id(), "version", study.version(), "question", study.question(),
            "method", study.method(),
            "papers", study.papers().stream().map(p -> Json.object("id", p.id(), "title", p.title(), "authors",
                p.authors(), "year", p.year())).toList(),
            "parameters", study.parameters().stream().map(p -> Json.object("name", p.name(), "kind",
                p.kind().name().toLowerCase(java.util.Locale.ROOT), "description", p.description(), "choices",
                p.choices().get(), "sources", p.sources().stream().map(Parameter.Source::shown).toList(), "least", p.least(),
                "most", p.most())).toList(),
            "claims", study.claims().stream().map(c -> Json.object("id", c.id(), "paper", c.paper().citation(), "where",
                c.where(), "statement", c.statement(), "effect", c.effect(), "threshold", c.threshold(), "why", c.why(),
                "alpha", c.alpha(), "least_seeds", c.leastSeeds())).toList(),
            "presets", costs.stream().map(c -> Json.object("preset", c.preset().label(), "trials", c.trials(), "seeds",
                c.seeds(), "minutes_at_2_jobs", c.minutes())).toList());
    }

    private static void print(Study study, List<PresetCost> costs, PrintStream out) {
        out.println(study.id());
        out.println(TextTable.wrap(study.question(), WIDTH, 0));
        head("Method", out);
        out.println("  " + TextTable.wrap(study.method(), WIDTH, 2));
        head("Papers", out);
        study.papers().forEach(p -> out.println("  " + p.citation() + ", " + p.title() + ", " + p.id()));
        head("Parameters (--set name=value or name=value,value)", out);
        TextTable parameters = new TextTable();
        study.parameters().forEach(p -> parameters.row("  " + p.name(), values(p), p.description()));
        parameters.print(out);
        head("Claims", out);
        TextTable claims = new TextTable();
        study.claims().forEach(c -> claims.row("  " + c.id(), c.statement() + " (" + c.paper().citation() + ", "
            + c.where() + ")"));
        claims.print(out);
        head("Presets", out);
        TextTable presets = new TextTable("  preset", "trials", "seeds", "minutes at " + JOBS + " jobs (estimated)");
        costs.forEach(c -> presets.row("  " + c.preset().label(), c.trials(), c.seeds(), Cost.rounded(c.minutes())));
        presets.print(out);
        out.println();
        out.println("Run it: ./espalier run " + study.id() + " --preset quick");
    }

    private static void head(String text, PrintStream out) {
        out.println();
        out.println(text);
    }

    private static String values(Parameter parameter) {
        return switch (parameter.kind()) {
            case TEXT -> Stream.concat(Stream.of("word"), parameter.sources().stream().map(Parameter.Source::shown))
                .collect(Collectors.joining("|"));
            case FLAG -> "true|false";
            case INTEGER, NUMBER -> range(parameter);
        };
    }

    private static String range(Parameter parameter) {
        String kind = parameter.kind() == Parameter.Kind.INTEGER ? "whole number" : "number";
        boolean least = Double.isFinite(parameter.least());
        boolean most = Double.isFinite(parameter.most()) && parameter.most() < Integer.MAX_VALUE;
        return kind + (least && most ? " " + plain(parameter.least()) + ".." + plain(parameter.most())
            : least ? " >= " + plain(parameter.least()) : most ? " <= " + plain(parameter.most()) : "");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
