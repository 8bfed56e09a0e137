/**
 * Whether the engine computes rightly on this processor, and what is done where it does not.
 *
 * <p>Before a process first uses the engine, {@link org.espalier.nets.engine.remedy.EngineSetup} looks up which
 * {@link org.espalier.nets.engine.remedy.Remedy} this processor needs. Where that is not known yet, processes of their own
 * run the check with one remedy each ({@link org.espalier.nets.engine.remedy.CheckProcess}), because environment variables
 * count only before the natives load; the choice is kept in the user's cache.
 *
 * <p>Lives here: the choice and how it is applied. May not live here: the engine itself, and what is checked
 * ({@code engine.selfcheck}).
 */
package org.espalier.nets.engine.remedy;
