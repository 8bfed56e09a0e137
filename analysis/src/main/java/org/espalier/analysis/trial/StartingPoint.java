package org.espalier.analysis.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.architecture.LayerArchitecture;
import org.espalier.nets.architecture.StoredNetworks;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;

/**
 * The parameter {@code start}: a network trained elsewhere, in place of newly drawn weights. A trial has it only when it is
 * given, so that trials without it stay the trials they were. With it goes the architecture, the data set and width 1.
 */
public final class StartingPoint {
    /** The parameter's name. */
    public static final String START = "start";

    private StartingPoint() {}

    /** What {@code --set} accepts in a study whose trials may start from a network trained elsewhere. */
    public static Parameter parameter() {
        return Parameter.text(START, "A network trained elsewhere whose weights are started from, instead of new ones.", List::of)
            .from(source(Map.of()));
    }

    /** {@code imported:NAME}, which brings its architecture, data set and width along. */
    static Parameter.Source source(Map<String, Object> more) {
        return new Parameter.Source(StoredNetworks.SCHEME, StoredNetworks.SCHEME + ":NAME", Architectures::given, text -> {
            Map<String, Object> implied = new HashMap<>(more);
            implied.put("architecture", text);
            implied.put("width", 1.0);
            if (Architectures.named(text) instanceof LayerArchitecture own) {
                own.network().origin().dataset().ifPresent(dataset -> implied.put("dataset", dataset));
            }
            return implied;
        });
    }

    /** Parameters and the start. */
    public static List<Parameter> with(List<Parameter> parameters) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter());
        return more;
    }

    /**
     * Refuses a start whose initial weights are not known where they are needed.
     *
     * @param why who needs them: the beginning of the sentence
     */
    public static void requireInitial(Parameters p, String why) {
        if (p.has(START) && !StoredNetworks.hasInitial(p.text(START))) {
            throw new InvalidInputException(why + ", and " + p.text(START) + " was imported without them; import it under another "
                + "name with --initial FILE, the weights it had before training");
        }
    }

    /** Refuses a start in a study that cannot have one. @param why the end of the sentence */
    public static void refuse(Overrides overrides, String study, String why) {
        if (overrides.values().containsKey(START)) {
            throw new InvalidInputException("--set " + START + ": " + study + " " + why);
        }
    }
}
