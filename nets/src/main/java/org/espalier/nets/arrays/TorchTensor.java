package org.espalier.nets.arrays;

/**
 * A tensor as a PyTorch file describes it: a view into a storage.
 *
 * @param type    of the elements
 * @param typeName PyTorch's word for them, where the type is {@link ElementType#OTHER}
 * @param storage where the elements are
 * @param offset  number of the first element in it
 */
record TorchTensor(ElementType type, String typeName, Storage storage, long offset, Strides layout) {

    /**
     * Memory outside the pickle.
     *
     * @param type     of its elements; {@link ElementType#OTHER} for a storage that counts in bytes
     * @param key      its name in the file
     * @param elements how many it announces
     */
    record Storage(ElementType type, String key, long elements) {}
}
