package org.espalier.nets.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.base.InvalidInputException;

/**
 * Readable, unique names for the parameters of any block: the names of the blocks on the way down, joined by dots.
 *
 * <p>DJL puts a child's number before its name ({@code 01fc1}); it is taken off again, and put behind where two children
 * of one block would share a name ({@code Linear2}, {@code Linear4}).
 */
public final class ParameterTree {
    private final Map<String, Parameter> named = new LinkedHashMap<>();
    private final Map<Parameter, String> seen = new IdentityHashMap<>();

    private ParameterTree() {}

    /** The parameters in the order of the layers. A parameter that several layers share appears once. */
    public static Map<String, Parameter> of(Block block) {
        ParameterTree tree = new ParameterTree();
        tree.collect(block, "");
        return tree.named;
    }

    private void collect(Block block, String path) {
        block.getDirectParameters().forEach(pair -> {
            String name = path + pair.getKey();
            if (seen.putIfAbsent(pair.getValue(), name) == null && named.put(name, pair.getValue()) != null) {
                throw new InvalidInputException("two parameters of the architecture are called '" + name + "'");
            }
        });
        List<String> names = childNames(block);
        for (int i = 0; i < names.size(); i++) {
            collect(block.getChildren().get(i).getValue(), path + names.get(i) + ".");
        }
    }

    /** The names of a block's children in their order, no two alike. */
    static List<String> childNames(Block block) {
        BlockList children = block.getChildren();
        Map<String, Integer> uses = new HashMap<>();
        for (int i = 0; i < children.size(); i++) {
            uses.merge(plain(children, i), 1, Integer::sum);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            String name = plain(children, i);
            names.add(uses.get(name) > 1 ? name + (i + 1) : name);
        }
        return names;
    }

    /** A child's name without the number that DJL puts before it. */
    public static String plain(BlockList children, int index) {
        String name = children.get(index).getKey();
        String number = String.format(Locale.ROOT, "%02d", index + 1);
        return name.startsWith(number) && name.length() > number.length() ? name.substring(number.length()) : name;
    }
}
