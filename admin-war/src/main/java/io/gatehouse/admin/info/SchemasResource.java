package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.info.CatalogDocuments;
import io.gatehouse.model.admin.input.RequestBody;
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
    private CatalogDocuments documents;

    /** The schema of an entity, by its name in the database. */
    @GET
    @Path("{name}")
    public ObjectNode entity(@PathParam("name") String name) {
        return documents.entity(name);
    }

    /** The schema that a plugin gives to the entity {@code plugins}. */
    @GET
    @Path("plugins/{name}")
    public ObjectNode plugin(@PathParam("name") String name) {
        if (name.equals(VALIDATE)) {
            throw MessageException.methodNotAllowed();
        }
        return documents.plugin(name);
    }

    /** The schema that a kind of vault gives to the entity {@code vaults}. */
    @GET
    @Path("vaults/{name}")
    public ObjectNode vault(@PathParam("name") String name) {
        if (name.equals(VALIDATE)) {
            throw MessageException.methodNotAllowed();
        }
        return documents.vault(name);
    }

    /** The schema of a filter in WebAssembly, of which there is none. */
    @GET
    @Path("filters/{name}")
    public ObjectNode filter(@PathParam("name") String name) {
        return documents.filter(name);
    }

    /**
     * Checks a document as for creation, but against nothing that is stored; values of forms stay texts.
     *
     * @throws io.gatehouse.model.error.EntityException code 2 with all that is wrong
     */
    @POST
    @Path("{db_entity_name}/validate")
    public ObjectNode validate(@PathParam("db_entity_name") String name, RequestBody body) {
        return documents.validate(name, body.document());
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
}
