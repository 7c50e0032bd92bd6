package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.errors.MessageException;
import io.gatehouse.admin.input.RequestBody;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.PluginDefinition;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** {@code /schemas}: what entities and plugins look like, and whether a document is one, without storing it. */
@Path("/schemas")
@RequestScoped
public class SchemasResource {

    private static final String VALIDATE = "validate";

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityValidator validator;

    /** The schema of an entity, by its name in the database. */
    @GET
    @Path("{name}")
    public ObjectNode entity(@PathParam("name") String name) {
        return type(name).schema().describe();
    }

    /** The schema that a plugin gives to the entity {@code plugins}. */
    @GET
    @Path("plugins/{name}")
    public ObjectNode plugin(@PathParam("name") String name) {
        if (name.equals(VALIDATE)) {
            throw MessageException.methodNotAllowed();
        }
        return catalog.plugin(name)
                .map(PluginDefinition::schema)
                .orElseThrow(() -> new MessageException(404, "No plugin named '" + name + "'"))
                .describe();
    }

    /** The schema that a kind of vault gives to the entity {@code vaults}. */
    @GET
    @Path("vaults/{name}")
    public ObjectNode vault(@PathParam("name") String name) {
        if (name.equals(VALIDATE)) {
            throw MessageException.methodNotAllowed();
        }
        return catalog.vault(name)
                .orElseThrow(() -> new MessageException(404, "No vault named '" + name + "'"))
                .describe();
    }

    /** The schema of a filter in WebAssembly, of which there is none. */
    @GET
    @Path("filters/{name}")
    public ObjectNode filter(@PathParam("name") String name) {
        throw new MessageException(404, "Filter '" + name + "' not found");
    }

    /**
     * Checks a document as for creation, but against nothing that is stored; values of forms stay texts.
     *
     * @throws io.gatehouse.model.error.EntityException code 2 with all that is wrong
     */
    @POST
    @Path("{db_entity_name}/validate")
    public ObjectNode validate(@PathParam("db_entity_name") String name, RequestBody body) {
        validator.validate(type(name), body.document());
        return JsonNodeFactory.instance.objectNode().put("message", "schema validation successful");
    }

    /** As {@link #validate}, for {@code plugins}: a path of its own, or {@code validate} would be the name of a plugin. */
    @POST
    @Path("plugins/" + VALIDATE)
    public ObjectNode validatePlugin(RequestBody body) {
        return validate("plugins", body);
    }

    /** The methods of {@link #validatePlugin} alone, without those of the schema of a plugin of that name. */
    @OPTIONS
    @Path("plugins/" + VALIDATE)
    public Response methodsOfPluginValidation() {
        return Response.ok().header(HttpHeaders.ALLOW, "OPTIONS, POST").build();
    }

    /** As {@link #methodsOfPluginValidation}, for {@link #validateVault}. */
    @OPTIONS
    @Path("vaults/" + VALIDATE)
    public Response methodsOfVaultValidation() {
        return methodsOfPluginValidation();
    }

    /** As {@link #validatePlugin}, for {@code vaults}. */
    @POST
    @Path("vaults/" + VALIDATE)
    public ObjectNode validateVault(RequestBody body) {
        return validate("vaults", body);
    }

    private EntityType type(String name) {
        return catalog.type(name)
                .or(() -> catalog.report(name))
                .orElseThrow(() -> new MessageException(404, "No entity named '" + name + "'"));
    }
}
