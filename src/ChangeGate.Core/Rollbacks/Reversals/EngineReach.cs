using ChangeGate.Changes;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Functions of the engine and its extensions that write, run SQL or reach out of the database.</summary>
internal static class EngineReach
{
    private static readonly HashSet<string> Reaching = new(StringComparer.OrdinalIgnoreCase)
    {
        "setval", "query_to_xml", "query_to_xml_and_xmlschema", "cursor_to_xml", "table_to_xml", "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile",
        "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_file_write", "pg_execute_server_program", "pg_logical_emit_message", "pg_replication_origin_advance",
        "load_extension", "writefile", "edit", "fts3_tokenizer",
    };

    private static readonly string[] ReachingPrefixes = ["lo_", "dblink", "pg_drop_", "pg_create_", "pg_promote", "pg_switch_", "pg_restore_"];

    public static bool Reaches(ObjectName function) =>
        Reaching.Contains(function.Name) || ReachingPrefixes.Any(prefix => function.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same, and what takes values of sequences, which no function undoes.</summary>
    public static bool MovesOrReaches(ObjectName function) => Reaches(function) || function.Name is "nextval" or "set_config";
}
