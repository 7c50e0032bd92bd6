package io.gatehouse.plugins.serverless;

import io.gatehouse.model.lua.LuaSyntax;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;

/** The code of pre-function and post-function must be Lua. */
public final class FunctionCode implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("pre_function_code", code("pre-function"), "post_function_code", code("post-function"));
    }

    private static ValueCheck code(String plugin) {
        return ValueCheck.ofText(source -> LuaSyntax.problem(source).map(("error parsing " + plugin + ": ")::concat));
    }
}
