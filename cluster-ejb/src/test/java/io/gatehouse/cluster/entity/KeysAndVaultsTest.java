package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysAndVaultsTest {

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void deletesTheKeysOfASetWithIt() {
        entities.create("key_sets", "{'name':'doomed'}");
        entities.createUnder("key_sets/doomed", "keys", "{'kid':'1','name':'inside','jwk':'{vault://env/a}'}");

        assertTrue(entities.delete("key_sets", "doomed"));

        assertEquals(Optional.empty(), entities.find("keys", "inside"));
    }

    @Test
    void takesAKidOnceForEverySetAndOnceWithoutOne() {
        String set = entities.create("key_sets", "{'name':'taken'}").path("id").textValue();
        String key = "{'kid':'twice','jwk':'{vault://env/a}'}";
        entities.create("keys", key);
        entities.createUnder("key_sets/taken", "keys", key);

        EntityException without = assertThrows(EntityException.class, () -> entities.create("keys", key));
        EntityException within =
                assertThrows(EntityException.class, () -> entities.createUnder("key_sets/taken", "keys", key));

        assertEquals("UNIQUE violation detected on '{kid=\"twice\",set=null}'", without.getMessage());
        assertEquals("UNIQUE violation detected on '{kid=\"twice\",set={id=\"" + set + "\"}}'", within.getMessage());
        assertEquals(409, within.code().status());
    }

    @Test
    void putsKeysAndSetsByName() {
        ObjectNode set = entities.put("key_sets", "put", "{}");
        ObjectNode key = entities.put("keys", "put", "{'kid':'a','jwk':'{vault://env/a}','set':{'name':'put'}}");

        assertEquals(set.path("id"), key.path("set").path("id"));
        assertEquals(
                key.path("id"),
                entities.put("keys", "put", "{'kid':'b','jwk':'{vault://env/a}'}")
                        .path("id"));
        assertTrue(entities.find("keys", "put").orElseThrow().path("set").isNull());
    }

    @Test
    void mergesThePemOfAKey() {
        entities.create("keys", "{'name':'merged','kid':'m','pem':{'public_key':'{vault://env/a}'}}");

        ObjectNode patched = entities.patch("keys", "merged", "{'pem':{'private_key':'{vault://env/b}'}}");

        assertEquals(json("{'public_key':'{vault://env/a}','private_key':'{vault://env/b}'}"), patched.path("pem"));
    }

    @Test
    void completesAndMergesTheConfigurationOfAVault() {
        assertEquals(
                json("{'prefix':null}"),
                entities.create("vaults", "{'name':'env','prefix':'my-vault'}").path("config"));

        entities.patch("vaults", "my-vault", "{'config':{'prefix':'A_'}}");
        ObjectNode patched = entities.patch("vaults", "my-vault", "{'description':'d'}");

        assertEquals(json("{'prefix':'A_'}"), patched.path("config"));
        assertEquals(patched, entities.find("vaults", "my-vault").orElseThrow());
    }

    @Test
    void refusesVaultsThatReferencesCouldNotTell() {
        entities.create("vaults", "{'name':'env','prefix':'only-one'}");

        assertEquals(
                "UNIQUE violation detected on '{prefix=\"only-one\"}'",
                assertThrows(
                                EntityException.class,
                                () -> entities.create("vaults", "{'name':'env','prefix':'only-one'}"))
                        .getMessage());
        EntityException reserved =
                assertThrows(EntityException.class, () -> entities.put("vaults", "env", "{'name':'env'}"));
        assertEquals(10, reserved.code().number());
        assertEquals("must not be one of: env", reserved.getMessage());
    }
}
