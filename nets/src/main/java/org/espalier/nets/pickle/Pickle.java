package org.espalier.nets.pickle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle, protocols 2 to 5: the machine's instructions as Python documents them ({@code pickletools}), those alone
 * that make plain values. Nothing of the file is run, whatever it asks for.
 *
 * <p>Values: {@code null}, {@link Boolean}, {@link Long} ({@link BigInteger} beyond), {@link Double}, {@link String},
 * {@code byte[]}, {@code Object[]} (a tuple), {@link List}, {@link Map} (a dictionary, in its order; keys are texts, numbers
 * or truth values), and what the {@link Vocabulary} makes. They may contain each other in circles, so whoever walks them
 * counts its steps. Sets come as lists.
 *
 * <p>Bounded whatever the file says: 32 MiB of pickle, a million values on the stack, in the memo, and a million containers
 * and entries of dictionaries.
 */
public final class Pickle {
    private static final long MOST_BYTES = 32L << 20;
    private static final int MOST = 1_000_000;
    private static final int MOST_DIGITS = 255;
    private static final int NEWEST_PROTOCOL = 5;
    private static final Object MARK = new Object();

    private final PickleInput in;
    private final Vocabulary vocabulary;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private int containers;

    private Pickle(InputStream in, Vocabulary vocabulary) {
        this.in = new PickleInput(in, MOST_BYTES);
        this.vocabulary = vocabulary;
    }

    /** @param value what the pickle holds @param bytes its length */
    public record Read(Object value, long bytes) {}

    /**
     * Reads from a stream up to the end of the pickle, and not a byte further.
     *
     * @param in best buffered
     * @throws InvalidInputException if it is damaged, too large, or names what the vocabulary does not have; the message is the end of
     *                       a sentence that begins with the file's name
     */
    public static Read read(InputStream in, Vocabulary vocabulary) throws IOException {
        Pickle pickle = new Pickle(in, vocabulary);
        try {
            return new Read(pickle.run(), pickle.in.count());
        } catch (EOFException e) {
            throw new InvalidInputException("ends within its pickle: it is truncated", e);
        }
    }

    private Object run() throws IOException {
        for (int code = in.unsignedByte(); code != '.'; code = in.unsignedByte()) {
            if (!(literal(code) || container(code) || named(code))) {
                throw new InvalidInputException("has a pickle with the instruction " + String.format("0x%02x", code)
                    + " at byte " + (in.count() - 1) + ", which a file of tensors does not need");
            }
        }
        if (stack.size() != 1) {
            throw damaged("ends with " + stack.size() + " values");
        }
        return pop();
    }

