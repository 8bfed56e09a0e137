package org.espalier.cli.command;

import java.util.Arrays;
import java.util.List;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.study.Studies;
import org.espalier.study.execute.Executor;

/** A kind of thing that {@code espalier list} shows. */
interface ListedKind {

    /** One thing: its word on the command line, and one sentence. */
    record Entry(String name, String description) {}

    /** The word after {@code list}. */
    String name();

    List<Entry> entries();

    /** Every kind, in the order in which they are shown. */
    static List<ListedKind> all() {
        return List.of(new StudyKind(), new MethodKind(), new ArchitectureKind(), new DataSetKind(),
            new InitialiserKind(), new MeasureKind(), new TaskKind(), new RecurrentCellKind(),
            new ExecutorKind());
    }

    /** Studies, by their questions. */
    final class StudyKind implements ListedKind {
        @Override
        public String name() {
            return "studies";
        }

        @Override
        public List<Entry> entries() {
            return Studies.all().stream().map(s -> new Entry(s.id(), s.question())).toList();
        }
    }

    /** Methods that find a subnetwork. */
    final class MethodKind implements ListedKind {
        @Override
        public String name() {
            return "methods";
        }

        @Override
        public List<Entry> entries() {
            return SubnetworkMethods.all().stream().map(m -> new Entry(m.name(), m.description())).toList();
        }
    }

    /** Architectures. */
    final class ArchitectureKind implements ListedKind {
        @Override
        public String name() {
            return "architectures";
        }

        @Override
        public List<Entry> entries() {
            return Architectures.all().stream().map(a -> new Entry(a.name(), a.description())).toList();
        }
    }

    /** Data sets; {@code espalier data list} tells where they are. */
    final class DataSetKind implements ListedKind {
        @Override
        public String name() {
            return "datasets";
        }

        @Override
        public List<Entry> entries() {
            return DataSets.all().stream().map(d -> new Entry(d.name(), d.description())).toList();
        }
    }

    /** Distributions of initial weights. */
    final class InitialiserKind implements ListedKind {
        @Override
        public String name() {
            return "initialisers";
        }

        @Override
        public List<Entry> entries() {
            return Arrays.stream(Initialisation.values()).map(i -> new Entry(i.label(), description(i))).toList();
        }

        private static String description(Initialisation initialisation) {
            return switch (initialisation) {
                case KAIMING_NORMAL -> "Normal, standard deviation s = sqrt(2 / fan in) (He et al. 2015).";
                case KAIMING_UNIFORM -> "Uniform with the same standard deviation s.";
                case SIGNED_CONSTANT -> "+s or -s with equal probability (Ramanujan et al. 2020).";
                case UNSIGNED_CONSTANT -> "+s for every weight.";
                case GLOROT_NORMAL -> "Normal, standard deviation g = sqrt(2 / (fan in + fan out)) (Glorot and Bengio "
                    + "2010), with the gain of ReLU.";
                case GLOROT_CONSTANT -> "+g or -g with equal probability.";
                case TORCH_DEFAULT -> "Uniform in +-1 / sqrt(fan in): PyTorch's default, and edge-popup's initial scores.";
            };
        }
    }

    /** Executors. */
    final class ExecutorKind implements ListedKind {
        @Override
        public String name() {
            return "executors";
        }

        @Override
        public List<Entry> entries() {
            return Executor.all().stream().map(e -> new Entry(e.name(), e.description())).toList();
        }
    }
}
