package io.gatehouse.proxy.cache;

/** In which form values stand in the LMDB file. Used by one thread at a time. */
interface ValueCodec {

    /** Values as they are. */
    ValueCodec PLAIN = new ValueCodec() {
        @Override
        public byte[] encode(byte[] key, byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] key, byte[] stored) {
            return stored;
        }
    };

    /** @param key under which the value will stand; it counts as part of the value, so that two cannot change places */
    byte[] encode(byte[] key, byte[] value);

    /** @throws CacheException when this is not what {@link #encode} made for this key */
    byte[] decode(byte[] key, byte[] stored);
}
