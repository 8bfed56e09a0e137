package org.espalier.cli.command;

import org.espalier.base.InvalidInputException;
import org.espalier.cli.Streams;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.EngineChoice;
import org.espalier.nets.engine.remedy.Remedy;
import org.espalier.study.execute.WorkerCommand;

/** Before the first trial: does the engine compute rightly on this processor? */
final class EngineReadiness {

    private EngineReadiness() {}

    /**
     * What the engine needs on this processor, for a command that computes with it itself. The engine is checked if that was not
     * done here, and a person is told so.
     *
     * @throws InvalidInputException if it computes wrongly and no remedy mends it
     */
    static Remedy remedy(Streams streams) {
        EngineChoice choice = Engine.choice(streams.err()::println);
        return choice.remedy().orElseThrow(() -> new InvalidInputException(choice.refusal()));
    }

    /**
     * How workers are started here. The engine is checked if that was not done on this processor, and a person is told so.
     *
     * @throws InvalidInputException if it computes wrongly and no remedy mends it
     */
    static WorkerCommand workers(Streams streams) {
        Remedy remedy = remedy(streams);
        WorkerCommand standard = WorkerCommand.standard();
        // Where a process cannot set its own variables, whoever starts it can.
        return EngineChoice.processesSetVariables() ? standard : standard.withEnvironment(remedy.environment());
    }
}
