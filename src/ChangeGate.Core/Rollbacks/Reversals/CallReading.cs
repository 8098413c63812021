using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>What the functions that a query calls may do beside giving a value.</summary>
internal static partial class CallReading
{
    // Functions of the engine and its extensions that write, run SQL or reach out of the database.
    private static readonly HashSet<string> Reaching = new(StringComparer.OrdinalIgnoreCase)
    {
        "setval", "query_to_xml", "query_to_xml_and_xmlschema", "cursor_to_xml", "table_to_xml", "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile",
        "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_file_write", "pg_execute_server_program", "pg_logical_emit_message", "pg_replication_origin_advance",
        "load_extension", "writefile", "edit", "fts3_tokenizer",
    };

    private static readonly string[] ReachingPrefixes = ["lo_", "dblink", "pg_drop_", "pg_create_", "pg_promote", "pg_switch_", "pg_restore_"];

    public static void Judge(Undoing undo, ReadRows read)
    {
        foreach (var call in read.Calls.Distinct())
        {
            if (MayDoAnything(undo, call))
            {
                undo.Refuse($"The query calls `{call}`, which may do anything.");
            }
        }
    }

    private static bool MayDoAnything(Undoing undo, ObjectName call)
    {
        var name = undo.Step.Before.Resolve(ObjectKind.Function, call);
        var known = undo.Before.Overloads(name).ToList();

        if (known.Count > 0)
        {
            // The engine itself keeps such a function from writing (https://www.postgresql.org/docs/current/xfunc-volatility.html).
            return !known.TrueForAll(function => ReadsOnly().IsMatch(Outside(function)));
        }

        return (call.Schema is not null and not "pg_catalog" && !undo.IsSqlite)
            || Reaching.Contains(call.Name)
            || ReachingPrefixes.Any(prefix => call.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    // The words of the body are not attributes of the function.
    private static string Outside(Function function) =>
        function.Body is { Length: > 0 } body ? function.Definition.Replace(body, "", StringComparison.Ordinal) : function.Definition;

    [GeneratedRegex(@"\b(IMMUTABLE|STABLE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadsOnly();
}
