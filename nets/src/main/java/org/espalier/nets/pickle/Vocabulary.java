package org.espalier.nets.pickle;

import org.espalier.base.InvalidInputException;

/**
 * What the names in a pickle stand for. Values are those of {@link Pickle#read}.
 *
 * <p>Messages of what is thrown are ends of a sentence that begins with the file's name.
 */
public interface Vocabulary {

    /**
     * The value of a name, such as a function or a class.
     *
     * @throws InvalidInputException if the name is not in the vocabulary
     */
    Object global(String module, String name);

    /**
     * What a function gives, or a class makes.
     *
     * @param function  from {@link #global}, or whatever the file puts in its place
     * @param arguments not modified
     * @throws InvalidInputException if it is no function of this vocabulary or the arguments do not fit
     */
    Object call(Object function, Object[] arguments);

    /**
     * Gives a value its state; what is not kept is passed over.
     *
     * @throws InvalidInputException if the value can have none
     */
    void build(Object value, Object state);

    /**
     * What lies outside the pickle under an identifier.
     *
     * @throws InvalidInputException if there are no such things or the identifier is not understood
     */
    Object persistent(Object identifier);
}