    /** Numbers, texts, and what has no effect. */
    private boolean literal(int code) throws IOException {
        switch (code) {
            case 0x80 -> {
                int protocol = in.unsignedByte();
                if (protocol > NEWEST_PROTOCOL) {
                    throw damaged("is of protocol " + protocol + ", expected at most " + NEWEST_PROTOCOL);
                }
            }
            case 0x95 -> in.number(Long.BYTES);
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) (int) in.number(Integer.BYTES));
            case 'K' -> push(in.number(1));
            case 'M' -> push(in.number(Short.BYTES));
            case 0x8a -> push(whole(in.number(1)));
            case 0x8b -> push(whole(in.number(Integer.BYTES)));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.number(Long.BYTES))));
            case 'X', 'T' -> push(in.text(in.number(Integer.BYTES)));
            case 0x8c, 'U' -> push(in.text(in.number(1)));
            case 0x8d -> push(in.text(in.number(Long.BYTES)));
            case 'B' -> push(in.bytes(in.number(Integer.BYTES)));
            case 'C' -> push(in.bytes(in.number(1)));
            case 0x8e -> push(in.bytes(in.number(Long.BYTES)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Two's complement, little-endian. */
    private Object whole(long bytes) throws IOException {
        if (bytes < 0 || bytes > MOST_DIGITS) {
            throw damaged("has a number of " + bytes + " bytes");
        }
        byte[] digits = in.bytes(bytes);
        for (int i = 0; i < digits.length / 2; i++) {
            byte low = digits[i];
            digits[i] = digits[digits.length - 1 - i];
            digits[digits.length - 1 - i] = low;
        }
        if (digits.length == 0) {
            return 0L;
        }
        BigInteger number = new BigInteger(digits);
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number;
    }

    /** Tuples, lists, dictionaries, and the order of the stack. */
    private boolean container(int code) {
        switch (code) {
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> marked();
            case '2' -> push(top());
            case ')' -> push(tuple(0));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 't' -> push(contained(marked().toArray()));
            case ']', 0x8f -> push(contained(new ArrayList<>()));
            case 'l', 0x91 -> push(contained(marked()));
            case '}' -> push(contained(new LinkedHashMap<>()));
            case 'd' -> {
                Map<Object, Object> dictionary = contained(new LinkedHashMap<>());
                put(dictionary, marked());
                push(dictionary);
            }
            case 'a' -> {
                Object item = pop();
                list(top()).add(item);
            }
            case 'e', 0x90 -> {
                List<Object> items = marked();
                list(top()).addAll(items);
            }
            case 's' -> {
                Object value = pop();
                Object key = pop();
                List<Object> entry = new ArrayList<>();
                entry.add(key);
                entry.add(value);
                put(dictionary(top()), entry);
            }
            case 'u' -> {
                List<Object> entries = marked();
                put(dictionary(top()), entries);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What has a name: in the memo, in the vocabulary, or outside. */
    private boolean named(int code) throws IOException {
        switch (code) {
            case 'q' -> remember(in.number(1));
            case 'r' -> remember(in.number(Integer.BYTES));
            case 0x94 -> remember(memo.size());
            case 'h' -> push(remembered(in.number(1)));
            case 'j' -> push(remembered(in.number(Integer.BYTES)));
            case 'c' -> {
                String module = in.line();
                push(vocabulary.global(module, in.line()));
            }
            case 0x93 -> {
                Object name = pop();
                Object module = pop();
                if (!(module instanceof String m) || !(name instanceof String n)) {
                    throw damaged("has a name that is no text");
                }
                push(vocabulary.global(m, n));
            }
            case 'R', 0x81 -> {
                Object arguments = pop();
                Object function = pop();
                if (!(arguments instanceof Object[] tuple)) {
                    throw damaged("calls with what is no tuple");
                }
                push(vocabulary.call(function, tuple));
            }
            case 'b' -> {
                Object state = pop();
                vocabulary.build(top(), state);
            }
            case 'Q' -> push(vocabulary.persistent(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void push(@Nullable Object value) {
        if (stack.size() == MOST) {
            throw tooMany("values on its stack");
        }
        stack.add(value);
    }

    private Object pop() {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Object top() {
        Object value = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
        if (value == MARK) {
            throw damaged("takes a value where there is none");
        }
        return value;
    }

    /** Takes what lies above the last mark off the stack, and the mark. */
    private List<Object> marked() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw damaged("has no mark where it needs one");
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        List<Object> values = new ArrayList<>(above);
        stack.subList(mark, stack.size()).clear();
        return values;
    }

    private Object[] tuple(int length) {
        Object[] items = new Object[length];
        for (int i = length - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return contained(items);
    }

    private <T> T contained(T container) {
        if (++containers > MOST) {
            throw tooMany("entries and containers");
        }
        return container;
    }

    private void remember(long index) {
        if (memo.size() >= MOST) {
            throw tooMany("values in its memo");
        }
        memo.put(index, top());
    }

    private Object remembered(long index) {
        Object value = memo.getOrDefault(index, MARK);
        if (value == MARK) {
            throw damaged("recalls value " + index + ", which it has not kept");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(Object value) {
        if (value instanceof List) {
            return (List<Object>) value;
        }
        throw damaged("appends to what is no list");
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> dictionary(Object value) {
        if (value instanceof Map) {
            return (Map<Object, Object>) value;
        }
        throw damaged("puts an entry into what is no dictionary");
    }

    /** @param entries key, value, key, value, ... */
    private void put(Map<Object, Object> dictionary, List<Object> entries) {
        if (entries.size() % 2 != 0) {
            throw damaged("has a key without a value");
        }
        for (int i = 0; i < entries.size(); i += 2) {
            Object key = entries.get(i);
            // Others could hash for ever: a list that contains itself.
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw new InvalidInputException("has a dictionary whose key is neither a text nor a number, which is not read");
            }
            if (dictionary.put(key, entries.get(i + 1)) == null && ++containers > MOST) {
                throw tooMany("entries and containers");
            }
        }
    }

    private InvalidInputException damaged(String what) {
        return new InvalidInputException("has a pickle that " + what + " (byte " + in.count() + "): it is damaged");
    }

    private static InvalidInputException tooMany(String what) {
        return new InvalidInputException("has a pickle of more than " + MOST + " " + what + ", expected names and shapes alone");
    }
}
