package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.nets.mask.Mask;

/**
 * A mask from a file.
 *
 * @param prefix what stood before the names of its layers in the file and was left out; ends in a dot, empty for nothing
 */
record FileMask(Path file, Mask mask, String prefix) {

    FileMask(Path file, Mask mask) {
        this(file, mask, "");
    }

    /**
     * The masks of one network under the same names: a state dictionary within a larger one ({@code model.}), or of a network
     * that was wrapped ({@code module.}), has a prefix before every name, and loses it beside a mask that has none.
     *
     * @param notes takes a sentence for each prefix that is left out
     */
    static List<FileMask> underCommonNames(List<FileMask> masks, Consumer<String> notes) {
        return masks.stream().map(one -> {
            FileMask plain = masks.stream().filter(other -> one.mask.prefixBeside(other.mask).isPresent())
                .max(Comparator.comparing(other -> one.mask.prefixBeside(other.mask).orElseThrow().length())).orElse(one);
            if (plain == one) {
                return one;
            }
            String prefix = one.mask.prefixBeside(plain.mask).orElseThrow();
            notes.accept(one.file + ": every layer is called " + prefix + "NAME; compared without " + prefix + " as in "
                + plain.file + ".");
            return new FileMask(one.file, one.mask.withoutPrefix(prefix), prefix);
        }).toList();
    }
}
