package io.gatehouse.model.admin.query;

import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.error.ErrorCode;
import java.util.function.Supplier;

/** How an entity that is not there is answered: mostly in plain words, sometimes with the error envelope. */
public final class Absence {

    private Absence() {}

    /** The answer to reading an absent entity. */
    public static RuntimeException whenReading(EntityType type, EntityKey key) {
        if (type.name().equals("certificates") && key instanceof EntityKey.Id) {
            return EntityException.notFoundByPrimaryKey(key.toDocument());
        }
        return plain(key);
    }

    /** The plain 404, which names server names where a certificate was looked up by one. */
    public static MessageException plain(EntityKey key) {
        return isServerName(key) ? new MessageException(404, "SNI not found") : MessageException.notFound();
    }

    /** Whether a certificate is named by a server name. */
    public static boolean isServerName(EntityKey key) {
        return key instanceof EntityKey.Name name && name.field().equals(EntityKey.SNI);
    }

    /** Runs a call whose error envelope for absence is replaced by the plain answer. */
    public static <T> T plainly(EntityKey key, Supplier<T> call) {
        try {
            return call.get();
        } catch (EntityException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? plain(key) : e;
        }
    }
}
